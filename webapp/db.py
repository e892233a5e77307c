"""The one SQLite file: connecting, creating, and transactions that last."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

from sqlite_utils import Database

from webapp.settings import LONDON

Db: TypeAlias = Database

SCHEMA = Path(__file__).parent.parent / "schema.sql"
VERSION = 1
TIMEOUT = 20


class WrongFile(Exception):
    """The file is not one this version of Single Point can work with."""


def connect(path: Path) -> Db:
    """Open the file, creating it from schema.sql when it is new.

    Raises WrongFile when another version, or another program, made it.
    """
    # A connection is opened by one thread and may be used by another, never by two at once.
    raw = sqlite3.connect(path, timeout=TIMEOUT, check_same_thread=False)
    db = Database(raw, recursive_triggers=False)
    try:
        version = raw.execute("pragma user_version").fetchone()[0]
        _write_ahead(raw)
    except sqlite3.DatabaseError as problem:
        raise WrongFile(f"{path} is not a Single Point file: {problem}.") from problem
    raw.execute("pragma synchronous = full")
    raw.execute("pragma foreign_keys = on")
    if version == 0:
        _create(db, path)
    elif version != VERSION:
        raise WrongFile(
            f"{path} has version {version}; this program works with version {VERSION}."
        )
    return db


def _write_ahead(raw: sqlite3.Connection) -> None:
    # For this one statement SQLite doesn't wait for a process that opens the same new file.
    patience = time.monotonic() + TIMEOUT
    while True:
        try:
            raw.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(0.02)


def _create(db: Db, path: Path) -> None:
    with transaction(db):
        if db.conn.execute("pragma user_version").fetchone()[0]:
            return
        if db.table_names():
            raise WrongFile(f"{path} was made by another program.")
        statement = ""
        # executescript would commit first and let a second process in between.
        for line in SCHEMA.read_text(encoding="utf-8").splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                db.conn.execute(statement)
                statement = ""


@contextmanager
def transaction(db: Db) -> Iterator[None]:
    """All or nothing, holding the only write lock from the start; nests."""
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


class Connections:
    """Open connections waiting for their next request; each request has one to itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[Db] = []

    @contextmanager
    def one(self) -> Iterator[Db]:
        db = self._idle.pop() if self._idle else connect(self.path)
        try:
            yield db
        finally:
            db.conn.rollback()
            self._idle.append(db)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


def now() -> str:
    """The moment, as it stands in the file."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def today() -> date:
    """The calendar date in Europe/London."""
    return datetime.now(LONDON).date()
