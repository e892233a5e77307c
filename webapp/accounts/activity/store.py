"""The activity in the file: adding a line of one's own, erasing what is about a person."""

import json
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from typing import Any

import msgspec

from webapp.database.connection import Db, act_for, now, transaction
from webapp.database.rows import get_row


class _Actor(msgspec.Struct, frozen=True):
    account_id: int
    name: str


def note(
    db: Db,
    what: str,
    account_id: int | None = None,
    *,
    candidate_id: int | None = None,
    **detail: Any,
) -> None:
    """Add a line about what changes no table, such as "signed in" or "exported candidates".

    With an account_id everything that follows on this connection is that person's deed too.
    detail says more in words and numbers; what names a person goes only with a candidate_id.
    """
    if account_id:
        asked = "select account_id, name from accounts where account_id = ?"
        act_for(db, get_row(db, _Actor, asked, [account_id]))
    db.execute(
        "insert into noted (what, candidate_id, after) values (?, ?, ?)",
        [what, candidate_id, json.dumps(detail, ensure_ascii=False) if detail else None],
    )


def note_hourly(db: Db, what: str, key: str, **detail: Any) -> None:
    """Add such a line unless one with this key was added within the hour, or the file cannot be
    written.

    For what somebody can bring about as often as they like: key must be one of few.
    """
    key_hash = sha256(f"{what} {key}".encode()).hexdigest()
    recent = (
        "select 1 from noted_lately where key_hash = ?"
        " and noted_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 hour')"
    )
    if db.execute(recent, [key_hash]).fetchone():
        return
    with suppress(sqlite3.OperationalError), transaction(db):
        db.execute(
            "delete from noted_lately where key_hash = ?"
            " or noted_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 hour')",
            [key_hash],
        )
        db.execute("insert into noted_lately (key_hash, noted_at) values (?, ?)", [key_hash, now()])
        note(db, what, **detail)


def erase(db: Db, candidate_ids: Collection[int]) -> None:
    """Forget what the lines about these candidates say; the lines stay, and the chain holds."""
    db.execute(
        "update activity set before = null, after = null, salt = null"
        " where candidate_id in (select value from json_each(?))",
        [json.dumps(list(candidate_ids))],
    )
