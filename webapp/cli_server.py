"""Running the server: its address, its limits, and its end."""

import asyncio
import gc
import logging
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from webapp import db
from webapp.backup_daily import Daily
from webapp.centres import Centres
from webapp.hosts import Wall
from webapp.settings import Settings

# A browser keeps up to six open; past this number all others would wait for one to let go.
CONNECTIONS = 2000
# An open centre takes three or more: its file and the two beside it, for each that works on it.
FILES = 2 * CONNECTIONS


async def run(
    app: Callable[..., Any], settings: Settings, daily: Daily | Centres | None, says: str = ""
) -> None:
    """Serve until stopped, making backups meanwhile; says is told before the address."""
    _allow_open_files(FILES)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    server = Server(
        Wall(app, settings), address=settings.host, port=settings.port,
        interface=Interfaces.ASGI, websockets=False, log_level="error", http=HTTPModes.http1,
        backlog=CONNECTIONS, backpressure=CONNECTIONS,
    )  # fmt: skip
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, server.stop)
    if says:
        click.echo(says)
    # What is there now stays to the end: to look through it for garbage again and again is in vain.
    gc.freeze()
    click.echo(f"Single Point is at http://{settings.host}:{settings.port}")
    making = asyncio.create_task(daily.keep_making(db.today)) if daily else None
    await server.serve()
    if making:
        making.cancel()


def _allow_open_files(count: int) -> None:
    at_once, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(at_once, count), most))
    except ValueError:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


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
