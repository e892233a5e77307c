"""The commands that look: is the file sound, and has more happened lately than usual."""

import stat
from collections.abc import Iterator
from pathlib import Path

import click

from webapp.accounts import store_invariants as accounts
from webapp.audit import store as store_activity_read
from webapp.audit import store_latest
from webapp.audit.unusual import period, sentences
from webapp.backups import snapshot
from webapp.candidates import store_invariants as candidates
from webapp.catalogue import store_invariants as catalogue
from webapp.cli.database_option import file_option, opened
from webapp.entries import store_invariants as entries
from webapp.results import store_invariants as results

ROOMS = (
    ("Accounts", accounts),
    ("The catalogue", catalogue),
    ("Candidates", candidates),
    ("Entries", entries),
    ("Results", results),
)
QUESTIONS = (
    ("The file", snapshot.faults),
    ("The activity", store_activity_read.chain_faults),
    *((name, room.broken) for name, room in ROOMS),
)
"""What is looked at, and the store's function that gives its faults, a line each."""


def open_to_others(path: Path) -> Iterator[tuple[Path, int]]:
    """The centre's file, those beside it and its backups that others than its owner have rights on;
    the mode.
    """
    backups = snapshot.folder_of(path)
    beside = (path.with_name(path.name + end) for end in ("", "-wal", "-shm"))
    for file in (*beside, backups, *sorted(backups.glob("*"))):
        if file.exists() and (mode := stat.S_IMODE(file.stat().st_mode)) & (
            stat.S_IRWXG | stat.S_IRWXO
        ):
            yield file, mode


@click.command()
@file_option
@click.option("--most", default=20, help="How many faults of a kind are shown.")
def check(path: Path, most: int) -> None:
    """Look whether the file is whole and the activity unchanged; exit status 1 when not.

    It also says the number and the digest of the activity's last line. Write them down outside this
    computer: they tell later whether somebody has written the whole activity anew.
    """
    if not path.exists():
        raise click.ClickException(f"There is no file {path}; name the centre's file with --db.")
    centre, wrong = opened(path), 0
    for name, question in QUESTIONS:
        faults = list(question(centre))
        wrong += len(faults)
        click.echo(f"{name}: {len(faults):,} found wrong." if faults else f"{name}: in order.")
        for line in faults[:most]:
            click.echo(f"  {line}", err=True)
        if faults[most:]:
            click.echo(f"  and {len(faults[most:]):,} more; see them with --most.", err=True)
    for file, mode in open_to_others(path):
        click.echo(
            f"Other accounts of this computer may read {file} (mode {mode:o}). Unless that is"
            " meant, take"
            f" the right away: chmod go-rwx {file}",
            err=True,
        )
    number, digest = store_latest.mark(centre)
    click.echo(f"The activity's last line is {number:,}, digest {digest or 'none'}.")
    if wrong:
        raise click.ClickException(f"{wrong:,} things are wrong in {path}.")
    click.echo(f"{path} is sound.")


@click.command()
@file_option
@click.option("--hours", default=1, type=click.IntRange(1, 720), help="How far to look back.")
@click.option(
    "--refused",
    default=30,
    type=click.IntRange(1),
    help="Refused sign-ins and requests of all together.",
)
@click.option(
    "--exported", default=20, type=click.IntRange(1), help="Files that one person takes away."
)
@click.option(
    "--changed", default=5_000, type=click.IntRange(1), help="Rows that one person changes."
)
def unusual(path: Path, hours: int, refused: int, exported: int, changed: int) -> None:
    """Look whether more happened lately than usual; exit status 1, and in words what, when it did.

    For a timer that passes on what it says: an option is the count from which on it is unusual.
    """
    if not path.exists():
        raise click.ClickException(f"There is no file {path}; name the centre's file with --db.")
    counts = store_activity_read.counts_since(opened(path), hours)
    limits = {"refused": refused, "exported": exported, "changed": changed}
    if lines := list(sentences(counts, limits, hours)):
        raise click.ClickException("\n".join(lines))
    click.echo(f"Nothing unusual in {period(hours)}.")
