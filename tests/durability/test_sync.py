"""A confirmation is a promise: what is written is on the disk before anybody hears of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.candidates.uploads import GOOD, csv, upload
from tests.entries.drafts import begin, people
from tests.page import Browser
from webapp.database import connection as db
from webapp.database.actor import Connection

PROMISE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def promise_of(one: sqlite3.Connection) -> dict:
    return {name: one.execute(f"pragma {name}").fetchone()[0] for name in PROMISE}


def test_every_connection_that_the_server_works_with_keeps_the_promise(
    signed_in: Callable[[str], Browser], centre_db: db.Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[sqlite3.Connection] = []
    whole = sqlite3.connect

    def connect(*words: object, **more: object) -> sqlite3.Connection:
        found.append(whole(*words, **more))
        return found[-1]

    monkeypatch.setattr(db.sqlite3, "connect", connect)
    officer = signed_in("entries")
    base = begin(centre_db, people=people(centre_db, 2))
    assert officer.get(f"{base}/options").status == 200
    assert upload(officer, csv(GOOD)).status == 200
    officer.post("/candidates/uploads/1/save")
    assert len(found) >= 2
    for one in found:
        assert promise_of(one) == PROMISE


def test_a_file_that_somebody_left_without_a_log_gets_one(centre_file: Path) -> None:
    with closing(sqlite3.connect(centre_file, factory=Connection)) as one:
        one.execute("pragma journal_mode = delete")
    with closing(db.connect(centre_file)) as one:
        assert promise_of(one.conn) == PROMISE
