"""How slowly a request's body may come: whoever trickles would hold a place and memory for ever."""

import asyncio

from litestar.exceptions import HTTPException
from litestar.types import HTTPReceiveMessage, Receive

# Seconds for the whole body, and the bytes that earn one second more.
PATIENCE = 30.0
SLOWEST = 10_000


class TooSlow(HTTPException):
    status_code = 408


def in_time(receive: Receive) -> Receive:
    """The same, but raising TooSlow, which answers 408, when a body takes longer than its size
    may.
    """
    clock = asyncio.get_running_loop().time
    until: float | None = clock() + PATIENCE

    async def receive_in_time() -> HTTPReceiveMessage:
        nonlocal until
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise TooSlow from None
        if message.get("more_body") and until:
            until += len(message["body"]) / SLOWEST
        else:
            # What comes after the body is the browser going away, which may take as long as it
            # likes.
            until = None
        return message

    return receive_in_time
