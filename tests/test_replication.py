"""A second machine: what was confirmed before the first one died is there, up to the delay."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from click.testing import CliRunner

from tests.conftest import CAST
from tests.page import Browser
from tests.real_server import PATIENCE, Server, browsing, serving
from tests.replication import Replica, Store
from webapp.cli import main
from webapp.database import connection as db
from webapp.database import migrations

PEOPLE = 4
FILE = "centre.db"


class Outcome(NamedTuple):
    confirmed: int
    lost: int
    oldest_lost: float
    """Seconds between the kill and the earliest confirmation that did not reach the store."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    yield from serving()


@pytest.fixture
def browse() -> Iterator[Callable[..., Browser]]:
    yield from browsing()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "store.log")
    yield one
    one.stop()


@pytest.fixture
def replica(store: Store, centre_file: Path, tmp_path: Path) -> Iterator[Replica]:
    one = Replica(centre_file.parent, store, tmp_path / "litestream.log")
    yield one
    one.kill()


class Workers:
    """People who make groups as fast as they are answered, and note when each was confirmed."""

    def __init__(self, people: list[Browser]) -> None:
        self.confirmed: dict[str, float] = {}
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(number, one))
            for number, one in enumerate(people)
        ]
        for one in self._threads:
            one.start()

    def _work(self, number: int, person: Browser) -> None:
        turn = 0
        with suppress(httpx.TransportError):
            while not self._stopped.is_set():
                turn += 1
                title = f"Group {turn} of person {number}"
                reply = person.client.post(
                    "/candidates/groups",
                    follow_redirects=False,
                    data={"form_token": person.form_token, "title": title},
                )
                if reply.status_code == 303:
                    self.confirmed[title] = time.monotonic()

    def confirm(self, count: int) -> set[str]:
        """Wait until so many are confirmed; their titles."""
        while len(self.confirmed) < count:
            assert any(one.is_alive() for one in self._threads)
            time.sleep(0.01)
        return set(self.confirmed)

    def stop(self) -> None:
        self._stopped.set()
        for one in self._threads:
            one.join()


def groups_in(restored: Path) -> set[str]:
    one = db.connect(restored)
    there = {title for (title,) in one.execute("select title from candidate_groups").fetchall()}
    one.close()
    return there


def outcome(workers: Workers, killed_at: float, restored: Path) -> Outcome:
    """What of the confirmed work is in a restored file."""
    there = groups_in(restored)
    lost = [at for title, at in workers.confirmed.items() if title not in there]
    return Outcome(len(workers.confirmed), len(lost), killed_at - min(lost, default=killed_at))


def test_what_was_confirmed_is_on_the_second_machine(
    replica: Replica,
    store: Store,
    centre_file: Path,
    tmp_path: Path,
    serve: Callable[..., Server],
    browse: Callable[..., Browser],
) -> None:
    first = serve(centre_file)
    people = [browse(first) for _ in range(PEOPLE)]
    for one in people:
        one.sign_in(*CAST["entries"])
    replica.start()
    store.wait_for(f"{FILE}/0000/")
    workers = Workers(people)
    early = workers.confirm(50)
    for number in range(PATIENCE):
        replica.restore(FILE, tmp_path / f"looked {number}.db")
        if early <= groups_in(tmp_path / f"looked {number}.db"):
            break
    first.kill()
    replica.kill()
    workers.stop()

    elsewhere = tmp_path / "second"
    elsewhere.mkdir()
    replica.restore(FILE, elsewhere / FILE)
    assert early <= groups_in(elsewhere / FILE)

    second = serve(elsewhere / FILE)
    officer = browse(second)
    assert officer.sign_in(*CAST["entries"]).heading == "Home"
    assert "Group 1 of person 0" in officer.client.get("/candidates/groups").text
    page = officer.post("/candidates/groups", {"title": "Made on the second machine"})
    assert page.heading.startswith("Made on the second machine")


def test_stopped_in_good_order_nothing_at_all_is_lost(
    replica: Replica,
    store: Store,
    centre_file: Path,
    tmp_path: Path,
    serve: Callable[..., Server],
    browse: Callable[..., Browser],
) -> None:
    first = serve(centre_file)
    replica.start()
    store.wait_for(f"{FILE}/0000/")
    officer = browse(first)
    officer.sign_in(*CAST["entries"])
    workers = Workers([officer])
    workers.confirm(6)
    workers.stop()
    assert (first.stop(), replica.stop()) == (0, 0)
    replica.restore(FILE, tmp_path / "restored.db")
    found = outcome(workers, time.monotonic(), tmp_path / "restored.db")
    assert found.confirmed > 5
    assert found.lost == 0


def test_a_replicated_file_is_upgraded_and_checked_like_any_other(
    replica: Replica, store: Store, centre_file: Path
) -> None:
    replica.start()
    store.wait_for(f"{FILE}/0000/")
    assert replica.stop() == 0
    one = db.connect(centre_file)
    try:
        assert "_litestream_seq" in one.table_names()
        one.execute("insert or replace into _litestream_seq (id, seq) values (1, 1)")
        one.conn.commit()
        one.execute("pragma foreign_keys = off")
        one.execute("pragma legacy_alter_table = on")
        people = one.execute("select count(*) from candidates").fetchone()
        with db.transaction(one):
            migrations.upgrade(one, db.SCHEMA.read_text(encoding="utf-8"))
        assert one.execute("select count(*) from candidates").fetchone() == people
    finally:
        one.close()
    done = CliRunner().invoke(main, ["check", "--db", str(centre_file)])
    assert done.exit_code == 0
    assert done.output.endswith(f"{centre_file} is sound.\n")


def test_a_centre_that_comes_into_the_folder_is_replicated_too(
    replica: Replica, store: Store, centre_file: Path, tmp_path: Path
) -> None:
    replica.start()
    store.wait_for(f"{FILE}/0000/")
    (tmp_path / "later.db").write_bytes(centre_file.read_bytes())
    store.wait_for("later.db/0000/")
    replica.restore("later.db", tmp_path / "restored.db")
    assert "wal truncated by another process" not in replica.log.read_text()
