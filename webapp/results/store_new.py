"""Results that have come in since a moment."""

from typing import Any, NamedTuple

from webapp.db import Db


class New(NamedTuple):
    """The latest results, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


def since(db: Db, moment: str, limit: int) -> New:
    """What was recorded after a moment (UTC text) and is shown, the latest first."""
    rows = list(
        db.query(
            "select result_id, candidate_id, surname, forenames, entry_code,"
            " assessments.title as assessment_title, grade, outcome, awarded_on, recorded_at,"
            " count(*) over () as total"
            " from results join candidates using (candidate_id)"
            " join assessments using (assessment_id)"
            " where recorded_at > ? and replaced_at is null"
            " order by recorded_at desc, sort_key limit ?",
            [moment, limit],
        )
    )
    return New(rows, rows[0]["total"] if rows else 0)
