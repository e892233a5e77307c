"""The commands that take files out: single-point export candidates."""

from pathlib import Path

import click

from webapp.accounts.activity import store as store_activity
from webapp.candidates.register import store_export
from webapp.cli.database_option import file_option, opened
from webapp.spreadsheets import writer

WRITERS = {".csv": writer.csv_of, ".xlsx": writer.xlsx_of}


@click.group("export")
def export_group() -> None:
    """Take files out."""


@export_group.command("candidates")
@file_option
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export_candidates(path: Path, file: Path) -> None:
    """Write all active candidates to FILE, which ends in .csv or .xlsx."""
    write = WRITERS.get(file.suffix.lower())
    if write is None:
        raise click.ClickException(f"{file} must end in .csv or .xlsx.")
    centre = opened(path)
    store_activity.note(centre, "exported candidates", format=file.suffix.lower()[1:])
    rows = list(store_export.rows(centre))
    file.write_bytes(write(list(store_export.COLUMNS.values()), rows))
    click.echo(f"{len(rows)} candidates are in {file}.")
