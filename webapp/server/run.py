"""Running the server: its address, its limits, and its end."""

import asyncio
import gc
import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from ipaddress import IPv4Network, IPv6Network
from typing import Any, cast

import click
import uvicorn

from webapp.backups.daily import Daily
from webapp.centres.registry import Centres
from webapp.database import connection as db
from webapp.server.middleware import add_middleware
from webapp.settings import Settings

MAX_CONNECTIONS = 2_000
"""A browser keeps up to six open. Requests past this number are answered with 503."""
MAX_OPEN_FILES = 2 * MAX_CONNECTIONS
"""An open centre takes three or more: its file and the two beside it, for each that works on it."""
MAX_HEAD_BYTES = 64 * 1024
"""Of a request's head, of what frames a chunk of its body, and of its trailers."""
KEEP_ALIVE_SECONDS = 30
UNREAD_SECONDS = 30
"""How long somebody may read nothing of an answer that waits for them."""
SHUTDOWN_SECONDS = 10
"""In which what is being answered when the server is stopped may come to its end."""
MAX_THREADS = 64
"""For handlers: most of them wait, for the disk or for somebody who writes."""
SWITCH_SECONDS = 0.0005
"""How long a thread may compute while another one waits for its turn. Python's own 5 ms are felt by
the event loop at each statement, since it lets go of its turn while SQLite works.
"""


def server_of(
    app: Callable[..., Any],
    host: str,
    port: int,
    proxies: Sequence[IPv4Network | IPv6Network] = (),
) -> uvicorn.Server:
    """Return uvicorn with one process, HTTP/1.1 alone, and nothing added to the answers.

    h11 reads the requests: it counts a head's length, and takes trailers for no headers.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            interface="asgi3",
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=[str(network) for network in proxies],
            backlog=MAX_CONNECTIONS,
            limit_concurrency=MAX_CONNECTIONS,
            h11_max_incomplete_event_size=MAX_HEAD_BYTES,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
    )


async def run(
    app: Callable[..., Any], settings: Settings, daily: Daily | Centres | None, says: str = ""
) -> None:
    """Serve until stopped, making backups meanwhile; says is told before the address."""
    _allow_open_files(MAX_OPEN_FILES)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    sys.setswitchinterval(SWITCH_SECONDS)
    # The program itself is never garbage: without it a full collection takes 1 ms, not 40.
    gc.freeze()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MAX_THREADS, "request"))
    with listening_socket(settings.host, settings.port) as listener, _signals_that_only_stop():
        server = server_of(
            add_middleware(app, settings), settings.host, settings.port, settings.proxies
        )
        if says:
            click.echo(says)
        click.echo(f"Single Point is at http://{settings.host}:{settings.port}")
        making = asyncio.create_task(daily.keep_making(db.today)) if daily else None
        await server.serve(sockets=[listener])
        if making:
            making.cancel()


@contextmanager
def _signals_that_only_stop() -> Iterator[None]:
    """Let the program come to its own end after uvicorn has stopped.

    uvicorn raises the signal that stopped it once more, which would end the program then.
    """
    before = {
        number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _allow_open_files(count: int) -> None:
    at_once, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(at_once, count), most))
    except ValueError:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def free_address(host: str, port: int) -> str:
    """Return the address to serve on, where nobody else serves."""
    try:
        with listening_socket(host, port) as listener:
            return cast("str", listener.getsockname()[0])
    except OSError as problem:
        raise click.ClickException(
            f"Port {port} cannot be used: {problem}. Choose another with --port."
        ) from problem


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket whose connections end when nothing of an answer is read. Raise OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=MAX_CONNECTIONS)
    # The system's own clock; macOS has none for that.
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_SECONDS * 1000)
    return listener
