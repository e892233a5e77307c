"""Candidate groups in the file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from webapp.db import Db, transaction


def groups(db: Db) -> list[dict[str, Any]]:
    """Every group with its size, archived people not counted."""
    return list(
        db.query(
            "select group_id, title, count(candidate_id) as size from active_group_members"
            " group by group_id order by title"
        )
    )


def members(db: Db, group_id: int) -> list[int]:
    """The active members' ids; empty for a group that is not there."""
    found = db.execute(
        "select candidate_id from active_group_members"
        " where group_id = ? and candidate_id is not null",
        [group_id],
    )
    return [candidate_id for (candidate_id,) in found]


def add(db: Db, title: str, candidate_ids: Iterable[int], made_on: date) -> int:
    """Make a group with its members. Raises sqlite3.IntegrityError when the title is taken."""
    with transaction(db):
        group_id = db.execute(
            "insert into candidate_groups (title, made_on) values (?, ?)",
            [title, made_on.isoformat()],
        ).lastrowid
        db.conn.executemany(
            "insert into group_members values (?, ?)", [(group_id, one) for one in candidate_ids]
        )
    return group_id
