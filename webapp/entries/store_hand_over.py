"""Hand-over sheets in the file: the rows as they are now, and what was recorded as sent before."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from webapp.accounts import store_activity
from webapp.db import Db, now, transaction
from webapp.entries import amendment, hand_over, store_acknowledgements
from webapp.entries.hand_over import Content, Download, Rows, Sheets
from webapp.settings import LONDON


def sheets(
    db: Db, submission_ids: Collection[int], centre: tuple[str, str] = ("", "")
) -> dict[int, Sheets]:
    """Submission id → its rows; centre is the number and the name that stand in them."""
    given = [json.dumps(list(submission_ids))]
    found = {one: Sheets({}, {}, {}) for one in submission_ids}
    amended = _amended(db, given)
    withdrawn = {row["entry_id"]: row for row in db.query(_WITHDRAWN, given)}
    for row in db.query(_ENTRIES, given):
        change = (
            withdrawn.get(row["entry_id"])
            if row["status"] == "withdrawn"
            else amended.get(row["submission_id"])
            if row["status"] == "amended"
            else None
        )
        found[row["submission_id"]].now[row["entry_id"]] = hand_over.row(
            row
            | {
                "centre_number": centre[0],
                "centre_name": centre[1],
                "entered_at": _london(row["entered_at"], "%Y-%m-%d %H:%M"),
                "changed_on": _london(change["changed_at"], "%Y-%m-%d") if change else "",
                "reason": change["reason"] if change else "",
            }
        )
    for row in db.query(_HANDED, given):
        found[row["submission_id"]].last[row["entry_id"]] = json.loads(row["content"])
    for row in db.query(_DOWNLOADED, given):
        found[row["submission_id"]].downloaded[row["entry_id"]] = Download(
            row["digest"], row["downloaded_at"], row["person"]
        )
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
    "select entries.submission_id, entry_id, content, max(hand_over_id) from entries"
    " join hand_over_rows using (entry_id) join hand_overs using (hand_over_id)"
    " where entries.submission_id in (select value from json_each(?)) and taken_back_at is null"
    " group by entry_id"
)
_DOWNLOADED = (
    "select submission_id, entry_id, digest, downloaded_at, accounts.name as person from entries"
    " join downloaded_rows using (entry_id) join accounts using (account_id)"
    " where submission_id in (select value from json_each(?))"
)


def note_download(db: Db, rows: Rows, account_id: int, moment: str = "") -> None:
    """Remember what these rows say, which somebody takes away; the moment is now unless given.

    It decides nothing: recording a sheet as sent asks when it says something else by then.
    """
    references = sorted({row["reference"] for row in rows.values()})
    with transaction(db):
        db.conn.executemany(
            "insert or replace into downloaded_rows values (?, ?, ?, ?)",
            [
                (entry_id, account_id, moment or now(), hand_over.digest(row))
                for entry_id, row in rows.items()
            ],
        )
        store_activity.note(
            db, "exported a hand-over sheet", submissions=" ".join(references), rows=len(rows)
        )


class Asked(NamedTuple):
    """Why a submission is not recorded without asking; rows wait, stale differ from download."""

    submission_id: int
    rows: Rows
    changed: bool
    stale: int
    download: Download | None


class Recorded(NamedTuple):
    """Submission id → how many rows were recorded; nothing, while there is something to ask."""

    recorded: dict[int, int]
    asked: list[Asked]


def record(
    db: Db,
    shown: Mapping[int, str],
    account_id: int,
    centre: tuple[str, str],
    *,
    accepted: bool = False,
    moment: str = "",
) -> Recorded:
    """Record what waits of these submissions as sent, all in one transaction or nothing.

    shown is submission id → fingerprint of the waiting rows that the page spoke of. When other rows
    wait by now, or (unless accepted) rows say something else than when they were last downloaded,
    nothing is recorded and asked says why. A submission of which nothing waits is passed over,
    which is what pressing twice comes to. The moment is now unless it is given.
    """
    with transaction(db):
        found = sheets(db, shown, centre)
        waiting = {key: hand_over.changes(one) for key, one in found.items()}
        asked = [
            Asked(
                key,
                rows,
                hand_over.fingerprint(rows) != shown[key],
                0 if accepted else len(hand_over.changed_since_download(found[key])),
                hand_over.latest_download(found[key]),
            )
            for key, rows in waiting.items()
            if rows
        ]
        if any(one.changed or one.stale for one in asked):
            return Recorded({}, asked)
        for key, rows in waiting.items():
            if rows:
                kind = "changes" if found[key].last else "whole"
                _add(db, key, kind, rows, account_id, moment or now())
    return Recorded({key: len(rows) for key, rows in waiting.items() if rows}, [])


def _add(db: Db, submission_id: int, kind: str, rows: Rows, account_id: int, moment: str) -> None:
    hand_over_id = db.execute(
        "insert into hand_overs (submission_id, account_id, made_at, kind) values (?, ?, ?, ?)",
        [submission_id, account_id, moment, kind],
    ).lastrowid
    db.conn.executemany(
        "insert into hand_over_rows values (?, ?, ?)",
        [(hand_over_id, entry_id, json.dumps(row)) for entry_id, row in rows.items()],
    )


def take_back(
    db: Db, submission_id: int, hand_over_id: int, account_id: int
) -> Literal["taken back", "already", "not the latest", "acknowledged"]:
    """Let a hand-over count no more; the one before it counts again, and its rows are kept.

    Only the latest that counts, and not while the submission is acknowledged.
    """
    with transaction(db):
        counting = [
            row["hand_over_id"]
            for row in hand_overs(db, submission_id)
            if row["taken_back_at"] is None
        ]
        if hand_over_id not in counting:
            return "already"
        if hand_over_id != counting[0]:
            return "not the latest"
        if store_acknowledgements.recorded(db, submission_id).acknowledged_on:
            return "acknowledged"
        db.execute(
            "update hand_overs set taken_back_at = ?, taken_back_by = ? where hand_over_id = ?",
            [now(), account_id, hand_over_id],
        )
    return "taken back"


def hand_overs(db: Db, submission_id: int) -> list[dict[str, Any]]:
    """When the submission was handed over, by whom, and how many rows; the latest first.

    Those that were taken back too, with taken_back_at and the name in taken_back_person.
    """
    return list(
        db.query(
            "select hand_overs.*, accounts.name as person, other.name as taken_back_person,"
            " (select count(*) from hand_over_rows"
            " where hand_over_id = hand_overs.hand_over_id) as size"
            " from hand_overs join accounts using (account_id)"
            " left join accounts as other on other.account_id = taken_back_by"
            " where submission_id = ? order by hand_over_id desc",
            [submission_id],
        )
    )


def latest(db: Db, submission_ids: Collection[int], limit: int) -> list[dict[str, Any]]:
    """Of each of these submissions the hand-over that counts last; the latest first."""
    return list(
        db.query(
            "select hand_over_id, hand_overs.submission_id, hand_overs.made_at,"
            " accounts.name as person, package_title, printf('SP-%06d', hand_overs.submission_id)"
            " as reference,"
            " (select count(*) from hand_over_rows"
            " where hand_over_id = hand_overs.hand_over_id) as size"
            " from hand_overs join submissions using (submission_id)"
            " join accounts on accounts.account_id = hand_overs.account_id"
            " where hand_over_id in (select max(hand_over_id) from hand_overs"
            " where taken_back_at is null group by submission_id)"
            " and hand_overs.submission_id in (select value from json_each(?))"
            " order by hand_over_id desc limit ?",
            [json.dumps(list(submission_ids)), limit],
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
