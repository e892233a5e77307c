"""The commands that copy the centre's file and put a copy back: single-point backup, restore."""

import sqlite3
from datetime import datetime
from pathlib import Path

import click

from webapp.backups import restore as restoring
from webapp.backups import snapshot as backups
from webapp.cli.database_option import file_option
from webapp.database import connection as db
from webapp.settings import LONDON

FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(dir_okay=False, exists=True, path_type=Path)
TROUBLE = (backups.BadBackup, restoring.InUse, OSError, sqlite3.Error)


@click.command()
@file_option
@click.option("--compress", is_flag=True, help="Compress with gzip, as a FILE that ends in .gz is.")
@click.option("--replace", is_flag=True, help="Write over a FILE that is there already.")
@click.argument("file", type=FILE)
def backup(path: Path, file: Path, compress: bool, replace: bool) -> None:
    """Copy the centre's file to FILE and check the copy.

    The server may run and people may work meanwhile: the copy is the file as it stood at one
    moment.
    """
    try:
        done = backups.write(path, file, db.VERSION, compress, replace)
    except FileExistsError as problem:
        raise click.ClickException(f"{problem} Choose another name, or add --replace.") from problem
    except TROUBLE as problem:
        raise click.ClickException(f"{path} was not backed up: {problem}") from problem
    click.echo(f"{path} is in {file}, checked: version {done.version}, {done.size:,} bytes.")


@click.command()
@file_option
@click.argument("file", type=THERE)
def restore(path: Path, file: Path) -> None:
    """Put the backup FILE in the place of the centre's file, which is kept beside it.

    Stop the server first. A FILE that is broken, not of Single Point, or of a newer version is
    refused.
    """
    try:
        kept = restoring.restore(file, path, db.VERSION, datetime.now(LONDON))
    except TROUBLE as problem:
        raise click.ClickException(
            f"Nothing was restored, {path} is as it was. {problem}"
        ) from problem
    click.echo(f"{path} is now what {file} holds.")
    if kept:
        click.echo(f"What it was before is in {kept}.")
