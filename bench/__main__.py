"""Measures everything and writes docs/performance.md; script/bench makes all that it needs.

Files of the centres, and the environment of what people would use instead, are kept in the folder.
"""

import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from bench import beside, browser, pages, questions, search, stages, starting, together, writes
from bench.build import build
from bench.running import Load
from bench.table import Section, times
from bench.wire import copied
from webapp import db

HERE = Path(__file__).parent.parent
PAGE = HERE / "docs" / "performance.md"
KEPT = Path.home() / ".cache" / "single-point-bench"
GOALS = {"Django's admin": 200, "Datasette": 30, "LIKE in Flask": 20}
VERSIONS = ("litestar", "uvicorn", "h11", "uvloop", "jinja2", "sqlite-utils", "playwright")


@click.command()
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=KEPT, show_default=True
)
@click.option(
    "--people", default="10000,100000,1000000", show_default=True, help="Sizes of the centres."
)
@click.option(
    "--peers/--no-peers",
    default=True,
    help="Whether to measure what people would use instead, too.",
)
def main(folder: Path, people: str, peers: bool) -> None:
    """Measure, print, and write docs/performance.md."""
    # A user's Python keeps what it has compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder.mkdir(parents=True, exist_ok=True)
    files = [_centre(folder, int(size)) for size in people.split(",")]
    sections = []
    for one in _sections(files, folder, peers):
        sections.append(one)
        click.echo(f"{one.markdown()}\n")
    PAGE.write_text("\n\n".join([_about(), *(one.markdown() for one in sections)]) + "\n")


def _centre(folder: Path, people: int) -> Path:
    """A file of that size, made by this version of the program."""
    file = folder / f"{people}-{db.VERSION}.db"
    if not file.exists():
        click.echo(f"Building a centre of {people:,} candidates …", err=True)
        build(file, people)
    return file


def _sections(files: Sequence[Path], folder: Path, peers: bool) -> Iterator[Section]:
    middle = files[len(files) // 2]
    bare = search.limit_rates()
    rates = []
    for file in files:
        with copied(file) as copy:
            rates.append(search.measure(copy))
    yield from search.sections(rates, bare)
    with copied(middle) as copy:
        yield stages.section(stages.measure(copy))
    if peers:
        yield _of_peers(rates[len(files) // 2].mix, beside.peers(middle, folder / "peers"))
    with copied(middle) as copy:
        yield together.section(together.measure(copy))
    yield from writes.sections(writes.measure(middle))
    yield from pages.sections(pages.measure(middle))
    yield from browser.sections(browser.measure(middle))
    yield starting.section([starting.measure(file) for file in files])


def _of_peers(ours: dict[str, dict[int, Load]], found: dict[str, dict[int, Load]]) -> Section:
    rows = [
        [
            name,
            str(connections),
            f"{one.rate:,.1f}",
            *(times(ours[turn][connections].rate / one.rate) for turn in search.TURNS),
        ]
        for name, loads in found.items()
        for connections, one in loads.items()
    ]
    return Section(
        "What people would use instead",
        f"The same {questions.COUNT} questions over the same people, over and over, each on a"
        " server of one process; and how"
        " many times as many searches a second Single Point does when it is asked for the first"
        " time, and when it is"
        " asked again. Datasette finds whole words only, so it has the easier question, and"
        " Django and"
        " Datasette send whole pages. The goals are"
        f" {', '.join(f'{goal} times {name}' for name, goal in GOALS.items())}.",
        (
            "what",
            "connections",
            "searches a second",
            *(f"Single Point, {turn}" for turn in search.TURNS),
        ),
        rows,
    )


def _about() -> str:
    installed = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True).stdout.split(" Copyright")[
        0
    ]
    commit = subprocess.check_output(
        ["git", "-C", HERE, "rev-parse", "--short", "HEAD"], text=True
    ).strip()
    return (
        "# Performance\n\n"
        "Written by `script/bench`, everything in one run. Figures depend on the machine, so look"
        " at ratios.\n\n"
        f"- {datetime.now(UTC):%-d %B %Y}, commit {commit}\n"
        f"- {_processor()}, {os.cpu_count()} processors, {_memory():.0f} GB, {platform.system()}"
        f" {platform.release()}\n"
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {installed},"
        f" {wrk}\n"
        "- Data: invented people (bench/build.py), one in five with entries and results"
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", about.read_text()) if about.exists() else None
    return named[1] if named else platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


if __name__ == "__main__":
    main()
