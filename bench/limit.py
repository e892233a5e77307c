"""The limit: a handler of the same framework on the same server that knows its answer beforehand.

.venv/bin/python -m bench.limit PORT BYTES
"""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

import httpx
import uvloop
from litestar import Litestar, MediaType, Response, get

from tests.server import free_port
from webapp.cli_server import server_of


def application(size: int) -> Litestar:
    body = "x" * size

    @get("/limit")
    async def answer() -> Response[str]:
        return Response(body, media_type=MediaType.HTML)

    return Litestar([answer], openapi_config=None, logging_config=None)


@contextmanager
def limit(size: int) -> Iterator[str]:
    """The address of a server that answers with a body of so many bytes at /limit."""
    port = free_port()
    running = Popen([sys.executable, "-m", "bench.limit", str(port), str(size)])
    address = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=20), trust_env=False) as client:
            client.get(f"{address}/limit").raise_for_status()
        yield address
    finally:
        running.terminate()
        running.wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server_of(application(int(sys.argv[2])), "127.0.0.1", int(sys.argv[1])).serve())
