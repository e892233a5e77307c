"""The command line: single-point, with what the cli modules add to it."""

import os
from pathlib import Path

import click

from webapp.accounts import store
from webapp.accounts.centre import centre
from webapp.cli import backup as cli_backup
from webapp.cli import check as cli_check
from webapp.cli import export as cli_export
from webapp.cli import imports as cli_import
from webapp.cli import serve as cli_serve
from webapp.cli import users
from webapp.cli.database_option import file_option, opened

OWNER_ONLY = 0o077
"""The rights that no file gets that a command makes: all of them, but for the account that runs
it.
"""


@click.group(context_settings={"auto_envvar_prefix": "SINGLE_POINT", "show_default": True})
@click.version_option(
    package_name="single-point", prog_name="single-point", message="%(prog)s %(version)s"
)
def main() -> None:
    """Single Point keeps a centre's entries for learning programmes in one file."""
    os.umask(OWNER_ONLY)


@main.command("centre")
@file_option
@click.argument("number")
@click.argument("name")
def set_centre(path: Path, number: str, name: str) -> None:
    """Say which centre this is: its 5-digit number and its name."""
    if problem := centre.problem(number):
        raise click.ClickException(problem)
    store.set_centre(opened(path), number, name)
    click.echo(f"{path} is the file of centre {number}, {name}.")


main.add_command(cli_serve.serve)
main.add_command(cli_serve.demo)
main.add_command(users.user)
main.add_command(cli_import.import_group)
main.add_command(cli_export.export_group)
main.add_command(cli_backup.backup)
main.add_command(cli_backup.restore)
main.add_command(cli_check.check)
main.add_command(cli_check.unusual)
