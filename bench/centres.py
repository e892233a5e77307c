"""What many centres cost one process: start, memory, and requests a second.

    .venv/bin/python bench/centres.py FOLDER [NUMBER OF CENTRES] [NUMBER OF REQUESTS]

Makes the centres in FOLDER, which must be new, serves them on loopback, and prints a line a figure.
"""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.server import Server
from webapp import db
from webapp.db_acting import Connection
from webapp.results import store_demonstration

EMAIL, PASSWORD = next(
    (email, secret)
    for role, email, secret in store_demonstration.PEOPLE_AND_PASSWORDS
    if role == "entries"
)
AT_ONCE = 8
PAGES = ("/", "/candidates", "/entries/drafts", "/results")


def make(folder: Path, count: int) -> list[str]:
    """The demonstration centre so many times, each with its own number."""
    folder.mkdir(parents=True)
    template = folder / "template"
    one = db.connect(template)
    store_demonstration.build(one, db.today())
    one.execute("pragma wal_checkpoint(truncate)")
    one.close()
    numbers = [f"{number:05}" for number in range(10_000, 10_000 + count)]
    for number in numbers:
        raw = sqlite3.connect(shutil.copy(template, folder / f"{number}.db"), factory=Connection)
        with raw:
            raw.execute("update centre set number = ?, name = ?", [number, f"School {number}"])
        raw.close()
    return numbers


def signed_in(server: Server, number: str) -> httpx.Client:
    client = httpx.Client(base_url=server.address, follow_redirects=True, verify=False, timeout=60)
    page = client.get(f"/c/{number}/sign-in").text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    reply = client.post(
        "/sign-in", data={"form_token": token, "email": EMAIL, "password": PASSWORD}
    )
    assert f"School {number}" in reply.text
    return client


def work(clients: list[httpx.Client], requests: int) -> float:
    """Requests a second, spread over the pages and over so many people at once."""

    def one_person(part: list[int]) -> None:
        for turn in part:
            reply = clients[turn % len(clients)].get(PAGES[turn // len(clients) % len(PAGES)])
            assert reply.status_code == 200

    parts = [list(range(start, requests, AT_ONCE)) for start in range(AT_ONCE)]
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(one_person, parts))
    return requests / (time.perf_counter() - began)


def figures(folder: Path, count: int, requests: int) -> Iterator[str]:
    numbers = make(folder, count)
    size = sum(one.stat().st_size for one in folder.iterdir()) / 1e6
    yield f"{count} centres in {size:,.0f} MB"
    began = time.perf_counter()
    server = Server(folder, Path(folder.parent)).start()
    try:
        yield f"start to first answer: {time.perf_counter() - began:.2f} s"
        yield f"memory, none open: {server.memory():.0f} MB"
        with httpx.Client(base_url=server.address, follow_redirects=True, verify=False) as stranger:
            began = time.perf_counter()
            for number in numbers:
                assert f"School {number}" in stranger.get(f"/c/{number}/sign-in").text
            each = (time.perf_counter() - began) / count
        yield f"first page of every centre, one after the other: {each * 1000:.1f} ms each"
        yield f"memory after all were asked for: {server.memory():.0f} MB"
        clients = [signed_in(server, number) for number in numbers[:AT_ONCE]]
        yield (
            f"requests a second, {AT_ONCE} people in {AT_ONCE} centres:"
            f" {work(clients, requests):.0f}"
        )
        yield f"memory then: {server.memory():.0f} MB"
        many = [signed_in(server, number) for number in numbers[:150]]
        yield f"requests a second, {len(many)} centres in turn: {work(many, requests):.0f}"
        yield f"memory then: {server.memory():.0f} MB"
    finally:
        server.kill()


if __name__ == "__main__":
    words = [int(one) for one in sys.argv[2:]]
    for line in figures(Path(sys.argv[1]), *(words + [1000, 2000][len(words) :])):
        print(line, flush=True)
