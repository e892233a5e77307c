"""Taking rows of results in: what the centre knows, read once for a whole sheet, and the
writing.
"""

from collections.abc import Iterable
from datetime import date

from webapp.candidates import store as candidates
from webapp.catalogue.series import Series
from webapp.db import Db
from webapp.results import store
from webapp.results.facts import Facts
from webapp.results.known import Known
from webapp.results.result_verdict import Verdict


def known(db: Db) -> Known:
    """Everything that rows of results are compared with, as it is in the file now."""
    series: dict[int, list[Series]] = {}
    for assessment_id, series_id, title, *days in db.execute(
        "select assessment_id, series_id, title, opens_on, late_from, closes_on from series"
    ):
        dates = [date.fromisoformat(day) if day else None for day in days]
        series.setdefault(assessment_id, []).append(Series(series_id, title, *dates))
    shown = {
        tuple(place): Facts(grade, outcome, awarded_on or "", certificate_number)
        for *place, grade, outcome, awarded_on, certificate_number in db.execute(
            "select candidate_id, assessment_id, series_id, attempt, grade, outcome, awarded_on,"
            " certificate_number from results where replaced_at is null"
        )
    }
    return Known(
        db.query(f"select {candidates.COLUMNS} from candidates"),
        db.execute("select assessment_id, entry_code, title from assessments order by entry_code"),
        series,
        db.execute(
            "select candidate_id, assessment_id, series_id, attempt, entered_at from entries"
            " where status <> 'withdrawn'"
        ),
        shown,
    )


def write(db: Db, verdicts: Iterable[Verdict], account_id: int | None) -> None:
    """Do what good verdicts say, in their order."""
    changing = [(one.place, one.new) for one in verdicts if one.outcome != "same"]
    store.record_all(db, changing, account_id)
