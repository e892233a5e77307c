"""Running the server: its address, its limits, and its end."""

import asyncio
import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import click
import uvicorn

from webapp import db, heads
from webapp.backup_daily import Daily
from webapp.centres import Centres
from webapp.hosts import Wall
from webapp.settings import Settings

# An open centre takes three or more: its file and the two beside it, for each that works on it.
FILES = 2 * heads.CONNECTIONS
THREADS = 64
"""For handlers: most of them wait, for the disk or for somebody who writes."""
SWITCH_SECONDS = 0.0005
"""How long a thread may compute while another one waits for its turn. Python's own 5 ms are felt by
the event loop at each statement, since it lets go of its turn while SQLite works.
"""
LAST_ANSWERS = 10
"""Seconds in which what is being answered when the server is stopped may come to its end."""


class _Server(uvicorn.Server):
    """Stops at a signal and leaves the end to us; uvicorn's own would let the signal end the
    program.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, self._stop)
        yield

    def _stop(self) -> None:
        self.should_exit = True


def server_of(app: Callable[..., Any], host: str, port: int) -> uvicorn.Server:
    """uvicorn as we want it: one process, HTTP/1.1 alone, nothing added to what the application
    says.
    """
    return _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            interface="asgi3",
            http=heads.Connection,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=heads.CONNECTIONS,
            timeout_keep_alive=int(heads.PATIENCE),
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
    )


async def run(
    app: Callable[..., Any], settings: Settings, daily: Daily | Centres | None, says: str = ""
) -> None:
    """Serve until stopped, making backups meanwhile; says is told before the address."""
    _allow_open_files(FILES)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    sys.setswitchinterval(SWITCH_SECONDS)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "request"))
    server = server_of(Wall(app, settings), settings.host, settings.port)
    if says:
        click.echo(says)
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
    """The address to serve on, where nobody else serves."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as held:
            return held.getsockname()[0]
    except OSError as problem:
        raise click.ClickException(
            f"Port {port} cannot be used: {problem}. Choose another with --port."
        ) from problem
