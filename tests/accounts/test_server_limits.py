"""What the server takes of a request before the application sees it, and who lets go whom."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.accounts.attacked import raw, request, status
from tests.real_server import Server, serving
from webapp.server import run as cli_server
from webapp.server.run import MAX_HEAD_BYTES, listening_socket

PAGE = "GET /static/css/kit.css"
CHUNKED = request("POST /sign-in", "Transfer-Encoding: chunked") + b"1\r\na\r\n"


@pytest.fixture(scope="module")
def server(built_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    for serve in serving(tmp_path_factory.mktemp("logs")):
        yield serve(built_demonstration)


def sent_until_closed(server: Server, beginning: bytes) -> int:
    """Send the beginning and then one line without an end; return how many bytes were taken."""
    sent = 0
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        try:
            connection.sendall(beginning)
            while sent < 100 * MAX_HEAD_BYTES:
                connection.sendall(b"x" * 4096)
                sent += 4096
                time.sleep(0.001)
        except OSError:
            pass
    return sent


def test_a_long_head_is_taken(server: Server) -> None:
    assert status(raw(server, request(PAGE, "X-Long: " + "x" * (MAX_HEAD_BYTES // 2)))) == 200


@pytest.mark.parametrize(
    "beginning",
    [
        request(PAGE).removesuffix(b"\r\n") + b"X-Long: ",
        b"GET /",
        CHUNKED + b"0\r\nX-Long: ",
        CHUNKED + b"1;extension=",
    ],
    ids=["header", "address", "trailer", "chunk"],
)
def test_a_line_without_end_is_cut_off(server: Server, beginning: bytes) -> None:
    assert sent_until_closed(server, beginning) < 50 * MAX_HEAD_BYTES
    assert status(raw(server, request(PAGE))) == 200


def test_requests_sent_at_once_are_answered_one_after_the_other(server: Server) -> None:
    kept_alive = request(PAGE).replace(b"Connection: close\r\n", b"")
    said = raw(server, kept_alive * 2 + request(PAGE))
    assert said.count(b"HTTP/1.1 200") == 3


def test_who_does_not_read_an_answer_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        return
    monkeypatch.setattr(cli_server, "UNREAD_SECONDS", 1)
    with (
        listening_socket("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        closing(listener.accept()[0]) as connection,
    ):
        connection.settimeout(20)

        def send_without_end() -> None:
            while True:
                connection.sendall(b"x" * 65536)

        begun = time.monotonic()
        with pytest.raises(TimeoutError):
            send_without_end()
        assert time.monotonic() - begun < 15
