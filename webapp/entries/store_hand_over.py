"""Hand-over sheets in the file: the rows as they are now, and what was handed over before."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from webapp.db import Db, now, transaction
from webapp.entries import amendment, hand_over
from webapp.entries.hand_over import Content
from webapp.settings import LONDON

Rows = dict[int, Content]
"""Entry id → its row, by candidate's name and entry code."""


class Sheets(NamedTuple):
    """The rows of a submission's entries as they are now, and each as it was last handed over."""

    now: Rows
    last: Rows


def sheets(db: Db, submission_ids: Collection[int], centre: tuple[str, str] = ("", "")) -> dict[int, Sheets]:
    """Submission id → its rows; centre is the number and the name that stand in them."""
    given = [json.dumps(list(submission_ids))]
    found = {one: Sheets({}, {}) for one in submission_ids}
    amended = _amended(db, given)
    withdrawn = {row["entry_id"]: row for row in db.query(_WITHDRAWN, given)}
    for row in db.query(_ENTRIES, given):
        change = (
            withdrawn.get(row["entry_id"]) if row["status"] == "withdrawn"
            else amended.get(row["submission_id"]) if row["status"] == "amended" else None
        )  # fmt: skip
        found[row["submission_id"]].now[row["entry_id"]] = hand_over.row(
            row | {
                "centre_number": centre[0], "centre_name": centre[1],
                "entered_at": _london(row["entered_at"], "%Y-%m-%d %H:%M"),
                "changed_on": _london(change["changed_at"], "%Y-%m-%d") if change else "",
                "reason": change["reason"] if change else "",
            }
        )  # fmt: skip
    for row in db.query(_HANDED, given):
        found[row["submission_id"]].last[row["entry_id"]] = json.loads(row["content"])
    return found


def _london(moment: str, form: str) -> str:
    return datetime.fromisoformat(moment).astimezone(LONDON).strftime(form)


def _amended(db: Db, given: list[str]) -> dict[int, dict[str, Any]]:
    """Submission id → the latest amendment of its order number that stands."""
    changes: dict[int, list[dict[str, Any]]] = {}
    for row in db.query(
        "select * from submission_changes where submission_id in (select value from json_each(?))"
        " order by submission_change_id",
        given,
    ):
        changes.setdefault(row["submission_id"], []).append(row)
    standing = {one: amendment.standing(rows) for one, rows in changes.items()}
    return {one: rows[-1] for one, rows in standing.items() if rows}


_WITHDRAWN = (
    "select entry_id, changed_at, reason, max(entry_change_id) from entries"
    " join entry_changes using (entry_id) where what = 'withdrawn'"
    " and submission_id in (select value from json_each(?)) group by entry_id"
)
_ENTRIES = (
    "select entries.*, printf('SP-%06d', submission_id) as reference, order_number, surname,"
    " forenames, born_on, gender, candidate_number, uci, uln, ocr_number"
    " from entries join candidates using (candidate_id) join submissions using (submission_id)"
    " where submission_id in (select value from json_each(?))"
    " order by submission_id, sort_key, candidate_id, entry_code, entry_id"
)
_HANDED = (
    "select submission_id, entry_id, content, max(hand_over_id) from entries"
    " join hand_over_rows using (entry_id)"
    " where submission_id in (select value from json_each(?)) group by entry_id"
)


def record(
    db: Db, submission_id: int, kind: str, account_id: int, centre: tuple[str, str],
    moment: str = "",
) -> list[Content]:  # fmt: skip
    """Hand over the whole sheet, or of kind "changes" what differs from the last hand-over.

    Gives the rows of the file; without any, nothing was recorded. What was handed over whole and is
    taken once more the same day by the same person, as in another format, is one hand-over.
    """
    with transaction(db):
        both = sheets(db, [submission_id], centre)[submission_id]
        chosen = hand_over.changes if kind == "changes" else hand_over.due
        rows = chosen(both.now, both.last)
        moment = moment or now()
        if not rows or (kind == "whole" and _again(db, submission_id, account_id, moment, rows)):
            return list(rows.values())
        hand_over_id = db.execute(
            "insert into hand_overs (submission_id, account_id, made_at, kind) values (?, ?, ?, ?)",
            [submission_id, account_id, moment, kind],
        ).lastrowid
        db.conn.executemany(
            "insert into hand_over_rows values (?, ?, ?)",
            [(hand_over_id, entry_id, json.dumps(row)) for entry_id, row in rows.items()],
        )
    return list(rows.values())


def _again(db: Db, submission_id: int, account_id: int, moment: str, rows: Rows) -> bool:
    latest = next(iter(hand_overs(db, submission_id)), None)
    return (
        latest is not None
        and (latest["kind"], latest["account_id"]) == ("whole", account_id)
        and _london(latest["made_at"], "%Y-%m-%d") == _london(moment, "%Y-%m-%d")
        and _rows(db, latest["hand_over_id"]) == rows
    )


def hand_overs(db: Db, submission_id: int) -> list[dict[str, Any]]:
    """When the submission was handed over, by whom, and how many rows; the latest first."""
    return list(
        db.query(
            "select hand_overs.*, accounts.name as person, (select count(*) from hand_over_rows"
            " where hand_over_id = hand_overs.hand_over_id) as size"
            " from hand_overs join accounts using (account_id) where submission_id = ?"
            " order by hand_over_id desc",
            [submission_id],
        )
    )


def content(db: Db, submission_id: int, hand_over_id: int) -> list[Content] | None:
    """The rows that a hand-over of this submission had, as they were; None for no such one."""
    known = {row["hand_over_id"] for row in hand_overs(db, submission_id)}
    return list(_rows(db, hand_over_id).values()) if hand_over_id in known else None


def _rows(db: Db, hand_over_id: int) -> Rows:
    return {
        row["entry_id"]: json.loads(row["content"])
        for row in db.query(
            "select entry_id, content from hand_over_rows join entries using (entry_id)"
            " join candidates using (candidate_id) where hand_over_id = ?"
            " order by sort_key, candidate_id, entry_code, entry_id",
            [hand_over_id],
        )
    }
