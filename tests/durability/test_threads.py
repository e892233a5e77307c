"""Nothing that waits does so on the event loop: handlers work in threads, each with a
connection.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.utils.sync import AsyncCallable

from tests.page import Browser
from tests.real_server import in_a_loop
from webapp.app import create_app
from webapp.database import connection as db
from webapp.database.actor import Connection
from webapp.settings import Settings
from webapp.web import errors

ON_THE_LOOP = {
    # Bounded searches, asked at each pause in somebody's typing.
    "/candidates find_candidates",
    "/entries/drafts/{draft_id:int}/candidates/find find_candidates",
    # They start threads themselves.
    "/candidates/uploads upload_sheet",
    "/results/uploads upload_sheet",
    # They need no file of a centre.
    "/static/{file_path:path} send_asset",
    "/{rest:path} refuse_address",
}


class Telling(Connection):
    """Tells when a transaction is about to wait for the write lock."""

    begins = threading.Event()

    def execute(self, statement: str, *more: Any) -> sqlite3.Cursor:
        if statement == "begin immediate":
            Telling.begins.set()
        return super().execute(statement, *more)


@pytest.fixture
def lock(centre_file: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which is writing to the file until it is rolled back."""
    with closing(sqlite3.connect(centre_file, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield other


def _runs_on_the_loop(handler: HTTPRouteHandler) -> bool:
    # One that is registered twice is wrapped twice, and would answer with a coroutine.
    work = handler.fn
    return not isinstance(work, AsyncCallable) or isinstance(work.func, AsyncCallable)


def test_handlers_work_in_threads_but_for_a_few(tmp_path: Path) -> None:
    app = create_app(Settings(db=tmp_path / "never opened.db"))
    handlers = [
        (route.path, one) for route in app.routes for one in getattr(route, "route_handlers", ())
    ]
    found = {
        f"{path} {one.fn.__name__}"
        for path, one in handlers
        if _runs_on_the_loop(one) and one.fn.__name__ != "options_handler"
    }
    assert len(handlers) > 100
    assert found == ON_THE_LOOP


@pytest.mark.parametrize("path", ["/", "/candidates", "/results/learning-programmes", "/support"])
def test_readers_wait_for_nobody_who_writes(
    officer: Browser, lock: sqlite3.Connection, path: str
) -> None:
    assert officer.get(path).status == 200


def test_readers_are_answered_while_a_writer_waits(
    officer: Browser, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "Connection", Telling)
    officer.client.app.state.connections.close()
    Telling.begins.clear()
    token = {"form_token": officer.form_token, "title": "Evening class"}
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(officer.client.post, "/candidates/groups", data=token)
        assert Telling.begins.wait(60)
        assert officer.get("/support").status == 200
        assert not writing.done()
        lock.rollback()
        assert writing.result().status_code == 200
    assert "Evening class" in officer.get("/candidates/groups").text


def test_a_writer_who_waits_too_long_is_told_so(
    officer: Browser, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "TIMEOUT", 0)
    officer.client.app.state.connections.close()
    page = officer.post("/candidates/groups", {"title": "Evening class"})
    assert (page.status, page.heading) == errors.BUSY[:2]
    lock.rollback()
    assert officer.get("/candidates/groups").status == 200


def test_a_request_that_is_cut_off_does_not_share_its_connection(centre_file: Path) -> None:
    connections = db.Connections(centre_file)

    async def cut_off() -> None:
        with pytest.raises(asyncio.CancelledError):
            async with connections.lend():
                raise asyncio.CancelledError

    async def fails() -> db.Db:
        with pytest.raises(ValueError, match="broken"):
            async with connections.lend() as one:
                raise ValueError("broken")
        return one

    in_a_loop(cut_off())
    failed = in_a_loop(fails())
    with connections.one() as one, connections.one() as other:
        assert one is failed
        assert other is not failed
    connections.close()
