"""Measure the program and what people would use instead, and write docs/performance.md."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from bench import bare, beside, stalls, work
from bench.build import build
from bench.client import OFFICER, Load, Person, load, page_request
from bench.questions import COUNT, questions
from bench.table import ms, table
from tests.entries.desk import Desk
from tests.real_server import Server
from webapp.database import connection as db

HERE = Path(__file__).parent.parent
PAGE = HERE / "docs" / "performance.md"
FOLDER = Path.home() / ".cache" / "single-point-bench"
CONNECTIONS = 1, 16
Loads = dict[tuple[str, int], Load]


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
@click.option(
    "--people",
    default="100000,1000000",
    show_default=True,
    help="Sizes of the centres; all but the search is measured in the first.",
)
@click.option("--quick", is_flag=True, help="Measure shortly, to try it.")
@click.option("--peers/--no-peers", default=True, help="Whether to measure the others, too.")
def main(folder: Path, people: str, quick: bool, peers: bool) -> None:
    """Measure, print, and write docs/performance.md."""
    # A user's Python keeps what it has compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder.mkdir(parents=True, exist_ok=True)
    seconds, rounds, rows = (1, 3, 2_000) if quick else (6, 20, 20_000)
    files = [_centre(folder, int(size)) for size in people.split(",")]
    loads: Loads = {}
    starts = []
    for file in files:
        starts.append(_search(file, seconds, loads))
    with bare.serve() as address:
        for number in CONNECTIONS:
            requests = [page_request(address, "/")]
            loads["Bare handler", number] = load(address, requests, number, seconds)
    python = beside.environment((folder / "peers").absolute()) if peers else None
    if python:
        with _copy(files[0]) as copy:
            loads |= beside.measure(copy, python, CONNECTIONS, seconds)
    with _copy(files[0]) as copy, _served(copy) as (server, person):
        work_rows = work.measure(server, person, rows, rounds)
    sections = [
        _about(files[0], quick),
        _search_table(loads, _name(files[0]), bool(python)),
        table(
            "Work",
            f"Over HTTP, among {_name(files[0])}. Saving may take 5 s of processor time.",
            ("what", "p50", "p95", ""),
            work_rows + starts,
        ),
        stalls.section(stalls.measure(files[0])),
    ]
    text = "\n\n".join(sections) + "\n"
    click.echo(text)
    PAGE.write_text(text)


def _centre(folder: Path, size: int) -> Path:
    """Return a file of that size, made by this version of the program."""
    file = folder / f"{size}-{db.VERSION}.db"
    if not file.exists():
        click.echo(f"Building a centre of {size:,} candidates …", err=True)
        build(file, size)
    return file


def _name(file: Path) -> str:
    return f"{int(file.stem.partition('-')[0]):,} candidates"


@contextmanager
def _copy(file: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix="bench-") as folder:
        yield Path(shutil.copy(file, Path(folder) / "centre.db"))


@contextmanager
def _served(file: Path) -> Iterator[tuple[Server, Person]]:
    server = Server(file).start()
    try:
        yield server, Person(server.address)
    finally:
        server.stop()


def _search(file: Path, seconds: float, loads: Loads) -> list[str]:
    """Add the loads of a search among so many; return start and memory as a row of a table."""
    with _copy(file) as copy:
        starts = []
        for _ in range(3):
            server = Server(copy)
            starts.append(work.time_ms(server.start))
            memory = server.memory()
            server.stop()
        with _served(copy) as (server, person):
            with closing(db.connect(copy)) as centre:
                desk = Desk(centre)
                draft_id = desk.draft(OFFICER[0], desk.people(1))
            address = f"/entries/drafts/{draft_id}/candidates/find"
            requests = [
                person.fragment_request(address, search=typed, added="any")
                for typed in questions(copy)
            ]
            for number in CONNECTIONS:
                loads[_name(file), number] = load(server.address, requests, number, seconds)
            after = server.memory()
    about = f"{memory:.0f} MB of memory, {after:.0f} MB after the searches"
    return [f"Starting, {_name(file)}", ms(median(starts)), ms(max(starts)), about]


def _search_table(loads: Loads, ours: str, peers: bool) -> str:
    return table(
        "Search",
        f"{COUNT} questions over and over: a form of a person signed in, a fragment of up to 50"
        " people; one process each. The bare handler answers 8 KB on the same server."
        + (
            f" The others search the same {ours} for anybody, and Datasette finds nothing by two"
            " letters. The goals: p95 of 5 ms among 100,000 and 15 ms among 1,000,000 on one"
            " connection, 10 times Datasette, 100 times Django's admin."
            if peers
            else " The other programs were not installed or not asked for."
        ),
        (
            "what",
            "connections",
            "requests a second",
            "p50",
            "p95",
            "p99",
            f"Single Point with {ours} does",
        ),
        [
            [
                name,
                str(number),
                f"{one.rate:,.0f}" if one.rate >= 10 else f"{one.rate:.1f}",
                ms(one.p50),
                ms(one.p95),
                ms(one.p99),
                f"{loads[ours, number].rate / one.rate:,.2f} times as many",
            ]
            for (name, number), one in loads.items()
        ],
    )


def _about(file: Path, quick: bool) -> str:
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", cpu.read_text()) if cpu.exists() else None
    commit = subprocess.check_output(
        ["git", "-C", HERE, "rev-parse", "--short", "HEAD"], text=True
    ).strip()
    installed = ", ".join(f"{name} {version(name)}" for name in ("litestar", "uvicorn", "h11"))
    return (
        "# Performance\n\n"
        f"Written by `script/bench{' --quick' if quick else ''}` on {datetime.now(UTC):%-d %B %Y},"
        f" commit {commit}, everything in one run: {model[1] if model else platform.machine()},"
        f" {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {installed}. Figures depend on the machine: look at"
        " ratios. Everybody is invented (bench/build.py); one in five has entries and results."
    )


if __name__ == "__main__":
    main()
