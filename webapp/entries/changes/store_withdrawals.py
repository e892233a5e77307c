"""Withdrawing entries in the file, and undoing it."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows
from webapp.entries.changes import lateness, store_attempts, withdrawal
from webapp.entries.changes import store as store_changes
from webapp.entries.changes.store import NewChange, Outcome
from webapp.entries.changes.withdrawal import EntryWithResult, TakenEntry


class _WithdrawnEntry(msgspec.Struct, frozen=True, kw_only=True):
    """was is the status to go back to."""

    entry_id: int
    candidate_id: int
    assessment_id: int
    series_id: int
    was: str


def withdraw(
    db: Db,
    submission_id: int,
    entry_ids: Collection[int],
    *,
    reason: str,
    shown: str,
    account_id: int,
    today: date,
    moment: str = "",
    results_shown: str = "",
) -> Outcome:
    """Withdraw those of the entries that are live in this submission, if they are what was shown.

    shown is the fingerprint of their lines, results_shown that of the results they have. None of
    them live any more: nothing is done, which is what pressing twice comes to. The moment is now
    unless it is given.
    """
    with transaction(db):
        due = store_changes.among(store_changes.lines(db, submission_id, today), set(entry_ids))
        if not due:
            return Outcome(0)
        if lateness.fingerprint(due) != shown:
            return Outcome(0, stale=True)
        results = list_with_results(db, submission_id, entry_ids)
        if results and withdrawal.fingerprint_results(results) != results_shown:
            return Outcome(0, has_results=True)
        by_id = {entry_id: line for line in due for entry_id in line.entry_ids}
        status = _status(db, by_id)
        moment = moment or now()
        store_changes.note(
            db,
            (
                NewChange(
                    entry_id=entry_id,
                    account_id=account_id,
                    changed_at=moment,
                    what="withdrawn",
                    reason=reason,
                    before=status[entry_id],
                    after="withdrawn",
                    late=line.late,
                    fee=line.fee,
                )
                for entry_id, line in by_id.items()
            ),
        )
        db.execute(
            "update entries set status = 'withdrawn'"
            " where entry_id in (select value from json_each(?))",
            [json.dumps(list(by_id))],
        )
    return Outcome(len(by_id))


def list_with_results(
    db: Db, submission_id: int, entry_ids: Collection[int]
) -> list[EntryWithResult]:
    """Those of the live entries that have a result, by candidate's name, with what it is.

    A pending one is none yet: the entry is open still.
    """
    return list_rows(
        db,
        EntryWithResult,
        "select entry_id, entry_code, series_title, attempt, entries.outcome, surname, forenames,"
        " coalesce(grade, '') as grade, dated_on from entries"
        " join candidates using (candidate_id) left join attempt_outcomes"
        " using (candidate_id, assessment_id, series_id, attempt)"
        " where submission_id = ? and status <> 'withdrawn'"
        " and entries.outcome not in ('', 'pending')"
        " and entry_id in (select value from json_each(?))"
        " order by sort_key, candidate_id, entry_code, entry_id",
        [submission_id, json.dumps(list(entry_ids))],
    )


class BroughtBack(NamedTuple):
    """How many entries count again; taken: those whose place another live entry has, then none."""

    entries: int
    taken: list[TakenEntry]


def bring_back(
    db: Db, submission_id: int, entry_ids: Collection[int], *, account_id: int, today: date
) -> BroughtBack:
    """Undo the withdrawal of those of the entries that are withdrawn in this submission.

    All of them or, when another entry has taken a place, none: an open one, where the entry would
    be open too, or a live one for the same attempt. Each gets the status it had; amended, when the
    order number was amended in between.
    """
    with transaction(db):
        given = {"submission": submission_id, "entries": json.dumps(list(entry_ids))}
        gone = list_rows(db, _WithdrawnEntry, _WITHDRAWN, given)
        if not gone:
            return BroughtBack(0, [])
        gone_ids = json.dumps([entry.entry_id for entry in gone])
        if taken := list_rows(db, TakenEntry, _TAKEN, {"entries": gone_ids}):
            return BroughtBack(0, taken)
        lines = store_changes.lines_withdrawn(db, submission_id, today)
        by_id = {entry_id: line for line in lines for entry_id in line.entry_ids}
        moment = now()
        store_changes.note(
            db,
            (
                NewChange(
                    entry_id=entry.entry_id,
                    account_id=account_id,
                    changed_at=moment,
                    what="restored",
                    before="withdrawn",
                    after=entry.was,
                    late=by_id[entry.entry_id].late,
                    fee=by_id[entry.entry_id].fee,
                )
                for entry in gone
            ),
        )
        db.conn.executemany(_RESTORE, [(entry.was, entry.entry_id) for entry in gone])
        store_attempts.settle(
            db, {(entry.candidate_id, entry.assessment_id, entry.series_id) for entry in gone}
        )
    return BroughtBack(len(gone), [])


# was is the status to go back to: the order number as it was when the entry was withdrawn is what
# the first change after that had before it.
_WITHDRAWN = (
    "with last as (select entry_id, before, changed_at, max(entry_change_id) from entry_changes"
    " where what = 'withdrawn' group by entry_id)"
    " select entry_id, candidate_id, assessment_id, series_id, case when coalesce((select"
    " submission_changes.before from submission_changes"
    " where submission_id = entries.submission_id and submission_changes.changed_at >"
    " last.changed_at"
    " order by submission_change_id limit 1), order_number) <> order_number then 'amended'"
    " else coalesce(last.before, 'entered') end as was"
    " from entries join submissions using (submission_id) left join last using (entry_id)"
    " where submission_id = :submission and status = 'withdrawn'"
    " and entry_id in (select value from json_each(:entries)) order by entry_id"
)

# The outcome that the entry's attempt has: it is settled afterwards, and two open ones are refused
# before.
_RESTORE = (
    "update entries set status = ?, outcome = coalesce((select outcome from attempt_outcomes"
    " as own"
    " where own.candidate_id = entries.candidate_id and own.assessment_id = entries.assessment_id"
    " and own.series_id = entries.series_id and own.attempt = entries.attempt), '')"
    " where entry_id = ?"
)
# Two withdrawn entries for one place, which a merge can leave behind, are in each other's way too.
_TAKEN = (
    "with concerned as (select entries.*, coalesce(attempt_outcomes.outcome, '') in ('', 'pending')"
    " as waiting from entries left join attempt_outcomes"
    " using (candidate_id, assessment_id, series_id, attempt) where candidate_id in"
    " (select candidate_id from entries where entry_id in (select value from json_each(:entries))))"
    " select mine.entry_id, mine.entry_code, mine.series_title, surname, forenames"
    " from concerned as mine join candidates using (candidate_id)"
    " where entry_id in (select value from json_each(:entries)) and exists"
    " (select 1 from concerned as other where other.candidate_id = mine.candidate_id"
    " and other.assessment_id = mine.assessment_id and other.series_id = mine.series_id"
    " and other.entry_id <> mine.entry_id"
    " and (other.attempt = mine.attempt or other.waiting and mine.waiting)"
    " and (other.status <> 'withdrawn' or other.entry_id in (select value from"
    " json_each(:entries))))"
    " order by sort_key, candidate_id, entry_code"
)


def _status(db: Db, entry_ids: Collection[int]) -> dict[int, str]:
    return dict(
        db.execute(
            "select entry_id, status from entries where entry_id in"
            " (select value from json_each(?))",
            [json.dumps(list(entry_ids))],
        ).fetchall()
    )
