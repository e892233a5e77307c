"""Results that have come in since a moment."""

from datetime import date
from typing import NamedTuple

import msgspec

from webapp.database.connection import Db
from webapp.database.rows import list_rows


class NewResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result with its candidate; total is how many new ones there are in all."""

    candidate_id: int
    surname: str
    forenames: str
    entry_code: str
    assessment_title: str
    grade: str
    outcome: str
    awarded_on: date | None
    recorded_at: str
    total: int


class New(NamedTuple):
    """The latest results, and how many there are in all."""

    rows: list[NewResult]
    total: int


def since(db: Db, moment: str, limit: int) -> New:
    """What was recorded after a moment (UTC text) and is shown, the latest first."""
    rows = list_rows(
        db,
        NewResult,
        "select candidate_id, surname, forenames, entry_code,"
        " assessments.title as assessment_title, grade, outcome, awarded_on, recorded_at,"
        " count(*) over () as total"
        " from results join candidates using (candidate_id)"
        " join assessments using (assessment_id)"
        " where recorded_at > ? and replaced_at is null"
        " order by recorded_at desc, sort_key limit ?",
        [moment, limit],
    )
    return New(rows, rows[0].total if rows else 0)
