"""Whole pages packed for browsers that unpack them."""

from gzip import compress
from typing import Any

from litestar import Request

LEAST = 1000
"""Bytes; what is shorter than a network packet saves nothing."""
QUICKLY = 1


def packs(request: Request[Any, Any, Any]) -> bool:
    """Whether this reply may be packed.

    Only a page that was fetched without a query: where a stranger could choose words that come back
    beside a secret, as a link's query or a form does, the length of a packed reply would give the
    secret away.
    """
    return (
        request.method == "GET"
        and not request.scope["query_string"]
        and "gzip" in request.headers.get("accept-encoding", "")
    )


def packed(body: bytes) -> bytes:
    return compress(body, QUICKLY)
