"""The bare handler: the same framework on the same server, with an answer it knows beforehand.

.venv/bin/python -m bench.bare PORT
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvloop
from litestar import Litestar, MediaType, Response, get

from tests.real_server import free_port
from webapp.server.run import server_of

BODY = 8192 * "x"


@get("/")
async def answer() -> Response[str]:
    """Answer with as much as a search does."""
    return Response(BODY, media_type=MediaType.HTML)


@contextmanager
def serve() -> Iterator[str]:
    """Yield the address of the handler."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.bare", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as client:
            client.get(address).raise_for_status()
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    app = Litestar([answer], openapi_config=None, logging_config=None)
    uvloop.run(server_of(app, "127.0.0.1", int(sys.argv[1])).serve())
