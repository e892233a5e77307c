"""What was changed about a submission's entries, and what changing them now would mean."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from webapp.catalogue.series import Series
from webapp.db import Db
from webapp.entries.lateness import Line


class Outcome(NamedTuple):
    """How many entries a deed has changed; stale: none, because what was shown is not so any more.

    has_results: none, because some have a result and that was not shown.
    """

    entries: int
    stale: bool = False
    has_results: bool = False


def lines(db: Db, submission_id: int, today: date) -> list[Line]:
    """The submission's live entries by assessment and series, as lateness reads them."""
    return _lines(db, submission_id, today, "status <> 'withdrawn'")


def lines_withdrawn(db: Db, submission_id: int, today: date) -> list[Line]:
    return _lines(db, submission_id, today, "status = 'withdrawn'")


def _lines(db: Db, submission_id: int, today: date, which: str) -> list[Line]:
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in db.query(
        "select entry_id, entries.entry_code, assessment_title, series_title, late_fee, series_id,"
        " opens_on, late_from, closes_on"
        " from entries join assessments using (assessment_id) join series using (series_id)"
        f" where submission_id = ? and {which} order by entries.entry_code, series_id, entry_id",
        [submission_id],
    ):
        found.setdefault((row["entry_code"], row["series_id"]), []).append(row)
    return [
        Line(
            rows[0]["entry_code"],
            rows[0]["assessment_title"],
            _series(rows[0]),
            rows[0]["late_fee"],
            tuple(row["entry_id"] for row in rows),
            today,
        )
        for rows in found.values()
    ]


def _series(row: Mapping[str, Any]) -> Series:
    days = [
        date.fromisoformat(row[name]) if row[name] else None
        for name in ("opens_on", "late_from", "closes_on")
    ]
    return Series(row["series_id"], row["series_title"], *days)


def among(found: Iterable[Line], entry_ids: set[int]) -> list[Line]:
    """The same lines with these entries alone; lines without any are left out."""
    return [
        Line(one.entry_code, one.assessment_title, one.series, one.late_fee, kept, one.today)
        for one in found
        if (kept := tuple(entry for entry in one.entry_ids if entry in entry_ids))
    ]


def history(db: Db, submission_id: int) -> dict[int, list[dict[str, Any]]]:
    """Entry id → what was done to it since it was entered, the oldest first.

    person is null for the command line; order_before and order_after for all but an order number.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    for row in db.query(
        "select entry_changes.*, accounts.name as person, submission_changes.before as"
        " order_before,"
        " submission_changes.after as order_after"
        " from entries join entry_changes using (entry_id)"
        " left join submission_changes using (submission_change_id)"
        " left join accounts on accounts.account_id = entry_changes.account_id"
        " where entries.submission_id = ? order by entry_change_id",
        [submission_id],
    ):
        found.setdefault(row["entry_id"], []).append(row)
    return found


def of_submission(db: Db, submission_id: int) -> list[dict[str, Any]]:
    """What was changed about its order number, the oldest first."""
    return list(
        db.query(
            "select submission_changes.*, accounts.name as person from submission_changes"
            " left join accounts using (account_id) where submission_id = ?"
            " order by submission_change_id",
            [submission_id],
        )
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


def note(db: Db, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep what was done to entries; rows have all columns of entry_changes but the key."""
    db.conn.executemany(
        "insert into entry_changes (entry_id, submission_change_id, account_id, changed_at, what,"
        " reason, before, after, late, fee) values (:entry_id, :submission_change_id, :account_id,"
        " :changed_at, :what, :reason, :before, :after, :late, :fee)",
        rows,
    )


def note_merge(
    db: Db,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    account_id: int,
    moment: str,
    reason: str,
) -> None:
    """Keep whose entries they were and are, and which were withdrawn or are back: all their
    rows.
    """
    then, rows = {row["entry_id"]: row for row in before}, []
    for row in after:
        what = "withdrawn" if row["status"] == "withdrawn" else "restored"
        for column, deed in (("candidate_id", "merged"), ("status", what)):
            if row[column] != then[row["entry_id"]][column]:
                rows.append(
                    {
                        "entry_id": row["entry_id"],
                        "submission_change_id": None,
                        "account_id": account_id,
                        "changed_at": moment,
                        "what": deed,
                        "reason": reason,
                        "before": str(then[row["entry_id"]][column]),
                        "after": str(row[column]),
                        "late": 0,
                        "fee": None,
                    }
                )
    note(db, rows)
