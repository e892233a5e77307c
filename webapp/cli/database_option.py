"""The centre's file, as every command is told which one it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from webapp.database import connection as db

Command = TypeVar("Command", bound=Callable[..., Any])


def file_option(command: Command) -> Command:
    return click.option(
        "--db",
        "path",
        envvar="SINGLE_POINT_DB",
        default="demo.db",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The centre's file.",
    )(command)


def opened(path: Path) -> db.Db:
    try:
        one = db.connect(path)
        db.act_for(one, None, "command line")
        return one
    except db.WrongFile as problem:
        raise click.ClickException(str(problem)) from problem
    except Exception as problem:
        raise click.ClickException(f"{path} cannot be opened: {problem}.") from problem
