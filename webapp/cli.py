"""The command line: single-point, with what the cli modules add to it."""

import os
from pathlib import Path

import click

from webapp import cli_backup, cli_check, cli_export, cli_import, cli_serve, cli_user
from webapp.accounts import centre, store
from webapp.cli_file import file_option, opened

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
main.add_command(cli_user.user)
main.add_command(cli_import.import_group)
main.add_command(cli_export.export_group)
main.add_command(cli_backup.backup)
main.add_command(cli_backup.restore)
main.add_command(cli_check.check)
main.add_command(cli_check.unusual)
