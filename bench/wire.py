"""One request at a time, on a connection that stays open, to a copy of a centre that may be written
to.
"""

import gzip
import html
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import NamedTuple
from urllib.parse import urlencode

from bench.running import Asked

TIMEOUT = 60


class Answer(NamedTuple):
    """spent is in milliseconds, until the last byte; the headers' names are in small letters."""

    spent: float
    status: int
    headers: Mapping[str, str]
    text: str


class Wire:
    """One connection that stays open, as a browser keeps it."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(address.removeprefix("http://"), timeout=TIMEOUT)

    def send(self, asked: Asked, gate: Barrier | None = None) -> Answer:
        """Ask, once all others have come to the gate, and wait for the whole answer."""
        body = urlencode(asked.form, doseq=True).encode() if asked.form else None
        headers = asked.headers | (
            {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        )
        if gate:
            gate.wait(TIMEOUT)
        begun = time.perf_counter()
        self._connection.request(asked.method, asked.path, body, headers)
        reply = self._connection.getresponse()
        content = reply.read()
        spent = (time.perf_counter() - begun) * 1000
        given = {key.lower(): value for key, value in reply.getheaders()}
        if given.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(spent, reply.status, given, content.decode(errors="replace"))

    def close(self) -> None:
        self._connection.close()


@contextmanager
def copied(file: Path) -> Iterator[Path]:
    """A copy to write to, in a temporary folder of its own."""
    with TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "centre.db"
        with (
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        yield copy


def expect(fine: bool, what: object) -> None:
    """Raise RuntimeError with what came instead of the answer that would be timed."""
    if not fine:
        raise RuntimeError(f"not the answer that was expected: {str(what)[:500]}")


def heading(answer: Answer) -> str:
    """Of a page that may be too long to be audited, as tests.page does."""
    found = re.search(r"<h1[^>]*>([^<]*)", answer.text)
    return html.unescape(found[1]).strip() if found else ""
