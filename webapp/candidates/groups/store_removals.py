"""Taking people out of a group in the file, and undoing it for a day."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from webapp.database.connection import Db, now, transaction

UNDO_HOURS = 24
MAX_REMOVALS = 50
"""Removals that are kept of a group; older ones are forgotten."""


class Removals(NamedTuple):
    """What can be undone: the latest removal, how many people it took, their name if it was one,
    and how many people are removed in all.
    """

    latest_id: int
    latest: int
    name: Mapping[str, Any] | None
    total: int


class BroughtBack(NamedTuple):
    """How many people an undone removal brought back, and how many of them are archived."""

    candidates: int
    archived: int


def remove_members(db: Db, group_id: int, candidate_ids: Collection[int] | None = None) -> int:
    """Take these people, or everybody, out of a group; they stay in the register.

    Archived people go with everybody. Give how many there were.
    """
    among = "group_id = ? and (? is null or candidate_id in (select value from json_each(?)))"
    ids = None if candidate_ids is None else json.dumps(list(candidate_ids))
    with transaction(db):
        people = db.execute(
            f"select candidate_id from group_members where {among}", [group_id, ids, ids]
        ).fetchall()
        if people:
            _forget_old(db, group_id)
            removal_id = db.execute(
                "insert into group_removals (group_id, removed_at) values (?, ?)", [group_id, now()]
            ).lastrowid
            db.conn.executemany(
                "insert into group_removal_members values (?, ?)",
                [(removal_id, candidate_id) for (candidate_id,) in people],
            )
            db.execute(f"delete from group_members where {among}", [group_id, ids, ids])
    return len(people)


def get_removals(db: Db, group_id: int) -> Removals | None:
    """Return what can be undone of the removals from a group; None for nothing."""
    rows = list(
        db.query(
            "select * from removed_group_members where group_id = ? and removed_at > ?"
            " order by group_removal_id desc",
            [group_id, _oldest()],
        )
    )
    if not rows:
        return None
    latest_id = rows[0]["group_removal_id"]
    latest = [row for row in rows if row["group_removal_id"] == latest_id]
    name = latest[0] if len(latest) == 1 else None
    return Removals(latest_id, len(latest), name, len({row["candidate_id"] for row in rows}))


def bring_back(db: Db, group_id: int, removal_id: int, every: bool = False) -> BroughtBack:
    """Undo one removal, or all up to it, so that nothing is undone that the page did not show.

    Whoever is in the group again, or was merged into somebody else, is passed over.
    """
    with transaction(db):
        people = dict(
            db.execute(
                "select candidate_id, archived_at from removed_group_members where group_id = ?"
                " and (group_removal_id = ? or (? and group_removal_id < ?)) and removed_at > ?",
                [group_id, removal_id, every, removal_id, _oldest()],
            ).fetchall()
        )
        db.conn.executemany(
            "insert into group_members values (?, ?)", [(group_id, one) for one in people]
        )
        db.execute(
            "delete from group_removals where group_id = ?"
            " and (group_removal_id = ? or (? and group_removal_id < ?))",
            [group_id, removal_id, every, removal_id],
        )
    return BroughtBack(len(people), sum(moment is not None for moment in people.values()))


def _forget_old(db: Db, group_id: int) -> None:
    """Make room for one more removal; what can no longer be undone goes, of other groups too."""
    db.execute("delete from group_removals where removed_at <= ?", [_oldest()])
    db.execute(
        "delete from group_removals where group_removal_id in (select group_removal_id"
        " from group_removals where group_id = ? order by group_removal_id desc limit -1 offset ?)",
        [group_id, MAX_REMOVALS - 1],
    )


def _oldest() -> str:
    return (datetime.now(UTC) - timedelta(hours=UNDO_HOURS)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
