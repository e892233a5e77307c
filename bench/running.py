"""The server as a person starts it, somebody signed in, and wrk sending what that person sends."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlencode

import httpx

from tests.page import Browser
from tests.server import Server
from webapp.results import store_demonstration

EMAIL, PASSWORD = next(
    (email, secret)
    for role, email, secret in store_demonstration.PEOPLE_AND_PASSWORDS
    if role == "entries"
)
# Reads its requests, in JSON, from the file named, and sends them one after the other, for ever.
SCRIPT = """
local asked = {}
for line in io.lines("%s") do asked[#asked + 1] = line end
local at = math.random(#asked)
request = function()
  at = at %% #asked + 1
  return asked[at]:gsub("\\\\n", "\\r\\n")
end
done = function(summary, latency)
  io.write(string.format("FIGURES %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


class Load(NamedTuple):
    """Requests a second; milliseconds; and how many were not answered, or with an error."""

    rate: float
    p50: float
    p95: float
    p99: float
    failed: int


class Asked(NamedTuple):
    """One request: method, path, headers and a form, as they go over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, str]

    def wire(self, host: str) -> str:
        body = urlencode(self.form) if self.form else ""
        headers = {"Host": host, **self.headers}
        if body:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(body)),
            }
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            *(f"{key}: {value}" for key, value in headers.items()),
        ]
        return "\\n".join([*lines, "", body])


def load(
    address: str,
    asked: Sequence[Asked],
    connections: int,
    seconds: float = 4,
    warm: Sequence[Asked] | None = None,
) -> Load:
    """What wrk measures when so many connections send these requests in turn, after a second to get
    warm.

    In that second the same are sent, or others.
    """
    host = address.removeprefix("http://")
    with TemporaryDirectory() as folder:
        (Path(folder) / "script.lua").write_text(SCRIPT % (Path(folder) / "asked"))
        for length, sent in ((1, warm or asked), (seconds, asked)):
            (Path(folder) / "asked").write_text("\n".join(one.wire(host) for one in sent) + "\n")
            said = subprocess.run(
                [
                    "wrk",
                    "-t1",
                    f"-c{connections}",
                    f"-d{length}s",
                    "--timeout",
                    "30s",
                    "-s",
                    f"{folder}/script.lua",
                    address,
                ],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
    found = re.search(r"FIGURES (.*)", said)
    assert found, said
    requests, duration, p50, p95, p99, failed = map(int, found[1].split())
    return Load(requests / duration * 1e6, p50 / 1000, p95 / 1000, p99 / 1000, failed)


class Officer:
    """The exams officer, signed in at a server, with a draft of their own."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        self.server, self.browser = server, Browser(client)
        self.browser.sign_in(EMAIL, PASSWORD)
        self.cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())

    def asks(self, path: str, form: dict[str, str] | None = None, htmx: bool = True) -> Asked:
        """A request of this person: a form is posted, with the token; else a page is fetched."""
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip"} | (
            {"HX-Request": "true"} if htmx else {}
        )
        if form is None:
            return Asked("GET", path, headers, {})
        headers["Origin"] = self.server.address
        return Asked("POST", path, headers, {"form_token": self.browser.form_token, **form})


@contextmanager
def served(file: Path, words: Sequence[str] = ()) -> Iterator[tuple[Server, Officer]]:
    """Over a file as it is; whatever is written to it stays."""
    server = Server(file, words=("--no-backups", *words))
    server.start()
    try:
        with httpx.Client(
            base_url=server.address, follow_redirects=True, trust_env=False, timeout=60
        ) as client:
            yield server, Officer(server, client)
    finally:
        server.stop()
