"""The command line: single-point serve, demo, centre, user, import."""

import asyncio
import logging
import signal
import socket
from pathlib import Path

import click
import uvloop
from granian.constants import Interfaces
from granian.server.embed import Server

from webapp import db
from webapp.accounts import centre, store
from webapp.app import create_app
from webapp.catalogue import feed, store_feed
from webapp.entries import store_demonstration
from webapp.settings import Settings


@click.group(context_settings={"auto_envvar_prefix": "SINGLE_POINT", "show_default": True})
def main() -> None:
    """Single Point keeps a centre's entries for learning programmes in one file."""


def file_option(command):  # noqa: ANN001, ANN201
    return click.option(
        "--db", "path", envvar="SINGLE_POINT_DB", default="demo.db",
        type=click.Path(dir_okay=False, path_type=Path), help="The centre's file.",
    )(command)  # fmt: skip


def opened(path: Path) -> db.Db:
    try:
        return db.connect(path)
    except db.WrongFile as problem:
        raise click.ClickException(str(problem)) from problem
    except Exception as problem:
        raise click.ClickException(f"{path} cannot be opened: {problem}.") from problem


@main.command()
@file_option
@click.option("--host", envvar="SINGLE_POINT_HOST", default="127.0.0.1", help="Address to serve on.")
@click.option("--port", envvar="SINGLE_POINT_PORT", default=8000, help="Port to serve on.",
              type=click.IntRange(1, 65535))  # fmt: skip
@click.option("--demo", is_flag=True, help="Fill a new file with the demonstration centre first.")
def serve(path: Path, host: str, port: int, demo: bool) -> None:
    """Serve a centre until stopped."""
    one = opened(path)
    if demo and store.centre(one) is None:
        click.echo(f"Building the demonstration centre in {path} …")
        store_demonstration.build(one, db.today())
    if demo:
        for role, email, secret in store_demonstration.PEOPLE_AND_PASSWORDS:
            click.echo(f"{role} {email} {secret}")
    elif store.nobody_may_sign_in(one):
        click.echo(
            "Nobody can sign in yet. Add the first person with:\n"
            f"  single-point user add --db {path} administrator name@example.org 'Full Name'"
        )
    one.close()
    uvloop.run(_serve(Settings(db=path, host=free_address(host, port), port=port)))


async def _serve(settings: Settings) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    server = Server(
        create_app(settings), address=settings.host, port=settings.port,
        interface=Interfaces.ASGI, websockets=False, log_level="error",
    )  # fmt: skip
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, server.stop)
    click.echo(f"Single Point is at http://{settings.host}:{settings.port}")
    await server.serve()


def free_address(host: str, port: int) -> str:
    """The address to serve on. Granian alone would share a port that another server holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as held:
            return held.getsockname()[0]
    except OSError as problem:
        raise click.ClickException(
            f"Port {port} cannot be used: {problem}. Choose another with --port."
        ) from problem


@main.command()
@file_option
def demo(path: Path) -> None:
    """Make the demonstration centre in a new file."""
    one = opened(path)
    if store.centre(one) is not None:
        raise click.ClickException(f"{path} holds a centre already; choose a new file with --db.")
    store_demonstration.build(one, db.today())
    click.echo(f"The demonstration centre is in {path}.")


@main.group()
def user() -> None:
    """The people who may sign in."""


@user.command("add")
@file_option
@click.argument("role", type=click.Choice(["administrator", "entries", "results"]))
@click.argument("email")
@click.argument("name")
@click.password_option()
def add_user(path: Path, role: str, email: str, name: str, password: str) -> None:
    """Add a person; the password is asked for."""
    problem = store.add_person(opened(path), email, name, role, password)
    if problem:
        raise click.ClickException(problem)
    click.echo(f"{name} may sign in with {email} as {role}.")


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


@main.group("import")
def import_group() -> None:
    """Bring in what comes as files."""


@import_group.command("catalogue")
@file_option
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path),
                default=feed.EDITION)  # fmt: skip
def import_catalogue(path: Path, folder: Path) -> None:
    """Bring in a catalogue edition: a folder of five CSV files."""
    try:
        saved = store_feed.save(opened(path), feed.read_folder(folder))
    except feed.BadEdition as problem:
        for line in problem.problems:
            click.echo(line, err=True)
        raise click.ClickException("Nothing was brought in.") from problem
    click.echo(", ".join(f"{count} {table.replace('_', ' ')}" for table, count in saved.items()))
