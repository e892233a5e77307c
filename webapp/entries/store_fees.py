"""The fees of entries in the file: what submissions come to, and filling in what was not known."""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from webapp.db import Db, now, transaction
from webapp.entries import store_changes


class Total(NamedTuple):
    """Fees of live entries in pence; missing counts those without. Withdrawn ones stand apart."""

    fees: int | None
    missing: int
    withdrawn: int
    withdrawn_fees: int | None


def total(db: Db, submission_ids: Collection[int]) -> Total:
    """What these submissions come to together."""
    live = "status <> 'withdrawn'"
    return Total(
        *db.execute(
            f"select iif(count(*) filter (where {live}) = 0, 0, sum(fee) filter (where {live})),"
            f" count(*) filter (where {live} and fee is null),"
            f" count(*) filter (where not ({live})), sum(fee) filter (where not ({live}))"
            " from entries where submission_id in (select value from json_each(?))",
            [json.dumps(list(submission_ids))],
        ).fetchone()
    )


def list_fillable(db: Db, assessment_ids: Collection[int]) -> list[dict[str, Any]]:
    """Return the entries for these assessments whose fee was not known, where it is known now.

    A row an assessment, lateness and earlier fee: key, entry_code, title, late, fee (in pence, as
    it is to be), was (the wrong fee that was filled in, None for none), entries, and of these
    withdrawn. Each entry goes by its own lateness: an entry made late has the late fee. A fee of
    the entry's own day is never touched.
    """
    return list(
        db.query(
            f"{_FILLABLE} select assessment_id || '-' || late || '-' || coalesce(was, '') || '-'"
            " || fee as key, entry_code, title, late, fee, was, count(*) as entries,"
            " count(*) filter (where status = 'withdrawn') as withdrawn"
            " from fillable group by assessment_id, late, was order by entry_code, late, was",
            [json.dumps(list(assessment_ids))],
        )
    )


def fill(db: Db, keys: Collection[str], account_id: int) -> int:
    """Fill in the fees of these lines of list_fillable, as far as they still are what was shown.

    Each entry's history keeps it. Gives how many entries that were.
    """
    assessment_ids = {int(key.partition("-")[0]) for key in keys}
    with transaction(db):
        entries = [
            row
            for row in db.query(
                f"{_FILLABLE} select *, assessment_id || '-' || late || '-' || coalesce(was, '')"
                " || '-' || fee as key from fillable order by entry_id",
                [json.dumps(list(assessment_ids))],
            )
            if row["key"] in keys
        ]
        moment = now()
        store_changes.note(
            db,
            (
                {
                    "entry_id": row["entry_id"],
                    "submission_change_id": None,
                    "account_id": account_id,
                    "changed_at": moment,
                    "what": "fee",
                    "reason": "",
                    "before": "" if row["was"] is None else str(row["was"]),
                    "after": str(row["fee"]),
                    "late": 0,
                    "fee": row["fee"],
                }
                for row in entries
            ),
        )
        db.conn.executemany("update entries set fee = :fee where entry_id = :entry_id", entries)
    return len(entries)


_FILLABLE = (
    "with fillable as (select entry_id, assessment_id, assessments.entry_code, assessments.title,"
    " status, late, entries.fee as was, iif(late, late_fee, normal_fee) as fee"
    " from entries join assessments using (assessment_id)"
    " where assessment_id in (select value from json_each(?))"
    " and iif(late, late_fee, normal_fee) is not entries.fee"
    " and iif(late, late_fee, normal_fee) is not null and (entries.fee is null or entry_id in"
    " (select entry_id from entry_changes where what = 'fee')))"
)
