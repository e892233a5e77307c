"""Every address with whatever may be sent to it, by everybody: refused or answered, never our own
failure.
"""

import random
import re
import string
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from tests.accounts.access.test_guard import APP
from tests.accounts.scene import Scene
from tests.conftest import CAST, TODAY
from tests.page import Browser
from webapp.accounts.passwords import password
from webapp.app import create_app
from webapp.database.connection import Db, transaction
from webapp.server.middleware import add_middleware
from webapp.settings import Settings

ROUTES = sorted(
    (method, route.path)
    for route in APP.routes
    if isinstance(route, HTTPRoute)
    for method in route.methods
    if method in ("GET", "POST")
)
ROUNDS = 2
JUNK = [
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e9",
    "9" * 18,
    "9" * 19,
    "9" * 40,
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "\0",
    "\r\n",
    "\t",
    "é",
    "日本語",
    "\U0001f600",
    "\u202e",
    "\ufeff",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "<script>",
    "{{7*7}}",
    "' or 1=1 --",
    "%",
    "_",
    "*",
    '"',
    "\\",
    "../..",
    "//evil.example",
    "2026-02-30",
    "31/2/2026",
    "0000-00-00",
    "9999-99-99",
    "1-1",
    "1-",
    "-",
    "1-1-1",
    "a" * 5000,
    "1,2,3",
    "²",
    "١٢",
    "٣",
    "=1+1",
    "x\n" * 50,
]
TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded; charset=utf-16",
    "",
    ";",
    'multipart/form-data; boundary=""',
    "application/msgpack",
    "é",
]
BODIES = [
    b"",
    b"x",
    b"=",
    b"&&&",
    b"%",
    b"%zz=%",
    b"\xff\xfe",
    b"{}",
    b"[1]",
    b"--x\r\n",
    b"--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n\xff\r\n--x--\r\n',
    b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
    (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain;'
        b" charset=odd\r\n\r\n1\r\n--x--\r\n"
    ),
    b"a=1&" * 500,
    b"a=1&" * 5000,
]
# Whoever is signed in does not try these: it would be the end of the trial.
LEAVES = ("/sign-out", "/sign-in")


class Fuzzer:
    """One person's requests, each made of what a page might send and of what no page would."""

    def __init__(self, seed: str, browser: Browser, scene: Scene) -> None:
        self.chance = random.Random(seed)
        self.browser = browser
        self.scene = scene
        self.names = ["form_token"]

    def learn(self, page: str) -> None:
        """Fields that a page shows will be sent, whatever they are called, to every address."""
        for name in re.findall(r'\bname="([^"]+)"', page):
            if name not in self.names:
                self.names.append(name)

    def text(self) -> str:
        if self.chance.random() < 0.6:
            return self.chance.choice(JUNK)
        letters = string.printable + "éß€日"
        return "".join(self.chance.choice(letters) for _ in range(self.chance.randint(1, 30)))

    def address(self, path: str) -> str:
        """One that leads somewhere, as far as the scene knows it."""
        for name in set(re.findall(r"\{(\w+):", path)) - self.scene.stands_for.keys():
            self.scene.stands_for[name] = "2"
        return self.scene.address(path)

    def path(self, path: str) -> str:
        known = self.address(path)
        if self.chance.random() < 0.6:
            return known
        strange = "".join(f"%{byte:02x}" for byte in self.text()[:60].encode("utf-8", "replace"))
        number = self.chance.choice(
            ["0", "-1", "999999", "9" * 18, "9" * 19, "9" * 60, "00", "+1", "1.0", "٣"]
        )

        def filled(found: re.Match[str]) -> str:
            return number if found[1] == "int" and self.chance.random() < 0.8 else strange or "x"

        return re.sub(r"\{\w+:(\w+)\}", filled, path)

    def values(self, path: str) -> dict[str, Any]:
        right = self.scene.filled_in(path)
        names = self.chance.sample(self.names, min(len(self.names), 12))
        sent: dict[str, Any] = {name: self.text() for name in names}
        for name, value in right.items():
            if self.chance.random() < 0.7:
                sent[name] = value
            elif self.chance.random() < 0.5:
                sent[name] = [self.text() for _ in range(3)]
            else:
                sent[name] = self.text()
        return sent | {"form_token": self.browser.form_token}

    def more(self, method: str, path: str) -> dict[str, Any]:
        headers = {"hx-request": "true"} if self.chance.random() < 0.3 else {}
        names = [
            *self.chance.sample(self.names, min(len(self.names), 4)),
            "page",
            "format",
            "next",
            "held",
        ]
        params = {name: self.text() for name in names if self.chance.random() < 0.5}
        if method == "GET":
            return {"params": params, "headers": headers}
        kind = self.chance.random()
        if kind < 0.65:
            return {"data": self.values(path), "headers": headers}
        if kind < 0.8:
            contents = [
                b"",
                b"PK\x03\x04",
                b"a,b\n1,2\n",
                self.text().encode("utf-8", "replace"),
                b"\xff" * 100,
            ]
            files = [
                (name, (self.text()[:40].replace("\0", "") or "x", self.chance.choice(contents)))
                for name in ("file", "files", "pasted", *self.chance.sample(self.names, 1))
            ]
            return {
                "data": {"form_token": self.browser.form_token, **params},
                "files": files,
                "headers": headers,
            }
        media = self.chance.choice(TYPES).encode()
        return {
            "content": self.chance.choice(BODIES),
            "headers": {**headers, "content-type": media},
        }


def stay(db: Db, browser: Browser, role: str) -> None:
    """Whoever tries everything may have signed out, locked or demoted themselves."""
    if browser.client.get("/support", follow_redirects=False).status_code == 200:
        return
    email, secret = CAST[role]
    with transaction(db):
        db.execute(
            "update accounts set disabled_at = null, role = ?, password_hash = ? where email = ?",
            [role, password.hash_of(secret), email],
        )
    browser.client.cookies.clear()
    browser.sign_in(email, secret)


# A file where none was asked for is let go by whoever collects the request.
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
@pytest.mark.parametrize("role", ["stranger", "results", "entries", "administrator"])
def test_nothing_that_anybody_sends_is_our_own_failure(
    centre_file: Path, centre_db: Db, role: str
) -> None:
    settings = Settings(db=centre_file, host_names=frozenset({"testserver.local"}))
    app = add_middleware(create_app(settings, lambda: TODAY), settings)
    with TestClient(app, raise_server_exceptions=False) as client:
        browser = Browser(client)
        scene = Scene(centre_db)
        fuzzer = Fuzzer(role, browser, scene)
        if role != "stranger":
            browser.sign_in(*CAST[role])
        for method, path in ROUTES:
            if method == "GET":
                fuzzer.learn(client.get(fuzzer.address(path)).text)
        failures = []
        for method, path in ROUTES * ROUNDS:
            if role != "stranger":
                if path in LEAVES:
                    continue
                stay(centre_db, browser, role)
            address, more = fuzzer.path(path), fuzzer.more(method, path)
            reply = client.request(method, address, follow_redirects=False, **more)
            if reply.status_code >= 500:
                failures.append((method, path, address, more))
        assert failures == []
        assert len(fuzzer.names) > (1 if role == "stranger" else 20)
