"""The commands that serve a centre, and make the demonstration centre."""

from contextlib import closing
from datetime import timedelta
from functools import partial
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

import click
import uvloop

from webapp.accounts import store
from webapp.accounts.first_visit import store as store_first_visit
from webapp.app import create_app
from webapp.backups import snapshot
from webapp.backups.daily import Daily
from webapp.candidates.imports import store_uploads
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.catalogue.packages import store as catalogue
from webapp.centres.registry import Centres
from webapp.cli.database_option import file_option, opened
from webapp.database import connection as db
from webapp.demo import results as store_demonstration
from webapp.server.run import free_address, run
from webapp.settings import SESSION_HOURS, SESSION_IDLE_MINUTES, Settings, read_name, read_proxy

READS = {"names": read_name, "proxies": read_proxy}


def _read(
    _context: click.Context, option: click.Parameter, words: tuple[str, ...]
) -> tuple[Any, ...]:
    try:
        return tuple(READS[option.name or ""](word) for word in words)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


@click.command()
@file_option
@click.option(
    "--host", envvar="SINGLE_POINT_HOST", default="127.0.0.1", help="Address to serve on."
)
@click.option(
    "--port",
    envvar="SINGLE_POINT_PORT",
    default=8000,
    help="Port to serve on.",
    type=click.IntRange(1, 65535),
)
@click.option("--demo", is_flag=True, help="Fill a new file with the demonstration centre first.")
@click.option(
    "--allow-host",
    "names",
    envvar="SINGLE_POINT_ALLOW_HOST",
    multiple=True,
    callback=_read,
    help="Name by which browsers call, such as entries.example.org; repeat for more. Besides"
    " localhost and the address served on no other is answered, but on 0.0.0.0 any bare"
    " IP address.",
)
@click.option(
    "--proxy",
    "proxies",
    envvar="SINGLE_POINT_PROXY",
    multiple=True,
    callback=_read,
    help="Address or network of a reverse proxy whose X-Forwarded-For and -Proto are"
    " believed; repeat for more. Nobody's are otherwise.",
)
@click.option(
    "--idle-minutes",
    envvar="SINGLE_POINT_IDLE_MINUTES",
    default=SESSION_IDLE_MINUTES,
    show_default=True,
    type=click.IntRange(5, 720),
    help="Minutes without doing anything after which people are signed out.",
)
@click.option(
    "--session-hours",
    envvar="SINGLE_POINT_SESSION_HOURS",
    default=SESSION_HOURS,
    show_default=True,
    type=click.IntRange(1, 24),
    help="Hours after which people are signed out however busy they are.",
)
@click.option(
    "--hsts-subdomains",
    is_flag=True,
    envvar="SINGLE_POINT_HSTS_SUBDOMAINS",
    help="Over HTTPS, tell browsers that every host below this name speaks HTTPS alone. Only when"
    " the"
    " whole domain does.",
)
@click.option(
    "--centres",
    "folder",
    envvar="SINGLE_POINT_CENTRES",
    help="Serve every NUMBER.db in this folder.",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
)
@click.option(
    "--backups",
    envvar="SINGLE_POINT_BACKUPS",
    help="Folder of the daily backups.  [default: beside the file]",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option("--no-backups", is_flag=True, help="Make no daily backups.")
def serve(
    path: Path,
    host: str,
    port: int,
    demo: bool,
    names: tuple[str, ...],
    proxies: tuple[IPv4Network | IPv6Network, ...],
    idle_minutes: int,
    session_hours: int,
    hsts_subdomains: bool,
    folder: Path | None,
    backups: Path | None,
    no_backups: bool,
) -> None:
    """Serve a centre, or with --centres a folder of them, until stopped."""
    settings = Settings(
        db=folder or path,
        host=free_address(host, port),
        port=port,
        proxies=proxies,
        host_names=frozenset({host.lower(), *names}),
        idle=timedelta(minutes=idle_minutes),
        absolute=timedelta(hours=session_hours),
        hsts_subdomains=hsts_subdomains,
    )
    if folder:
        if demo:
            raise click.UsageError(
                "--demo makes one centre, and --centres serves many: choose one."
            )
        many = Centres(
            folder, backups=None if no_backups else partial(_daily, backups), settings=settings
        )
        click.echo(f"{len(many.numbers())} centres are in {folder}.")
        uvloop.run(run(many, settings, None if no_backups else many))
        return
    # One connection stays open all the time, so that nobody restores or upgrades a file in use.
    with closing(opened(path)) as one:
        says = _made_ready(one, path, demo)
        app = create_app(settings)
        if not no_backups:
            app.state.centre.backups = _daily(backups, path)
        code = (
            "Nobody has an account yet. One-time code for the first visit:"
            f" {app.state.centre.first_visit.code}"
        )
        uvloop.run(run(app, settings, app.state.centre.get("backups"), code if says else ""))


def _made_ready(one: db.Db, path: Path, demo: bool) -> bool:
    """Whether the centre's first visit is still to come."""
    if demo and store.centre(one) is None:
        click.echo(f"Building the demonstration centre in {path} …")
        store_demonstration.build(one, db.today())
    if demo:
        _say_demonstration(one, path)
    elif store_first_visit.nobody_yet(one):
        _prepare(one)
    elif store_first_visit.nobody_may_sign_in(one):
        click.echo(
            "Nobody can sign in. Get a link to choose a new password with:\n"
            f"  single-point user reset --db {path} name@example.org"
        )
    store_uploads.forget_old(one)
    return store_first_visit.nobody_yet(one)


def _daily(folder: Path | None, file: Path) -> Daily:
    return Daily(file, folder or snapshot.folder_of(file), db.VERSION)


def _say_demonstration(one: db.Db, path: Path) -> None:
    shown = [
        " ".join(words)
        for words in store_demonstration.PEOPLE_AND_PASSWORDS
        if store_first_visit.signs_in_with(one, *words[1:])
    ]
    for line in shown:
        click.echo(line)
    if not shown:
        click.echo(f"{path} holds a centre of its own; the demonstration accounts are not in it.")


def _prepare(one: db.Db) -> None:
    """Give a new file the catalogue that comes with the program, unless it has one already."""
    if not catalogue.frameworks(one):
        store_feed.save(one, edition_reader.read_folder(edition_reader.EDITION), db.today())
        click.echo("The catalogue that comes with Single Point is in the file.")


@click.command()
@file_option
def demo(path: Path) -> None:
    """Make the demonstration centre in a new file."""
    one = opened(path)
    if store.centre(one) is not None:
        raise click.ClickException(f"{path} holds a centre already; choose a new file with --db.")
    store_demonstration.build(one, db.today())
    click.echo(f"The demonstration centre is in {path}.")
