"""How slowly a request's head may come and an answer be read, and how long a head may be: uvicorn
itself would wait and read for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

CONNECTIONS = 2_000
"""A browser keeps up to six open. Whoever comes past this number is sent away and calls again."""
PATIENCE = 30.0
"""Seconds from the answer before, or from the beginning, until the last line of a head; and in
which somebody reads on.
"""
LONGEST = 64 * 1024
"""Bytes of a head; browsers send about one thousand."""


class Connection(HttpToolsProtocol):
    """One browser's connection."""

    _until: asyncio.TimerHandle | None = None
    _reads_until: asyncio.TimerHandle | None = None
    _length = 0
    _in_body = False
    _since_body = 0
    """Bytes since the last of a body: they frame its chunks, or are trailers that may have no
    end.
    """

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await_head()
        if len(self.connections) > CONNECTIONS:
            transport.close()

    def data_received(self, sent: bytes) -> None:
        # Of a form that was refused before its end the rest still comes, and is no head.
        if self._until and not self._in_body:
            self._length += len(sent)
        if self._in_body:
            self._since_body += len(sent)
        super().data_received(sent)
        # What came with the end of a head was its body.
        if self._until and self._length > LONGEST:
            self.transport.close()
        if self._in_body and self._since_body > LONGEST:
            self.transport.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        # What stands behind a body are trailers: a proxy that looked at the head has not seen them.
        if not self._in_body:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        self._in_body = True
        self._since_body = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._since_body = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # Unless the next request came with this one and is being answered.
        if self.cycle.response_complete:
            self._await_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reads_until = self.loop.call_later(PATIENCE, self.transport.abort)

    def resume_writing(self) -> None:
        self._stop_waiting_for_reader()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._stop_waiting_for_reader()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._stop_waiting()
        self._length = 0
        # To close would be to wait until the answer before has been read.
        self._until = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._until:
            self._until.cancel()
            self._until = None

    def _stop_waiting_for_reader(self) -> None:
        if self._reads_until:
            self._reads_until.cancel()
            self._reads_until = None
