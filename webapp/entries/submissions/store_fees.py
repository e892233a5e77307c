"""The fees of entries in the file: what submissions come to, and filling in what was not known."""

import json
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows
from webapp.entries.changes import store as store_changes


class Total(NamedTuple):
    """Fees of live entries in pence; missing counts those without. Withdrawn ones stand apart."""

    fees: int | None
    missing: int
    withdrawn: int
    withdrawn_fees: int | None


class FillableFee(msgspec.Struct, frozen=True, kw_only=True):
    """The entries for an assessment that lack a fee, by lateness and earlier fee; fees in pence.

    fee is what it is to be, was the wrong one that was filled in, None for none.
    """

    key: str
    entry_code: str
    title: str
    late: bool
    fee: int
    was: int | None
    entries: int
    withdrawn: int


class _FillableEntry(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: int
    fee: int
    was: int | None
    key: str


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


def list_fillable(db: Db, assessment_ids: Collection[int]) -> list[FillableFee]:
    """Return the entries for these assessments whose fee was not known, where it is known now.

    A row an assessment, lateness and earlier fee. Each entry goes by its own lateness: an entry
    made late has the late fee. A fee of the entry's own day is never touched.
    """
    return list_rows(
        db,
        FillableFee,
        f"{_FILLABLE} select assessment_id || '-' || late || '-' || coalesce(was, '') || '-'"
        " || fee as key, entry_code, title, late, fee, was, count(*) as entries,"
        " count(*) filter (where status = 'withdrawn') as withdrawn"
        " from fillable group by assessment_id, late, was order by entry_code, late, was",
        [json.dumps(list(assessment_ids))],
    )


def fill(db: Db, keys: Collection[str], account_id: int) -> int:
    """Fill in the fees of these lines of list_fillable, as far as they still are what was shown.

    Each entry's history keeps it. Gives how many entries that were.
    """
    assessment_ids = {int(key.partition("-")[0]) for key in keys}
    with transaction(db):
        entries = [
            entry
            for entry in list_rows(
                db,
                _FillableEntry,
                f"{_FILLABLE} select entry_id, fee, was, assessment_id || '-' || late || '-'"
                " || coalesce(was, '') || '-' || fee as key from fillable order by entry_id",
                [json.dumps(list(assessment_ids))],
            )
            if entry.key in keys
        ]
        moment = now()
        store_changes.note(
            db,
            (
                store_changes.NewChange(
                    entry_id=entry.entry_id,
                    account_id=account_id,
                    changed_at=moment,
                    what="fee",
                    before="" if entry.was is None else str(entry.was),
                    after=str(entry.fee),
                    fee=entry.fee,
                )
                for entry in entries
            ),
        )
        db.conn.executemany(
            "update entries set fee = ? where entry_id = ?",
            [(entry.fee, entry.entry_id) for entry in entries],
        )
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
