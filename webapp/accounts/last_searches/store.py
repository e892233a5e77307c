"""The last search of each list in the file, as long as its session."""

import json
import sqlite3
from collections.abc import Mapping

import msgspec

from webapp.accounts.sessions.session import Limits
from webapp.database.connection import Db, transaction, without_waiting
from webapp.database.rows import get_row

MAX_LISTS_A_SESSION = 100
Key = tuple[int, str]
"""A session's id and the name of a list."""


class _Search(msgspec.Struct, frozen=True):
    fields: dict[str, str]


def get(db: Db, session_id: int, list_name: str) -> dict[str, str]:
    """What was last asked for in a list, field → text; empty for nothing."""
    search = get_row(
        db,
        _Search,
        "select fields from session_searches where session_id = ? and list_name = ?",
        [session_id, list_name],
    )
    return search.fields if search else {}


def keep(db: Db, searches: Mapping[Key, Mapping[str, str]]) -> bool:
    """Keep these in place of earlier ones, unless their session has ended; no fields: forget it.

    Gives whether it was done: it waits for nobody who holds the file.
    """
    try:
        with without_waiting(db), transaction(db):
            for (session_id, list_name), fields in searches.items():
                db.execute(
                    "delete from session_searches where session_id = ? and list_name = ?",
                    [session_id, list_name],
                )
                if fields:
                    _make_room(db, session_id)
                    db.execute(
                        "insert into session_searches (session_id, list_name, fields) select ?,"
                        " ?, ?"
                        " from sessions where session_id = ? and ended_at is null",
                        [session_id, list_name, json.dumps(fields), session_id],
                    )
    except sqlite3.OperationalError:
        return False
    return True


def forget_of_ended(db: Db, limits: Limits) -> None:
    """Forget the searches of sessions that ran out: nobody ends these."""
    db.execute(
        "delete from session_searches where session_id in (select session_id from sessions"
        " where seen_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)"
        " or started_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?))",
        [f"-{span.total_seconds()} seconds" for span in limits],
    )


def _make_room(db: Db, session_id: int) -> None:
    """Forget all of a session's searches when they are more than one person looks through."""
    db.execute(
        "delete from session_searches where session_id = :session and :most <="
        " (select count(*) from session_searches where session_id = :session)",
        {"session": session_id, "most": MAX_LISTS_A_SESSION},
    )
