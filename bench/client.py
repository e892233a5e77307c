"""Somebody signed in at a server, and many requests at once over connections that stay open."""

import itertools
import time
from asyncio import StreamReader, TaskGroup, open_connection
from collections.abc import Sequence
from statistics import quantiles
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import httpx
import uvloop

from webapp.demo import results as store_demonstration

ADMINISTRATOR, OFFICER = (
    next(
        (email, password)
        for role, email, password in store_demonstration.PEOPLE_AND_PASSWORDS
        if wanted in role
    )
    for wanted in ("admin", "entries")
)
TIMEOUT_SECONDS = 600


class Load(NamedTuple):
    """Requests a second, and milliseconds until an answer."""

    rate: float
    p50: float
    p95: float
    p99: float


class Person:
    """Somebody signed in, with a browser that knows no scripts."""

    def __init__(
        self, address: str, account: tuple[str, str] = OFFICER, door: str = "/sign-in"
    ) -> None:
        """Sign in. Raises httpx.HTTPStatusError."""
        self.client = httpx.Client(
            base_url=address,
            follow_redirects=True,
            verify=False,
            trust_env=False,
            timeout=TIMEOUT_SECONDS,
            headers={"origin": address},
        )
        self.token = form_token(self.get(door))
        email, password = account
        self.token = form_token(self.post("/sign-in", email=email, password=password))

    def get(self, path: str) -> httpx.Response:
        """Fetch a page. Raises httpx.HTTPStatusError."""
        return self.client.get(path).raise_for_status()

    def post(self, path: str, **form: str) -> httpx.Response:
        """Send a form with its token. Raises httpx.HTTPStatusError."""
        data = {"form_token": self.token, **form}
        return self.client.post(path, data=data).raise_for_status()

    def fragment_request(self, path: str, **form: str) -> bytes:
        """Return what htmx would send for a form, as bytes."""
        body = urlencode({"form_token": self.token, **form})
        address = str(self.client.base_url).rstrip("/")
        cookies = "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())
        return (
            f"POST {path} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nOrigin: {address}\r\n"
            f"Cookie: {cookies}\r\nHX-Request: true\r\nAccept-Encoding: gzip\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


def form_token(reply: httpx.Response) -> str:
    """Return the token of a page's first form."""
    return reply.text.partition('name="form_token" value="')[2].partition('"')[0]


def page_request(address: str, path: str) -> bytes:
    """Return what anybody's browser would send for a page, as bytes."""
    host = urlsplit(address).netloc
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def load(address: str, requests: Sequence[bytes], connections: int, seconds: float) -> Load:
    """Send the requests in turn, over and over, after a while to get warm.

    Raises an ExceptionGroup of RuntimeError when one is not answered with 200.
    """
    uvloop.run(_send(address, requests, connections, seconds / 4))
    begun = time.perf_counter()
    spent = uvloop.run(_send(address, requests, connections, seconds))
    rate = len(spent) / (time.perf_counter() - begun)
    cuts = quantiles(spent, n=100, method="inclusive")
    return Load(rate, cuts[49], cuts[94], cuts[98])


async def _send(
    address: str, requests: Sequence[bytes], connections: int, seconds: float
) -> list[float]:
    spent: list[float] = []
    turn = itertools.cycle(requests)
    until = time.perf_counter() + seconds
    site = urlsplit(address)

    async def connection() -> None:
        reader, writer = await open_connection(site.hostname, site.port)
        while (begun := time.perf_counter()) < until:
            writer.write(next(turn))
            status = await _read_status(reader)
            spent.append((time.perf_counter() - begun) * 1000)
            if status != "200":
                raise RuntimeError(f"{address} answers with {status}")
        writer.close()

    async with TaskGroup() as group:
        for _ in range(connections):
            group.create_task(connection())
    return spent


async def _read_status(reader: StreamReader) -> str:
    """Read a whole answer."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)
    }
    if length := headers.get("content-length"):
        await reader.readexactly(int(length))
    else:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return first.split()[1]
