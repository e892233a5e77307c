"""Hand-over sheets in the file: the rows as they are now, and what was recorded as sent before."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from webapp.accounts.activity import store as store_activity
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows
from webapp.entries.changes import amendment
from webapp.entries.changes import store as store_changes
from webapp.entries.changes.amendment import OrderNumberChange
from webapp.entries.hand_over import hand_over_sheet, store_acknowledgements
from webapp.entries.hand_over.hand_over_sheet import Content, Download, EntryFacts, Rows, Sheets
from webapp.settings import LONDON


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """When a submission was handed over and by whom; size is how many rows, moments as text."""

    hand_over_id: int
    made_at: str
    kind: str
    taken_back_at: str | None
    person: str
    taken_back_person: str | None
    size: int


class SentSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """The hand-over of a submission that counts; size is how many rows, made_at a moment."""

    hand_over_id: int
    submission_id: int
    made_at: str
    person: str
    package_title: str
    reference: str
    size: int


class _Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: int
    changed_at: str
    reason: str
    entry_change_id: int


class _HandedRow(msgspec.Struct, frozen=True, kw_only=True):
    submission_id: int
    entry_id: int
    content: dict[str, str]
    hand_over_id: int


class _DownloadedRow(msgspec.Struct, frozen=True, kw_only=True):
    submission_id: int
    entry_id: int
    digest: str
    downloaded_at: str
    person: str


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: int
    content: dict[str, str]


def sheets(
    db: Db, submission_ids: Collection[int], centre: tuple[str, str] = ("", "")
) -> dict[int, Sheets]:
    """Submission id → its rows; centre is the number and the name that stand in them."""
    given = [json.dumps(list(submission_ids))]
    found = {one: Sheets({}, {}, {}) for one in submission_ids}
    amended = _amended(db, submission_ids)
    withdrawn = {one.entry_id: one for one in list_rows(db, _Withdrawal, _WITHDRAWN, given)}
    for facts in list_rows(db, EntryFacts, _ENTRIES, given):
        change: OrderNumberChange | _Withdrawal | None = None
        if facts.status == "withdrawn":
            change = withdrawn.get(facts.entry_id)
        elif facts.status == "amended":
            change = amended.get(facts.submission_id)
        present = replace(
            facts,
            entered_at=_london(facts.entered_at, "%Y-%m-%d %H:%M"),
            changed_on=_london(change.changed_at, "%Y-%m-%d") if change else "",
            reason=change.reason if change else "",
        )
        found[facts.submission_id].now[facts.entry_id] = hand_over_sheet.row(present, centre)
    for handed in list_rows(db, _HandedRow, _HANDED, given):
        found[handed.submission_id].last[handed.entry_id] = handed.content
    for row in list_rows(db, _DownloadedRow, _DOWNLOADED, given):
        found[row.submission_id].downloaded[row.entry_id] = Download(
            row.digest, row.downloaded_at, row.person
        )
    return found


def _london(moment: str, form: str) -> str:
    return datetime.fromisoformat(moment).astimezone(LONDON).strftime(form)


def _amended(db: Db, submission_ids: Collection[int]) -> dict[int, OrderNumberChange]:
    """Submission id → the latest amendment of its order number that stands."""
    changes: dict[int, list[OrderNumberChange]] = {}
    for change in store_changes.of_submissions(db, submission_ids):
        changes.setdefault(change.submission_id, []).append(change)
    standing = {one: amendment.standing(rows) for one, rows in changes.items()}
    return {one: rows[-1] for one, rows in standing.items() if rows}


_WITHDRAWN = (
    "select entry_id, changed_at, reason, max(entry_change_id) as entry_change_id from entries"
    " join entry_changes using (entry_id) where what = 'withdrawn'"
    " and submission_id in (select value from json_each(?)) group by entry_id"
)
_ENTRIES = (
    "select entry_id, submission_id, entry_code, qan, assessment_title, level, series_title,"
    " status, entered_at, attempt, outcome, printf('SP-%06d', submission_id) as reference,"
    " order_number, surname, forenames, born_on, gender, candidate_number, uci, uln, ocr_number"
    " from entries join candidates using (candidate_id) join submissions using (submission_id)"
    " where submission_id in (select value from json_each(?))"
    " order by submission_id, sort_key, candidate_id, entry_code, entry_id"
)
_HANDED = (
    "select entries.submission_id, entry_id, content, max(hand_over_id) as hand_over_id"
    " from entries"
    " join hand_over_rows using (entry_id) join hand_overs using (hand_over_id)"
    " where entries.submission_id in (select value from json_each(?)) and taken_back_at is null"
    " group by entry_id"
)
_DOWNLOADED = (
    "select submission_id, entry_id, digest, downloaded_at, accounts.name as person from entries"
    " join downloaded_rows using (entry_id) join accounts using (account_id)"
    " where submission_id in (select value from json_each(?))"
)


def note_download(db: Db, rows: Rows, account_id: int, *, moment: str = "") -> None:
    """Remember what these rows say, which somebody takes away; the moment is now unless given.

    It decides nothing: recording a sheet as sent asks when it says something else by then.
    """
    references = sorted({row["reference"] for row in rows.values()})
    with transaction(db):
        db.conn.executemany(
            "insert or replace into downloaded_rows values (?, ?, ?, ?)",
            [
                (entry_id, account_id, moment or now(), hand_over_sheet.digest(row))
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
    *,
    centre: tuple[str, str],
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
        waiting = {key: hand_over_sheet.changes(one) for key, one in found.items()}
        asked = [
            Asked(
                key,
                rows,
                hand_over_sheet.fingerprint(rows) != shown[key],
                0 if accepted else len(hand_over_sheet.changed_since_download(found[key])),
                hand_over_sheet.latest_download(found[key]),
            )
            for key, rows in waiting.items()
            if rows
        ]
        if any(one.changed or one.stale for one in asked):
            return Recorded({}, asked)
        for key, rows in waiting.items():
            if rows:
                kind = "changes" if found[key].last else "whole"
                _add(db, key, rows, kind=kind, account_id=account_id, moment=moment or now())
    return Recorded({key: len(rows) for key, rows in waiting.items() if rows}, [])


def _add(
    db: Db, submission_id: int, rows: Rows, *, kind: str, account_id: int, moment: str
) -> None:
    hand_over_id = db.execute(
        "insert into hand_overs (submission_id, account_id, made_at, kind) values (?, ?, ?, ?)",
        [submission_id, account_id, moment, kind],
    ).lastrowid
    db.conn.executemany(
        "insert into hand_over_rows values (?, ?, ?)",
        [(hand_over_id, entry_id, json.dumps(row)) for entry_id, row in rows.items()],
    )


def take_back(
    db: Db, submission_id: int, hand_over_id: int, *, account_id: int
) -> Literal["taken back", "already", "not the latest", "acknowledged"]:
    """Let a hand-over count no more; the one before it counts again, and its rows are kept.

    Only the latest that counts, and not while the submission is acknowledged.
    """
    with transaction(db):
        counting = [
            one.hand_over_id for one in hand_overs(db, submission_id) if one.taken_back_at is None
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


def hand_overs(db: Db, submission_id: int) -> list[HandOver]:
    """When the submission was handed over, by whom, and how many rows; the latest first.

    Those that were taken back too, with taken_back_at and the name in taken_back_person.
    """
    return list_rows(
        db,
        HandOver,
        "select hand_over_id, hand_overs.made_at, kind, taken_back_at, accounts.name as person,"
        " other.name as taken_back_person, (select count(*) from hand_over_rows"
        " where hand_over_id = hand_overs.hand_over_id) as size"
        " from hand_overs join accounts using (account_id)"
        " left join accounts as other on other.account_id = taken_back_by"
        " where submission_id = ? order by hand_over_id desc",
        [submission_id],
    )


def latest(db: Db, submission_ids: Collection[int], limit: int) -> list[SentSubmission]:
    """Of each of these submissions the hand-over that counts last; the latest first."""
    return list_rows(
        db,
        SentSubmission,
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


def content(db: Db, submission_id: int, hand_over_id: int) -> list[Content] | None:
    """The rows that a hand-over of this submission had, as they were; None for no such one."""
    known = {one.hand_over_id for one in hand_overs(db, submission_id)}
    return list(_rows(db, hand_over_id).values()) if hand_over_id in known else None


def _rows(db: Db, hand_over_id: int) -> Rows:
    return {
        row.entry_id: row.content
        for row in list_rows(
            db,
            _Row,
            "select entry_id, content from hand_over_rows join entries using (entry_id)"
            " join candidates using (candidate_id) where hand_over_id = ?"
            " order by sort_key, candidate_id, entry_code, entry_id",
            [hand_over_id],
        )
    }
