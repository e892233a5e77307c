"""What a light page waits while something heavy goes on: p99 and slowest, beside an idle server.

Every 20 ms somebody asks for the page Support, whether or not the one before was answered.
"""

import asyncio
import gzip
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx

from bench.client import ADMINISTRATOR, OFFICER, Person, form_token
from bench.table import ms, table
from bench.work import finish, report_path, send_sheet
from tests.entries.desk import Desk
from tests.real_server import Server
from webapp.database import connection as db
from webapp.database.actor import Connection

Work = Callable[[], object]
SECONDS, EVERY, GOAL = 3, 0.02, 50
OLDER = Path("tests/durability/released/version-1.db.gz")
CENTRE, OTHER = "12345", "70008"


async def light(person: Person, work: Work) -> list[float]:
    """Milliseconds of each light request that is sent while the work goes on."""
    spent: list[float] = []
    at, cookies = person.client.base_url, person.client.cookies
    async with httpx.AsyncClient(base_url=at, cookies=cookies, verify=False, timeout=600) as client:

        async def ask() -> None:
            begun = time.perf_counter()
            (await client.get("/support")).raise_for_status()
            spent.append((time.perf_counter() - begun) * 1000)

        await client.get("/support")
        working = asyncio.create_task(asyncio.to_thread(work))
        async with asyncio.TaskGroup() as asking:
            while not working.done():
                asking.create_task(ask())
                await asyncio.sleep(EVERY)
        await working
    return spent


def again(work: Work) -> Work:
    """Do it for some seconds."""

    def works() -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            work()

    return works


def together(*works: Work) -> Work:
    """Do all of it at once."""

    def all_of_them() -> None:
        with ThreadPoolExecutor(len(works)) as pool:
            list(pool.map(lambda one: one(), works))

    return all_of_them


def trying(address: str, number: int) -> Work:
    """A sign-in with an e-mail of its own that nobody has: a password is compared all the same."""
    client = httpx.Client(base_url=address, verify=False, timeout=60, headers={"origin": address})
    token = form_token(client.get(f"/c/{CENTRE}/sign-in", follow_redirects=True))
    form = {"form_token": token, "email": f"{number}@example.org", "password": "x" * 12}

    def sign_in() -> None:
        reply = client.post("/sign-in", data=form)
        assert reply.status_code == 422, reply.status_code

    return sign_in


def locking(file: Path) -> Work:
    """Another program that writes for some seconds."""

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as one:
            one.execute("begin immediate")
            time.sleep(SECONDS)
            one.execute("rollback")

    return hold


def saving(person: Person, rows: int = 5_000) -> Work:
    """Saving a sheet that has been checked."""
    path = send_sheet(person, rows).url.path.rstrip("/")
    return lambda: finish(person, person.post(f"{path}/save"))


def older(folder: Path) -> Path:
    """A centre beside the large one, in a file of the oldest version."""
    path = folder / f"{OTHER}.db"
    path.write_bytes(gzip.decompress(OLDER.read_bytes()))
    with closing(sqlite3.connect(path, factory=Connection)) as one, one:
        one.execute("update centre set number = ?", [OTHER])
    return path


def works(server: Server, file: Path) -> Iterator[tuple[str, Work]]:
    """What to do beside the light requests; each is prepared just before it is due."""
    officer, administrator = _person(server), _person(server, ADMINISTRATOR)
    with closing(db.connect(file)) as one:
        desk = Desk(one)
        draft = f"/entries/drafts/{desk.draft(OFFICER[0], desk.people(1000))}"
    report = report_path(file)
    lapsed = administrator.post("/candidates/retention", years="1").text
    chosen = lapsed.partition('name="shown" value="')[2].partition('"')[0]
    deletion = {"years": "1", "chosen": chosen, "named": chosen, "exported": "1"}

    def write() -> None:
        officer.post(f"{draft}/summary/order-number", order_number="A1")

    yield "nothing", again(lambda: time.sleep(0.1))
    yield "report page", again(lambda: officer.get(report))
    yield "four report pages at once", together(*[again(lambda: officer.get(report))] * 4)
    yield "retention list", again(lambda: administrator.post("/candidates/retention", years="1"))
    yield "options page of 1,000", again(lambda: officer.get(f"{draft}/options"))
    yield "20 sign-ins at once", together(*map(trying, 20 * [server.address], range(20)))
    older(file.parent)
    yield (
        "first opening of an older file",
        lambda: httpx.get(f"{server.address}/c/{OTHER}/sign-in", timeout=60),
    )
    yield "another program writes, and four people", together(locking(file), *[write] * 4)
    save = saving(administrator)
    yield "saving 5,000 rows", save
    yield (
        "deleting 500 people for good",
        lambda: administrator.post("/candidates/retention/delete", **deletion),
    )


def measure(file: Path) -> dict[str, list[float]]:
    """What goes on → milliseconds of each light request meanwhile, on a copy of the file."""
    with TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(shutil.copy(file, Path(folder) / f"{CENTRE}.db"))
        server = Server(Path(folder), words=("--no-backups",)).start()
        try:
            person = _person(server)
            return {what: asyncio.run(light(person, work)) for what, work in works(server, copy)}
        finally:
            server.stop()


def section(figures: dict[str, list[float]]) -> str:
    """Lay the figures out as a table."""
    p99 = {what: quantiles(spent, n=100)[98] for what, spent in figures.items()}
    return table(
        "A light page beside something heavy",
        f"Asked for every 20 ms. The goal is a p99 at most {GOAL} ms over that beside nothing.",
        ("beside", "p99", "over nothing's", "slowest"),
        [
            [what, ms(p99[what]), ms(p99[what] - p99["nothing"]), ms(max(spent))]
            for what, spent in figures.items()
        ],
    )


def _person(server: Server, account: tuple[str, str] = OFFICER) -> Person:
    return Person(server.address, account, f"/c/{CENTRE}/sign-in")
