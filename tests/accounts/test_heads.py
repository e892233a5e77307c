"""What a connection does whose request's head is slow, endless or never comes, and whose answer is
not read.
"""

import asyncio
from typing import Any

import pytest
import uvicorn

from tests.server import in_its_own_time
from webapp import heads
from webapp.cli_server import server_of

HEAD = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"
BODY = b"x" * (3 * heads.LONGEST)
POST = b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: %d\r\n\r\n" % len(BODY)


async def says_how_much(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the length of the body, which takes 50 seconds at /slow and goes unread at
    /refuse.

    At /names it answers with the names of the headers instead.
    """
    length, more = 0, scope["path"] != "/refuse"
    if scope["path"] == "/slow":
        await asyncio.sleep(50)
    while more:
        message = await receive()
        length += len(message["body"])
        more = message["more_body"]
    answer = b"%d" % length
    if scope["path"] == "/names":
        answer = b" ".join(sorted(name for name, _ in scope["headers"]))
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-length", b"%d" % len(answer))],
        }
    )
    await send({"type": "http.response.body", "body": answer, "more_body": False})


class Browser(asyncio.Transport):
    """The other end of a connection, without a network between them."""

    def __init__(self, server: uvicorn.Server) -> None:
        super().__init__()
        self.loop = asyncio.get_running_loop()
        self.heard, self.closed_at = b"", -1.0
        self.connection = heads.Connection(server.config, server.server_state, {}, self.loop)
        self.connection.connection_made(self)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def says(self, sent: bytes) -> None:
        if not self.is_closing():
            self.connection.data_received(sent)

    async def asks(self, sent: bytes) -> bytes:
        """The body of the answer."""
        self.heard = b""
        self.says(sent)
        for _ in range(10):
            await asyncio.sleep(0)
        assert self.heard.startswith(b"HTTP/1.1 200"), self.heard
        return self.heard.rpartition(b"\r\n\r\n")[2]

    def write(self, sent: Any) -> None:
        self.heard += sent

    def is_closing(self) -> bool:
        return self.closed_at >= 0

    def close(self) -> None:
        if not self.is_closing():
            self.closed_at = self.loop.time()
            self.loop.call_soon(self.connection.connection_lost, None)

    def abort(self) -> None:
        self.close()

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


def server() -> uvicorn.Server:
    return server_of(says_how_much, "127.0.0.1", 0)


@pytest.mark.parametrize("sent", [b"", b"GET / HT", HEAD[:-2]])
def test_who_does_not_send_a_whole_head_in_time_is_cut_off(sent: bytes) -> None:
    async def wait() -> None:
        browser = Browser(server())
        browser.says(sent)
        await asyncio.sleep(heads.PATIENCE - 1)
        assert not browser.is_closing()
        await asyncio.sleep(2)
        assert browser.is_closing() and not browser.heard

    in_its_own_time(wait())


def test_so_is_who_trickles_it() -> None:
    async def trickle() -> None:
        browser = Browser(server())
        for one in range(len(HEAD)):
            browser.says(HEAD[one : one + 1])
            await asyncio.sleep(1)
        assert heads.PATIENCE <= browser.closed_at <= heads.PATIENCE + 1 and not browser.heard

    in_its_own_time(trickle())


def test_a_head_without_end_is_cut_off_at_its_longest() -> None:
    async def flood() -> None:
        browser, sent = Browser(server()), 0
        browser.says(HEAD[:-2] + b"x-long: ")
        while not browser.is_closing() and sent <= heads.LONGEST:
            browser.says(b"x" * 4096)
            sent += 4096
        assert browser.is_closing() and sent > heads.LONGEST // 2 and not browser.heard

    in_its_own_time(flood())


def test_a_body_may_be_longer_and_one_connection_serves_again_and_again() -> None:
    async def ask() -> None:
        browser = Browser(server())
        for _ in range(2):
            assert await browser.asks(POST + BODY) == b"%d" % len(BODY)
            await asyncio.sleep(heads.PATIENCE - 1)
            browser.says(POST)
            assert await browser.asks(BODY) == b"%d" % len(BODY)
            assert await browser.asks(HEAD) == b"0"
        long = b"x-long: " + b"x" * (heads.LONGEST // 2) + b"\r\n\r\n"
        assert await browser.asks(HEAD[:-2] + long) == b"0"
        assert not browser.is_closing()

    in_its_own_time(ask())


def test_who_says_nothing_more_is_let_go_after_a_while() -> None:
    async def rest() -> None:
        browser = Browser(server())
        assert await browser.asks(HEAD) == b"0"
        begun = browser.loop.time()
        await asyncio.sleep(heads.PATIENCE - 1)
        assert not browser.is_closing()
        await asyncio.sleep(2)
        assert heads.PATIENCE - 1 <= browser.closed_at - begun <= heads.PATIENCE + 1

    in_its_own_time(rest())


def test_who_does_not_read_on_is_let_go() -> None:
    async def stall() -> None:
        browser = Browser(server())
        # What a transport says when more waits to be read than it keeps, and when it has been read.
        browser.connection.pause_writing()
        await asyncio.sleep(heads.PATIENCE - 1)
        browser.connection.resume_writing()
        assert await browser.asks(HEAD) == b"0"
        browser.connection.pause_writing()
        begun = browser.loop.time()
        browser.says(HEAD.replace(b"/ ", b"/slow ", 1))
        await asyncio.sleep(heads.PATIENCE - 1)
        assert not browser.is_closing()
        await asyncio.sleep(2)
        assert heads.PATIENCE - 1 <= browser.closed_at - begun <= heads.PATIENCE + 1

    in_its_own_time(stall())


def test_a_slow_answer_is_not_taken_for_a_slow_head(monkeypatch: pytest.MonkeyPatch) -> None:
    async def wait() -> None:
        browser = Browser(server())
        browser.says(POST)
        await asyncio.sleep(3 * heads.PATIENCE)
        assert await browser.asks(BODY) == b"%d" % len(BODY)

    in_its_own_time(wait())


def test_what_still_comes_of_a_form_that_was_refused_is_no_head() -> None:
    async def refuse() -> None:
        browser = Browser(server())
        assert await browser.asks(POST.replace(b"/ ", b"/refuse ", 1)) == b"0"
        for start in range(0, len(BODY), 4096):
            browser.says(BODY[start : start + 4096])
        assert await browser.asks(HEAD) == b"0"
        assert not browser.is_closing()

    in_its_own_time(refuse())


def test_a_request_that_came_with_the_one_before_has_all_its_time() -> None:
    async def ask_two() -> None:
        browser = Browser(server())
        browser.says(HEAD + HEAD.replace(b"/ ", b"/slow ", 1))
        await asyncio.sleep(60)
        assert browser.heard.count(b"HTTP/1.1 200") == 2

    in_its_own_time(ask_two())


def test_no_more_than_so_many_are_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "CONNECTIONS", 2)

    async def crowd() -> None:
        one = server()
        first = [Browser(one) for _ in range(2)]
        await asyncio.sleep(1)
        assert Browser(one).is_closing()
        assert [await browser.asks(HEAD) for browser in first] == [b"0", b"0"]
        first[0].close()
        await asyncio.sleep(1)
        assert await Browser(one).asks(HEAD) == b"0"

    in_its_own_time(crowd())


CHUNKED = (
    b"POST /names HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n"
)
TRAILERS = (
    b"x-forwarded-for: 203.0.113.9\r\ncookie: single_point=forged\r\nhost: evil.example\r\n\r\n"
)


def test_what_stands_behind_a_body_is_no_header() -> None:
    async def ask() -> None:
        for pieces in (
            [CHUNKED + TRAILERS],
            [CHUNKED, TRAILERS],
            [CHUNKED + TRAILERS[:20], TRAILERS[20:]],
        ):
            browser = Browser(server())
            for one in pieces[:-1]:
                browser.says(one)
            assert await browser.asks(pieces[-1]) == b"host transfer-encoding"
            # The next request on the same connection has its own headers again.
            with_cookie = HEAD.replace(b"GET /", b"GET /names").replace(
                b"host", b"cookie: a=b\r\nhost", 1
            )
            assert await browser.asks(with_cookie) == b"cookie host"

    in_its_own_time(ask())


@pytest.mark.parametrize("endless", [b"x-long: ", b"1;extension="])
def test_trailers_without_end_are_cut_off_at_the_length_of_a_head(endless: bytes) -> None:
    async def flood() -> None:
        browser, sent = Browser(server()), 0
        browser.says(
            CHUNKED.removesuffix(b"0\r\n") + (b"0\r\n" if b":" in endless else b"") + endless
        )
        while not browser.is_closing() and sent <= 2 * heads.LONGEST:
            browser.says(b"x" * 4096)
            sent += 4096
        assert browser.is_closing() and sent > heads.LONGEST // 2 and not browser.heard

    in_its_own_time(flood())
