"""What was changed about a submission's entries, and what changing them now would mean."""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec.structs import astuple

from webapp.catalogue.series.series import Series
from webapp.database.connection import Db
from webapp.database.rows import list_rows
from webapp.entries.changes.amendment import OrderNumberChange
from webapp.entries.changes.lateness import Line


class Outcome(NamedTuple):
    """How many entries a deed has changed; stale: none, because what was shown is not so any more.

    has_results: none, because some have a result and that was not shown.
    """

    entries: int
    stale: bool = False
    has_results: bool = False


class EntryChange(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to an entry, as the table has it.

    person is None for the command line; order_before and order_after for all but an order number.
    """

    entry_id: int
    changed_at: str
    what: str
    reason: str
    before: str
    after: str
    late: bool
    fee: int | None
    person: str | None
    order_before: str | None
    order_after: str | None


class NewChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is done to an entry now, to be noted; the columns of entry_changes but the key."""

    entry_id: int
    submission_change_id: int | None = None
    account_id: int
    changed_at: str
    what: str
    reason: str = ""
    before: str
    after: str
    late: bool = False
    fee: int | None = None


class EntryHolder(msgspec.Struct, frozen=True, kw_only=True):
    """Whose an entry is, and its status."""

    entry_id: int
    candidate_id: int
    status: str


class _LiveEntry(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: int
    entry_code: str
    assessment_title: str
    series_title: str
    late_fee: int | None
    series_id: int
    opens_on: date | None
    late_from: date | None
    closes_on: date | None

    @property
    def series(self) -> Series:
        return Series(
            self.series_id, self.series_title, self.opens_on, self.late_from, self.closes_on
        )


def lines(db: Db, submission_id: int, today: date) -> list[Line]:
    """The submission's live entries by assessment and series, as lateness reads them."""
    return _lines(db, submission_id, today, which="status <> 'withdrawn'")


def lines_withdrawn(db: Db, submission_id: int, today: date) -> list[Line]:
    return _lines(db, submission_id, today, which="status = 'withdrawn'")


def _lines(db: Db, submission_id: int, today: date, *, which: str) -> list[Line]:
    found: dict[tuple[str, int], list[_LiveEntry]] = {}
    for entry in list_rows(
        db,
        _LiveEntry,
        "select entry_id, entries.entry_code, assessment_title, series_title, late_fee, series_id,"
        " opens_on, late_from, closes_on"
        " from entries join assessments using (assessment_id) join series using (series_id)"
        f" where submission_id = ? and {which} order by entries.entry_code, series_id, entry_id",
        [submission_id],
    ):
        found.setdefault((entry.entry_code, entry.series_id), []).append(entry)
    return [
        Line(
            entries[0].entry_code,
            entries[0].assessment_title,
            entries[0].series,
            entries[0].late_fee,
            tuple(entry.entry_id for entry in entries),
            today,
        )
        for entries in found.values()
    ]


def among(found: Iterable[Line], entry_ids: set[int]) -> list[Line]:
    """The same lines with these entries alone; lines without any are left out."""
    return [
        Line(one.entry_code, one.assessment_title, one.series, one.late_fee, kept, one.today)
        for one in found
        if (kept := tuple(entry for entry in one.entry_ids if entry in entry_ids))
    ]


def history(db: Db, submission_id: int) -> dict[int, list[EntryChange]]:
    """Entry id → what was done to it since it was entered, the oldest first."""
    found: dict[int, list[EntryChange]] = {}
    for change in list_rows(
        db,
        EntryChange,
        "select entry_id, entry_changes.changed_at, entry_changes.what, entry_changes.reason,"
        " entry_changes.before, entry_changes.after, entry_changes.late, entry_changes.fee,"
        " accounts.name as person, submission_changes.before as"
        " order_before,"
        " submission_changes.after as order_after"
        " from entries join entry_changes using (entry_id)"
        " left join submission_changes using (submission_change_id)"
        " left join accounts on accounts.account_id = entry_changes.account_id"
        " where entries.submission_id = ? order by entry_change_id",
        [submission_id],
    ):
        found.setdefault(change.entry_id, []).append(change)
    return found


def of_submission(db: Db, submission_id: int) -> list[OrderNumberChange]:
    """What was changed about its order number, the oldest first."""
    return of_submissions(db, [submission_id])


def of_submissions(db: Db, submission_ids: Iterable[int]) -> list[OrderNumberChange]:
    """What was changed about the order numbers of these submissions, the oldest first."""
    return list_rows(
        db,
        OrderNumberChange,
        "select submission_change_id, submission_id, changed_at, what, reason, before, after,"
        " accounts.name as person from submission_changes left join accounts using (account_id)"
        " where submission_id in (select value from json_each(?)) order by submission_change_id",
        [json.dumps(list(submission_ids))],
    )


def changed_candidates(db: Db, submission_id: int) -> set[int]:
    """The submission's candidates whose details were changed after it was made."""
    return {
        candidate_id
        for (candidate_id,) in db.execute(
            "select candidate_id from submissions join entries using (submission_id)"
            " join candidate_changes using (candidate_id)"
            " where submission_id = :one and changed_at > submitted_at and field in ('surname',"
            " 'forenames', 'born_on', 'gender', 'candidate_number', 'ocr_number', 'uci', 'uln')"
            " union select candidate_id from entries join entry_changes using (entry_id)"
            " where submission_id = :one and what = 'merged'",
            {"one": submission_id},
        )
    }


def note(db: Db, changes: Iterable[NewChange]) -> None:
    """Keep what was done to entries."""
    db.conn.executemany(
        "insert into entry_changes (entry_id, submission_change_id, account_id, changed_at, what,"
        " reason, before, after, late, fee) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map(astuple, changes),
    )


def note_merge(
    db: Db,
    before: Iterable[EntryHolder],
    after: Iterable[EntryHolder],
    *,
    account_id: int,
    moment: str,
    reason: str,
) -> None:
    """Keep whose entries they were and are, and which were withdrawn or are back."""
    then, changes = {holder.entry_id: holder for holder in before}, []
    for now in after:
        was = then[now.entry_id]
        status_change = "withdrawn" if now.status == "withdrawn" else "restored"
        changes += [
            NewChange(
                entry_id=now.entry_id,
                account_id=account_id,
                changed_at=moment,
                what=what,
                reason=reason,
                before=value_before,
                after=value_after,
            )
            for what, value_before, value_after in (
                ("merged", str(was.candidate_id), str(now.candidate_id)),
                (status_change, was.status, now.status),
            )
            if value_before != value_after
        ]
    note(db, changes)
