"""Starting on a file that exists, and what the process keeps in memory.

.venv/bin/python -m bench.starting FILE…
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx

from bench import search
from bench.running import load, served
from bench.table import Section
from bench.wire import copied, expect
from tests.server import Server
from webapp import db

STARTS = 5
CONNECTIONS = 16
SECONDS, MEMORY = 1, 150


class Start(NamedTuple):
    """People in the register; MB of the file; seconds, the median; MB after start and after
    searching.
    """

    people: int
    size: float
    seconds: float
    memory: float
    memory_after: float


def measure(file: Path) -> Start:
    """On a copy of the file."""
    with copied(file) as copy:
        size = copy.stat().st_size / 1e6
        starts = [_started(copy) for _ in range(STARTS)]
        people, after = _searched(copy)
    return Start(
        people,
        size,
        median(seconds for seconds, _ in starts),
        median(memory for _, memory in starts),
        after,
    )


def _started(file: Path) -> tuple[float, float]:
    """Seconds until the sign-in page is answered, and the memory in MB then."""
    server = Server(file)
    begun = time.perf_counter()
    server.start()
    try:
        seconds, memory = time.perf_counter() - begun, server.memory()
        page = httpx.get(f"{server.address}/sign-in", trust_env=False)
        expect(page.status_code == 200 and "Sign in" in page.text, page.status_code)
        return seconds, memory
    finally:
        server.stop()


def _searched(file: Path) -> tuple[int, float]:
    """How many people there are, and the memory in MB once everything was asked again and again."""
    with served(file) as (server, officer):
        found = load(server.address, search.asks(officer, file), CONNECTIONS)
        expect(not found.failed, f"{found.failed} searches failed")
        one = db.connect(file)
        (count,) = one.execute(
            "select count(*) from candidates where archived_at is null"
        ).fetchone()
        one.close()
        return count, server.memory()


def section(found: Sequence[Start]) -> Section:
    return Section(
        "Starting, and memory",
        f"From starting the process to its first answer, the median of {STARTS}, and the memory"
        " after that"
        f" and after a search load on {CONNECTIONS} connections. The goals are {SECONDS} s and"
        f" {MEMORY} MB.",
        ("candidates", "file", "first answer", "memory at the start", "memory after searching"),
        [
            [
                f"{one.people:,}",
                f"{one.size:,.0f} MB",
                f"{one.seconds:.2f} s",
                f"{one.memory:.0f} MB",
                f"{one.memory_after:.0f} MB",
            ]
            for one in found
        ],
    )


if __name__ == "__main__":
    print(section([measure(Path(one)) for one in sys.argv[1:]]).markdown())
