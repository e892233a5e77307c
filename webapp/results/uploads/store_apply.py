"""Taking rows of results in: what the centre knows, read once for a whole sheet, and the
writing.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.record import store as candidates
from webapp.catalogue.series.series import Series
from webapp.database.connection import Db
from webapp.database.rows import list_rows
from webapp.results.of_candidate import store
from webapp.results.of_candidate.facts import AttemptPlace, Facts
from webapp.results.uploads.known import Known
from webapp.results.uploads.row_outcome import Verdict


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    candidate_id: int
    assessment_id: int
    series_id: int
    attempt: int
    grade: str
    outcome: str
    awarded_on: str
    certificate_number: str

    @property
    def place(self) -> AttemptPlace:
        return self.candidate_id, self.assessment_id, self.series_id, self.attempt

    @property
    def facts(self) -> Facts:
        return Facts(self.grade, self.outcome, self.awarded_on, self.certificate_number)


def known(db: Db) -> Known:
    """Everything that rows of results are compared with, as it is in the file now."""
    series: dict[int, list[Series]] = {}
    for assessment_id, series_id, title, *days in db.execute(
        "select assessment_id, series_id, title, opens_on, late_from, closes_on from series"
    ):
        dates = [date.fromisoformat(day) if day else None for day in days]
        series.setdefault(assessment_id, []).append(Series(series_id, title, *dates))
    shown = {
        one.place: one.facts
        for one in list_rows(
            db,
            _Shown,
            "select candidate_id, assessment_id, series_id, attempt, grade, outcome,"
            " coalesce(awarded_on, '') as awarded_on, certificate_number from results"
            " where replaced_at is null",
        )
    }
    return Known(
        list_rows(db, CandidateRow, f"select {candidates.COLUMNS} from candidates"),
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
    changing = [
        (one.place, one.new)
        for one in verdicts
        if one.outcome != "same" and one.place is not None and one.new is not None
    ]
    store.record_all(db, changing, account_id)
