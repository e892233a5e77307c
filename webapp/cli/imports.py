"""The commands that bring files in: single-point import catalogue, candidates, results."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from webapp.candidates.imports import headings as heading
from webapp.candidates.imports import store_batch as store_candidates
from webapp.catalogue.editions import edition_reader, revision
from webapp.catalogue.editions import store_import as store_feed
from webapp.cli.database_option import file_option, opened
from webapp.database import connection as db
from webapp.results.edition_effects import store as store_touched
from webapp.results.edition_effects.touched import said
from webapp.results.uploads import store_batch as store_results
from webapp.results.uploads.headings import RESULTS
from webapp.spreadsheets import sheet

NOTHING_WRITTEN = 1
SOME_LEFT_OUT = 3


@click.group("import")
def import_group() -> None:
    """Bring in what comes as files."""


@import_group.command("catalogue")
@file_option
@click.argument(
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=edition_reader.EDITION,
)
@click.option("--check", is_flag=True, help="Say what would change; write nothing.")
@click.option(
    "--whole",
    is_flag=True,
    help="These files are the whole catalogue: withdraw what is missing from them.",
)
def import_catalogue(path: Path, folder: Path, check: bool, whole: bool) -> None:
    """Bring in a catalogue edition: a folder of five CSV files and, optional, sources.md.

    What the files hold is added and changed. In a centre that has a catalogue, files may be left
    out or hold some rows only; without --whole nothing is withdrawn.
    """
    centre = opened(path)
    known = store_feed.known(centre)
    if unread := edition_reader.list_unread(folder):
        click.echo(
            f"Not read, because an edition has no such files: {', '.join(unread)}. Its files are"
            " called"
            f" {', '.join(edition_reader.NEEDED)}.",
            err=True,
        )
    try:
        edition = edition_reader.read_folder(folder, known if known.frameworks else None)
        if check:
            changes = store_feed.check(centre, edition, db.today(), whole=whole)
            touched = store_touched.people(centre, changes, db.today())
            for line in revision.lines(changes, {key: said(one) for key, one in touched.items()}):
                click.echo(line)
            click.echo(f"{revision.said(changes)}; nothing was written.")
            return
        saved = store_feed.save(centre, edition, db.today(), whole=whole)
    except edition_reader.BadEdition as problem:
        for line in problem.problems:
            click.echo(line, err=True)
        raise click.ClickException("Nothing was brought in.") from problem
    click.echo(", ".join(f"{count} {table.replace('_', ' ')}" for table, count in saved.items()))


def sheet_command(noun: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command that brings a spreadsheet in: its words, and its help from the function's own."""

    def wrap(command: Callable[..., None]) -> click.Command:
        command.__doc__ = f"{command.__doc__}\n\n{_HELP}"
        for parameter in (
            click.option(
                "--column",
                "columns",
                multiple=True,
                metavar="HEADING=FIELD",
                help="Say what a column is whose heading is not known by itself.",
            ),
            click.option(
                "--keep-good", is_flag=True, help="Write the good rows and leave the others out."
            ),
            click.option("--check", is_flag=True, help="Say what would happen; write nothing."),
            click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path)),
            file_option,
        ):
            command = parameter(command)
        return import_group.command(noun)(command)

    return wrap


_HELP = """Unless --keep-good is given, nothing is written when one row is not good. Rows that are
not good are named on standard error. Exit status: 0 when all rows are good; 1 when nothing was
written because some are not; 3 when --keep-good left some out.
"""


@sheet_command("candidates")
def import_candidates(**words: Any) -> None:
    """Bring in candidates from a spreadsheet: XLSX or CSV, headings in any order."""
    _bring_in(heading.CANDIDATES, store_candidates, **words)


@sheet_command("results")
def import_results(**words: Any) -> None:
    """Bring in results from a spreadsheet: XLSX or CSV, headings in any order."""
    _bring_in(RESULTS, store_results, **words)


def _bring_in(
    headings: heading.Headings,
    store: ModuleType,
    path: Path,
    file: Path,
    check: bool,
    keep_good: bool,
    columns: tuple[str, ...],
) -> None:
    """store has look_at and bring_in, as store_import of either room."""
    if check and keep_good:
        raise click.UsageError("--check writes nothing, so there is nothing to keep: choose one.")
    centre = opened(path)
    try:
        read = sheet.read(file.read_bytes(), headings)
        fields = headings.told(read.headings, columns)
    except (sheet.BadSheet, heading.NotAColumn) as problem:
        raise click.ClickException(f"{file.name}: {problem}") from problem
    for note in read.notes:
        click.echo(note, err=True)
    if missing := headings.missing(fields):
        raise click.ClickException(f"{file.name}: no column is read as {', '.join(missing)}.")
    bar = click.progressbar(read.rows, label="Rows", file=sys.stderr)
    with bar as rows:
        if check:
            found = store.look_at(centre, rows, fields, db.today())
        else:
            found = store.bring_in(centre, rows, fields, db.today(), keep_good)
    for line in found.news(headings.fields):
        click.echo(line)
    for line in found.complaints(headings.fields):
        click.echo(line, err=True)
    click.echo(found.said(written=not check and (keep_good or not found.others)))
    if found.others:
        raise click.exceptions.Exit(SOME_LEFT_OUT if keep_good else NOTHING_WRITTEN)
