"""Two server processes on one file: what the search gains.

.venv/bin/python -m bench.together FILE
"""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench.running import Load, load, served
from bench.search import asks
from bench.table import Section, times

CONNECTIONS = 8
"""To each process."""
GAIN = 1.6


def measure(file: Path) -> dict[int, Sequence[Load]]:
    """Number of processes → what each of them does when all are asked at once."""
    found = {}
    for processes in (1, 2):
        with ExitStack() as running, ThreadPoolExecutor(processes) as pool:
            sites = [running.enter_context(served(file)) for _ in range(processes)]
            ready = [(server.address, asks(officer, file)) for server, officer in sites]
            each = CONNECTIONS * 2 // processes
            found[processes] = list(pool.map(lambda one, each=each: load(*one, each), ready))
    return found


def section(found: dict[int, Sequence[Load]]) -> Section:
    rates = {processes: sum(one.rate for one in loads) for processes, loads in found.items()}
    return Section(
        "Two server processes on one file",
        f"The whole mix on {2 * CONNECTIONS} connections. This machine has {os.cpu_count()}"
        " processors, which the"
        f" load generator shares. The goal is a gain of {GAIN} times on two that are free.",
        ("processes", "searches a second", "gain"),
        [
            [str(processes), f"{rate:,.0f}", times(rate / rates[1])]
            for processes, rate in rates.items()
        ],
    )


if __name__ == "__main__":
    print(section(measure(Path(sys.argv[1]))).markdown())
