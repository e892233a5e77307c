"""The one SQLite file: connecting, creating, and transactions that last."""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlite_utils import Database

from webapp.database import migrations
from webapp.database.actor import PROGRAM, Actor, Connection, now
from webapp.database.transactions import Db, WrongFile, transaction, watch, without_waiting
from webapp.database.upgrade import upgrade
from webapp.settings import LONDON

__all__ = [
    "Connections",
    "Db",
    "WrongFile",
    "act_for",
    "connect",
    "now",
    "today",
    "transaction",
    "without_waiting",
]

HERE = Path(__file__).parent.parent
# It comes along inside the package when that is built; in a working tree it stands at the top.
SCHEMA = next(one for one in (HERE / "schema.sql", HERE.parent / "schema.sql") if one.exists())
VERSION = 7
TIMEOUT = 20
MAX_IDLE = 4
"""Connections of one file that stay open between requests."""
CACHE = 8_000
"""KB of the file that a connection keeps in memory."""


def connect(path: Path) -> Db:
    """Open the file, creating it from schema.sql when it is new, upgrading it when it is older.

    Raises WrongFile when a newer version, or another program, made it, or it cannot be upgraded.
    """
    # A connection is opened by one thread and may be used by another, never by two at once.
    raw = sqlite3.connect(path, timeout=TIMEOUT, check_same_thread=False, factory=Connection)
    db = Database(raw, recursive_triggers=False)
    try:
        version = raw.execute("pragma user_version").fetchone()[0]
        _write_ahead(raw)
    except sqlite3.DatabaseError as problem:
        db.close()
        if problem.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        raise WrongFile(f"{path} is not a Single Point file: {problem}.") from problem
    raw.execute("pragma synchronous = full")
    raw.execute(f"pragma cache_size = -{CACHE}")
    raw.execute("pragma foreign_keys = on")
    # What "insert or replace" takes away counts as deleted too.
    raw.execute("pragma recursive_triggers = on")
    if version == 0:
        _create(db, path)
    elif version > VERSION:
        db.close()
        raise WrongFile(
            f"{path} has version {version}; this program works with version {VERSION}. Keep the"
            " file"
            " for the version that made it, and name another one with --db."
        )
    elif version < VERSION:
        db.close()
        upgrade(path, VERSION, SCHEMA.read_text(encoding="utf-8"))
        return connect(path)
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
        for statement in migrations.statements(SCHEMA.read_text(encoding="utf-8")):
            db.conn.execute(statement)
        watch(db)


def act_for(db: Db, actor: Actor | None, otherwise: str = PROGRAM) -> None:
    """Whose deeds all writes are from now on: somebody's, or nobody's."""
    assert isinstance(db.conn, Connection)
    db.conn.act_for(actor, otherwise)


class Connections:
    """Open connections waiting for their next request; each request has one to itself."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened before it is needed."""
        self.path = path
        self._idle: deque[Db] = deque()

    @contextmanager
    def one(self, acting: Actor | None = None) -> Iterator[Db]:
        """A connection on which that account acts, or nobody."""
        db = self._take() or connect(self.path)
        act_for(db, acting)
        try:
            yield db
        finally:
            self._give_back(db)

    @asynccontextmanager
    async def lend(self, acting: Actor | None = None) -> AsyncIterator[Db]:
        """Lend the same to a coroutine: a file is opened, and upgraded, in a thread."""
        db = self._take()
        if db is None:
            db = await asyncio.to_thread(connect, self.path)
        act_for(db, acting)
        try:
            yield db
        except asyncio.CancelledError:
            # The thread that worked with it cannot be cancelled, and may still do.
            raise
        except BaseException:
            self._give_back(db)
            raise
        else:
            self._give_back(db)

    def _take(self) -> Db | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _give_back(self, db: Db) -> None:
        db.conn.rollback()
        act_for(db, None)
        if len(self._idle) < MAX_IDLE:
            self._idle.append(db)
        else:
            db.close()

    def close(self) -> None:
        """Close what nobody works with."""
        while db := self._take():
            db.close()


def today() -> date:
    """The calendar date in Europe/London."""
    return local_date(datetime.now(UTC))


def local_date(at: datetime) -> date:
    """The calendar date in Europe/London at a moment; summer time is an hour ahead of UTC."""
    return at.astimezone(LONDON).date()
