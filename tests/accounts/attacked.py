"""A real server under attack: raw requests, what its file holds, and how much memory it takes."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tests.real_server import Server
from webapp.database import connection as db

PATIENCE = 20


def digest(file: Path) -> str:
    """One digest of everything in every table, but for who was seen when, and that they were
    refused.
    """
    one = db.connect(file)
    tables = sorted(
        name for name in one.table_names() if not name.startswith(("sqlite_", "noted_lately"))
    )
    whole = sha256()
    for name in tables:
        columns = [column.name for column in one[name].columns if column.name != "seen_at"]
        shown = ", ".join(f'"{column}"' for column in columns)
        refused = (
            " where what not in ('page refused', 'form refused')" if name == "activity" else ""
        )
        for row in one.execute(f'select {shown} from "{name}"{refused}').fetchall():
            whole.update(repr((name, row)).encode())
    one.close()
    return whole.hexdigest()


def raw(server: Server, content: bytes, patience: float = PATIENCE) -> bytes:
    """What the server says to these very bytes, until it closes or says no more for a while."""
    said = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=patience) as connection:
        try:
            connection.sendall(content)
            while piece := connection.recv(65536):
                said += piece
        except OSError:
            pass
    return said


def request(line: str, *headers: str, body: bytes = b"", host: str = "Host: 127.0.0.1") -> bytes:
    """The bytes of a request after which the connection is closed."""
    lines = [f"{line} HTTP/1.1", *([host] if host else []), "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def status(said: bytes) -> int:
    return int(said.split(b" ", 2)[1]) if said else 0


def memory(server: Server) -> int:
    """The bytes of memory that the server's process holds."""
    assert server.running
    pid = server.running.pid
    if os.path.exists(f"/proc/{pid}/statm"):
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)])) * 1024


@contextmanager
def watched(server: Server) -> Iterator[list[int]]:
    """Within, every 20 milliseconds, what the server's memory has grown by; read it afterwards."""
    before, grown, over = memory(server), [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            grown.append(memory(server) - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        over.set()
        watcher.join()
