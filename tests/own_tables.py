"""Connections that let a store write only to tables of its room, and read only those upstream."""

import re
import sqlite3
import sys
from functools import cache
from typing import Any

from webapp.db import SCHEMA
from webapp.db_acting import Connection

ROOMS = ("accounts", "catalogue", "candidates", "entries", "results")
WRITES = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)
STORE = re.compile(r"webapp\.(\w+)\.store(?:_\w+)?")


@cache
def room_of_tables() -> dict[str, int]:
    """Return each table's and view's room, as its place in ROOMS, by the sections of schema.sql."""
    rooms, room = {}, 0
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        if (section := re.match(r"-- (\w+): ", line)) and section[1] in ROOMS:
            room = ROOMS.index(section[1])
        if made := re.match(r"create (?:virtual )?(?:table|view) (?:if not exists )?(\w+)", line):
            rooms[made[1]] = room
    return rooms


@cache
def kept_by_sqlite() -> frozenset[tuple[int, str]]:
    """Return what SQLite does by itself to keep references, as action and column or table.

    It reads the columns that refer to another table, empties them ("set null"), and deletes the
    rows that go with those they refer to ("cascade").
    """
    kept, table = set(), ""
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        if made := re.match(r"create table (?:if not exists )?(\w+)", line):
            table = made[1]
        if refers := re.match(r"    (\w+) .*\breferences ", line):
            kept.add((sqlite3.SQLITE_READ, refers[1]))
            if "on delete set null" in line:
                kept.add((sqlite3.SQLITE_UPDATE, refers[1]))
            if "on delete cascade" in line:
                kept.add((sqlite3.SQLITE_DELETE, table))
    return frozenset(kept)


class OwnTables(Connection):
    """A connection whose statements may use what the store that writes them down may use.

    A statement is judged when SQLite compiles it. What triggers and views do is the schema's.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.set_authorizer(_judge)


def _judge(
    action: int, table: str | None, column: str | None, file: str | None, within: str | None
) -> int:
    # To vacuum is to copy every table into another file.
    if within or file != "main" or table not in room_of_tables():
        return sqlite3.SQLITE_OK
    if action not in WRITES and action != sqlite3.SQLITE_READ:
        return sqlite3.SQLITE_OK
    if {(action, column), (action, table)} & kept_by_sqlite():
        return sqlite3.SQLITE_OK
    room = _room_of_store()
    if room is None:
        return sqlite3.SQLITE_OK
    owner = room_of_tables()[table]
    is_allowed = owner == room if action in WRITES else owner <= room
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _room_of_store() -> int | None:
    """Return the room of the nearest store on the stack; None for what is no store's doing."""
    frame = sys._getframe(2)
    while frame:
        if found := STORE.fullmatch(frame.f_globals.get("__name__", "")):
            return ROOMS.index(found[1])
        frame = frame.f_back
    return None
