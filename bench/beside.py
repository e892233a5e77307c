"""What people would use instead, on the same people and asked the same questions.

    .venv/bin/python -m bench.beside FILE FOLDER

The others run in an environment of their own, made in the folder; only bench/peers knows their
names.
"""

import json
import math
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

import httpx

from bench import questions
from bench.running import EMAIL, PASSWORD, Asked, Load, load
from bench.table import Section, ms
from bench.wire import copied, expect
from tests.server import PATIENCE, Running, free_port

PEERS = Path(__file__).with_name("peers")
REQUIREMENTS = PEERS / "requirements.txt"
CONNECTIONS = (1, 16)
TURNS = 10
"""So many answers for every connection, however slow: what is left of getting warm counts for
little then.
"""
THREADS = os.cpu_count() or 1
"""SQLite holds up no other thread while it looks through a table."""
CHECKED, PAGE = 20, 50
HOLDING = """
select uci, trim(forenames || ' ' || surname) = :words or trim(surname || ' ' || forenames) = :words
from candidates where archived_at is null and {}
"""


class Site(NamedTuple):
    """A peer that runs: its address, the path before the words, and who is signed in."""

    address: str
    path: str
    cookie: str

    def asks(self, words: str) -> Asked:
        headers = {"Accept-Encoding": "gzip"} | ({"Cookie": self.cookie} if self.cookie else {})
        return Asked("GET", self.path + quote_plus(words), headers, {})


class Peer(Running):
    """A program of the peers' environment at a port."""

    def __init__(
        self, words: Sequence[str | Path], port: int, path: str, log: Path, environ: dict[str, str]
    ) -> None:
        self.address = f"http://127.0.0.1:{port}"
        with log.open("wb") as said:
            self.running = subprocess.Popen(
                words,
                cwd=PEERS,
                env=os.environ | environ,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers(path):
            if self.running.poll() is not None or time.monotonic() > until:
                self.end()
                raise RuntimeError(f"{self.address}{path} does not answer:\n{log.read_text()}")
            time.sleep(0.05)

    def _answers(self, path: str) -> bool:
        try:
            return (
                httpx.get(self.address + path, trust_env=False, timeout=PATIENCE).status_code < 500
            )
        except httpx.TransportError:
            return False

    def end(self) -> None:
        """In peace; or with all its processes, when it is still busy with what nobody waits for."""
        assert self.running
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


@contextmanager
def started(
    words: Sequence[str | Path], port: int, path: str, file: Path, environ: dict[str, str]
) -> Iterator[httpx.Client]:
    """A client of the program, which is there when it answers at the path."""
    peer = Peer(words, port, path, file.with_suffix(".log"), environ)
    try:
        with httpx.Client(base_url=peer.address, trust_env=False, timeout=60) as client:
            yield client
    finally:
        peer.end()


def _granian(python: Path, application: str, port: int) -> list[str | Path]:
    return [
        python,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--http",
        "1",
        "--no-ws",
        "--workers",
        "1",
        "--blocking-threads",
        str(THREADS),
        "--log-level",
        "error",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        application,
    ]


@contextmanager
def _django(python: Path, file: Path) -> Iterator[Site]:
    environ = {
        "CENTRE_FILE": str(file),
        "OWN_FILE": str(file.with_name("django.db")),
        "DJANGO_SUPERUSER_USERNAME": EMAIL,
        "DJANGO_SUPERUSER_EMAIL": EMAIL,
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    for command in (
        ["migrate", "--verbosity=0"],
        ["createsuperuser", "--no-input", "--verbosity=0"],
    ):
        subprocess.run(
            [python, "django_admin.py", *command], cwd=PEERS, env=os.environ | environ, check=True
        )
    port = free_port()
    words = _granian(python, "django_admin:application", port)
    with started(words, port, "/admin/login/", file, environ) as client:
        shown = client.get("/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.text)
        expect(token is not None, shown.text)
        form = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "username": EMAIL,
            "password": PASSWORD,
        }
        client.post("/admin/login/", data=form)
        yield _site(client, "/admin/django_admin/candidate/?q=")


@contextmanager
def _datasette(python: Path, file: Path) -> Iterator[Site]:
    data = file.with_name("data.db")
    subprocess.run([python, PEERS / "datasette_file.py", file, data], check=True)
    port = free_port()
    # It would spend time on proposals that a search has no use for.
    words = [
        python,
        "-m",
        "datasette",
        data,
        "--port",
        str(port),
        "--setting",
        "suggest_facets",
        "off",
    ]
    with started(words, port, "/-/versions.json", file, {}) as client:
        yield _site(client, "/data/candidates?_size=50&_search=")


@contextmanager
def _like(python: Path, file: Path) -> Iterator[Site]:
    port = free_port()
    environ = {"CENTRE_FILE": str(file)}
    with started(
        _granian(python, "like_app:app", port), port, "/find?search=", file, environ
    ) as client:
        client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
        yield _site(client, "/find?search=")


def _site(client: httpx.Client, path: str) -> Site:
    cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    return Site(str(client.base_url).rstrip("/"), path, cookie)


SERVED: dict[str, Callable[[Path, Path], AbstractContextManager[Site]]] = {
    "Django's admin": _django,
    "Datasette": _datasette,
    "LIKE in Flask": _like,
}


def environment(folder: Path) -> Path:
    """The Python of the peers' environment; it is made anew in the folder unless it has what is
    required.
    """
    python, stamp = folder / "bin" / "python", folder / REQUIREMENTS.name
    required = REQUIREMENTS.read_text()
    if not stamp.exists() or stamp.read_text() != required:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
        stamp.write_text(required)
    return python


def versions(folder: Path) -> dict[str, str]:
    """Of every package in the peers' environment, by its name in small letters."""
    said = subprocess.check_output([environment(folder), "-m", "pip", "list", "--format", "json"])
    return {one["name"].lower(): one["version"] for one in json.loads(said)}


def peers(file: Path, folder: Path, seconds: float = 4) -> dict[str, dict[int, Load]]:
    """What each peer does at so many connections, on a copy of the file.

    Raises RuntimeError when one does not find whom it should.
    """
    python = environment(folder.absolute())
    asked, checks = [words for _, words in questions.questions(file.absolute())], _checks(file)
    found = {}
    for name, serve in SERVED.items():
        with copied(file) as copy, serve(python, copy) as site:
            _expect_right(site, checks)
            found[name] = _loads(site, [site.asks(words) for words in asked], seconds)
    return found


def _loads(site: Site, asked: Sequence[Asked], seconds: float) -> dict[int, Load]:
    loads: dict[int, Load] = {}
    slowest = 0.0
    for connections in CONNECTIONS:
        length = math.ceil(max(seconds, TURNS * connections * slowest))
        loads[connections] = load(site.address, asked, connections, length)
        slowest = 1 / max(loads[connections].rate, 0.1)
    return loads


def _expect_right(site: Site, checks: dict[str, list[str]]) -> None:
    """Whole names are answered with the people who are called so."""
    with httpx.Client(trust_env=False, timeout=60) as client:
        for words, wanted in checks.items():
            request = site.asks(words)
            answer = client.get(site.address + request.path, headers=request.headers)
            expect(answer.status_code == 200, f"{request.path}: {answer.status_code}")
            missing = [uci for uci in wanted if uci not in answer.text]
            expect(not missing, f"{request.path}: without {missing}")


def _checks(file: Path) -> dict[str, list[str]]:
    """Some whole names, and the UCIs of the people who are called so."""
    checks: dict[str, list[str]] = {}
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as one:
        for kind, words in questions.questions(file.absolute()):
            if kind == "full name" and len(checks) < CHECKED and (wanted := _called(one, words)):
                checks[words] = wanted
    expect(len(checks) == CHECKED, f"only {len(checks)} names to check")
    return checks


def _called(one: sqlite3.Connection, words: str) -> list[str]:
    """Of those with this very name; of nobody when so many hold its words that they may stand
    further on.
    """
    split = words.split()
    holds = " and ".join(
        f"instr(lower(surname || ' ' || forenames), lower(:word{place}))"
        for place in range(len(split))
    )
    values = {"words": words} | {f"word{place}": word for place, word in enumerate(split)}
    people = one.execute(HOLDING.format(holds), values).fetchall()
    return [uci for uci, same in people if same and uci] if len(people) <= PAGE else []


def sections(found: dict[str, dict[int, Load]], installed: dict[str, str]) -> list[Section]:
    named = ", ".join(
        f"{name} {installed[name]}" for name in ("django", "datasette", "flask", "granian")
    )
    return [
        Section(
            "What people would use instead",
            f"The same questions over the same people, each on a server of one process: {named}.",
            ("what", "connections", "requests a second", "p50", "p95", "failed"),
            [
                [
                    name,
                    str(connections),
                    f"{one.rate:,.0f}",
                    ms(one.p50),
                    ms(one.p95),
                    str(one.failed),
                ]
                for name, loads in found.items()
                for connections, one in loads.items()
            ],
        )
    ]


if __name__ == "__main__":
    where = Path(sys.argv[2])
    for section in sections(peers(Path(sys.argv[1]), where), versions(where)):
        print(section.markdown(), end="\n\n")
