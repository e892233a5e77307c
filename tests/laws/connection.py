"""The connections of the tests: a store uses only what it may, and writes in one transaction."""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import FrameType
from typing import Any

from tests.laws.source import ROOMS
from webapp.database.actor import Connection
from webapp.database.connection import SCHEMA

WRITES = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)
STORE = re.compile(r"webapp\.(?:\w+\.)+store\w*")


class CheckedConnection(Connection):
    """A connection that refuses a store what belongs to another room, or a second transaction.

    What triggers and views do is the schema's. What is written outside stores is let through.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._has_written = False
        self._begun_by: FrameType | None = None
        # The outermost function of a store, and the one that began the transaction.
        self._last_writer: tuple[FrameType | None, FrameType | None] = (None, None)
        self.set_authorizer(_authorize)

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        return self._watch(super().execute, statement)

    def executemany(self, *statement: Any) -> sqlite3.Cursor:
        return self._watch(super().executemany, statement)

    def _watch(
        self, run: Callable[..., sqlite3.Cursor], statement: tuple[Any, ...]
    ) -> sqlite3.Cursor:
        if not self.in_transaction:
            self._has_written = False
            begins = statement[0] == "begin immediate"
            self._begun_by = next(_store_frames(), None) if begins else None
        changes = self.total_changes
        cursor = run(*statement)
        if self.total_changes > changes and not self._has_written:
            self._has_written = True
            self._check_transaction()
        return cursor

    def _check_transaction(self) -> None:
        """Raise AssertionError for a second transaction within one call of a store.

        Several are allowed where one function begins each of them by `with transaction(db)`.
        """
        function = next(reversed([*_store_frames()]), None)
        before, self._last_writer = self._last_writer, (function, self._begun_by)
        if function is None or before[0] is not function:
            return
        if self._begun_by is None or before[1] is not self._begun_by:
            name = f"{function.f_globals['__name__']}.{function.f_code.co_name}"
            raise AssertionError(f"{name}: put its writes in one `with transaction(db):`.")


def _authorize(
    action: int, table: str | None, column: str | None, file: str | None, within: str | None
) -> int:
    """Let a store write to tables of its room and read those upstream, when SQLite compiles it."""
    tables = room_of_tables()
    # To vacuum is to copy every table into another file.
    if within or file != "main" or table not in tables:
        return sqlite3.SQLITE_OK
    if action not in (*WRITES, sqlite3.SQLITE_READ):
        return sqlite3.SQLITE_OK
    if {(action, column), (action, table)} & foreign_key_actions():
        return sqlite3.SQLITE_OK
    frame = next(_store_frames(), None)
    room = frame.f_globals["__name__"].split(".")[1] if frame else tables[table]
    if tables[table] == room:
        return sqlite3.SQLITE_OK
    is_upstream = ROOMS.index(tables[table]) < ROOMS.index(room)
    is_read = action == sqlite3.SQLITE_READ
    return sqlite3.SQLITE_OK if is_read and is_upstream else sqlite3.SQLITE_DENY


def _store_frames() -> Iterator[FrameType]:
    """List the calls of stores since a test called the program, the innermost first."""
    frame: FrameType | None = sys._getframe(1)
    while frame:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("tests.") and name != __name__:
            return
        if STORE.fullmatch(name):
            yield frame
        frame = frame.f_back


@cache
def room_of_tables() -> dict[str, str]:
    """Return each table's and view's room, by the sections of schema.sql."""
    rooms, room = {}, ROOMS[0]
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        if (section := re.match(r"-- (\w+): ", line)) and section[1] in ROOMS:
            room = section[1]
        if made := re.match(r"create (?:virtual )?(?:table|view) (?:if not exists )?(\w+)", line):
            rooms[made[1]] = room
    return rooms


@cache
def foreign_key_actions() -> frozenset[tuple[int, str]]:
    """Return what SQLite does by itself to keep references, as action and column or table.

    It reads the columns that refer to another table, empties them ("set null"), and deletes the
    rows that go with those they refer to ("cascade").
    """
    actions, table = set(), ""
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        if made := re.match(r"create table (?:if not exists )?(\w+)", line):
            table = made[1]
        if refers := re.match(r"    (\w+) .*\breferences ", line):
            actions.add((sqlite3.SQLITE_READ, refers[1]))
            if "on delete set null" in line:
                actions.add((sqlite3.SQLITE_UPDATE, refers[1]))
            if "on delete cascade" in line:
                actions.add((sqlite3.SQLITE_DELETE, table))
    return frozenset(actions)
