"""How slowly a request's body may come: whoever trickles would hold a place and memory for ever."""

import asyncio
from typing import cast

from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send

BODY_SECONDS = 30.0
MIN_BYTES_PER_SECOND = 10_000
"""So many bytes earn a body one second more."""
BODY_HEADERS = (b"content-length", b"transfer-encoding")


class BodyTooSlow(HTTPException):
    """A body took longer than its size may."""

    status_code = 408


class BodyTimeoutMiddleware:
    """Raise BodyTooSlow, which is answered with 408, where the application reads a slow body."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; most have no body that could be slow."""
        if scope["type"] == ScopeType.HTTP and any(
            name in BODY_HEADERS for name, _ in scope["headers"]
        ):
            receive = limit_body_time(receive)
        await self.app(scope, receive, send)


def limit_body_time(receive: Receive) -> Receive:
    """Return the same, but raising BodyTooSlow when a body takes longer than its size may."""
    clock = asyncio.get_running_loop().time
    until: float | None = clock() + BODY_SECONDS

    async def receive_in_time() -> HTTPReceiveMessage:
        nonlocal until
        try:
            async with asyncio.timeout_at(until):
                message = cast("HTTPReceiveMessage", await receive())
        except TimeoutError:
            raise BodyTooSlow from None
        if until and message["type"] == "http.request" and message.get("more_body"):
            until += len(message["body"]) / MIN_BYTES_PER_SECOND
        else:
            # What comes after the body is the browser going away, which may take as long as it
            # likes.
            until = None
        return message

    return receive_in_time
