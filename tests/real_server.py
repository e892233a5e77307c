"""The real server, started as a person starts it, and stopped as a power cut does."""

import asyncio
import atexit
import os
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import httpx

from tests.page import Browser

PROGRAM = Path(sys.executable).with_name("single-point")
PATIENCE = 20
OPTIONS = ("--no-backups",)

# One directory for the whole run, so that another test can read everything the servers said.
# script/test names it when several processes share the run, and takes it away afterwards.
SERVER_LOGS = Path(os.environ.get("TEST_LOGS") or tempfile.mkdtemp(prefix="single-point-logs-"))
if "TEST_LOGS" not in os.environ:
    atexit.register(shutil.rmtree, SERVER_LOGS, ignore_errors=True)


def in_a_loop(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: in this one a browser's tests may have left a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class _Unhurried(selectors.DefaultSelector):
    """Where a loop would wait for something to happen, its clock is put forward instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0
        return super().select(0)


def in_its_own_time(work: Coroutine[Any, Any, Any]) -> None:
    """Run what only sleeps and works: its seconds pass at once, however busy the machine is."""
    selector = _Unhurried()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    with closing(loop), ThreadPoolExecutor(1) as pool:
        pool.submit(loop.run_until_complete, work).result()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


class Running:
    """A program that was started, until it is stopped."""

    running: subprocess.Popen[bytes] | None = None

    def kill(self) -> None:
        """SIGKILL: it has no time for anything."""
        if self.running:
            self.running.kill()
            self.running.wait(PATIENCE)

    def stop(self) -> int:
        """SIGTERM, as a service manager or Ctrl+C does. Gives its exit code."""
        assert self.running
        self.running.terminate()
        return self.running.wait(PATIENCE)


class Server(Running):
    """One `single-point serve`, always on the same file, or folder of centres, and port."""

    def __init__(
        self,
        file: Path,
        logs: Path = SERVER_LOGS,
        port: int | None = None,
        words: tuple[str, ...] = OPTIONS,
        program: Path = PROGRAM,
    ) -> None:
        self.file = file
        self.program = program
        self.words = words
        self.patience: float = PATIENCE
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = logs / f"{file.parent.name}-{file.stem}-{self.port}.log"
        self._said_before = 0

    def start(self) -> "Server":
        """Start and wait until it answers. Raises RuntimeError, with its log, when it doesn't."""
        ours = {
            key: text for key, text in os.environ.items() if not key.startswith("SINGLE_POINT_")
        }
        with self.log.open("ab") as log:
            self._said_before = log.tell()
            self.running = subprocess.Popen(
                [
                    self.program,
                    "serve",
                    "--centres" if self.file.is_dir() else "--db",
                    self.file,
                    "--port",
                    str(self.port),
                    *self.words,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=ours,
                cwd=self.log.parent,
            )
        until = time.monotonic() + self.patience
        while not self._answers():
            if self.running.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"{self.address} does not answer:\n{self.log.read_text()}")
            time.sleep(0.01)
        return self

    def memory(self) -> float:
        """What it has in memory, in MB."""
        assert self.running
        asked = ["ps", "-o", "rss=", "-p", str(self.running.pid)]
        return int(subprocess.check_output(asked)) / 1000

    def _answers(self) -> bool:
        # Whoever else holds the port must not answer for it.
        if b"Single Point is at" not in self.log.read_bytes()[self._said_before :]:
            return False
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request("GET", "/sign-in")
            # A file without any account leads on to the first visit.
            return connection.getresponse().status in (200, 303)
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def serving(logs: Path = SERVER_LOGS) -> Iterator[Callable[..., Server]]:
    """What a fixture yields from: serve(file) starts one; all are killed at the end."""
    started: list[Server] = []

    def serve(file: Path, port: int | None = None, words: tuple[str, ...] = OPTIONS) -> Server:
        started.append(Server(file, logs, port, words))
        return started[-1].start()

    yield serve
    for one in started:
        one.kill()


def browsing() -> Iterator[Callable[..., Browser]]:
    """What a fixture yields from: browse(server) opens a browser; with like, another tab of it."""
    opened: list[httpx.Client] = []

    def browse(server: Server, like: Browser | None = None) -> Browser:
        # Without verify=False each client would read the system's certificates for nothing.
        client = httpx.Client(
            base_url=server.address,
            follow_redirects=True,
            timeout=PATIENCE + 10,
            verify=False,
            trust_env=False,
            cookies=like.client.cookies if like else None,
        )
        opened.append(client)
        return Browser(client)

    yield browse
    for client in opened:
        client.close()
