"""Correcting a shown result in the file, taking it back, and putting it back."""

from datetime import date
from typing import Literal

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row
from webapp.results.of_candidate import attempt, store
from webapp.results.of_candidate import grade as grades
from webapp.results.of_candidate.facts import AttemptPlace, Facts

Done = Literal["done", "unchanged", "changed since", "another waits"]

_RESULT = (
    "select result_id, candidate_id, surname, forenames, born_on, results.assessment_id,"
    " results.series_id, attempt, entry_code, assessments.title as assessment_title,"
    " series.title as series_title, grade, outcome, awarded_on,"
    " certificate_number, recorded_at, replaced_at, replaced_as, reason, accounts.name as replacer"
    " from results join candidates using (candidate_id)"
    " join assessments on assessments.assessment_id = results.assessment_id"
    " join series on series.series_id = results.series_id"
    " left join accounts on accounts.account_id = replaced_by"
)


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A result with its candidate, assessment and series; replacer corrected it or took it back."""

    result_id: int
    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    assessment_id: int
    series_id: int
    attempt: int
    entry_code: str
    assessment_title: str
    series_title: str
    grade: str
    outcome: str
    awarded_on: date | None
    certificate_number: str
    recorded_at: str
    replaced_at: str | None
    replaced_as: str
    reason: str
    replacer: str | None

    @property
    def place(self) -> AttemptPlace:
        return self.candidate_id, self.assessment_id, self.series_id, self.attempt

    @property
    def facts(self) -> Facts:
        day = self.awarded_on.isoformat() if self.awarded_on else ""
        return Facts(self.grade, self.outcome, day, self.certificate_number)


def get(db: Db, result_id: int) -> Result | None:
    return get_row(db, Result, f"{_RESULT} where result_id = ?", [result_id])


def get_shown(db: Db, place: AttemptPlace) -> Result | None:
    """Return the result that is shown for an attempt."""
    return get_row(
        db,
        Result,
        f"{_RESULT} where results.candidate_id = ? and results.assessment_id = ?"
        " and results.series_id = ? and attempt = ? and replaced_at is null",
        place,
    )


def correct(db: Db, result_id: int, new: Facts, *, reason: str, account_id: int) -> Done:
    """Replace a result, if it is still the one that is shown, and keep who did so and why."""
    with transaction(db):
        result = get(db, result_id)
        if result is None or result.replaced_at:
            return "changed since"
        if result.facts == new:
            return "unchanged"
        if _reopens(db, result.place, new.outcome):
            return "another waits"
        moment = now()
        store.record_all(db, [(result.place, new)], account_id, moment=moment)
        _note(db, result_id, how="corrected", reason=reason, account_id=account_id)
    return "done"


def take_back(db: Db, result_id: int, *, reason: str, account_id: int) -> Done:
    """Show a result no more, if it is still the one that is shown; the entry waits again."""
    with transaction(db):
        result = get(db, result_id)
        if result is None or result.replaced_at:
            return "changed since"
        place = result.place
        if _reopens(db, place, ""):
            return "another waits"
        db.execute("update results set replaced_at = ? where result_id = ?", [now(), result_id])
        _note(db, result_id, how="taken back", reason=reason, account_id=account_id)
        store.settle_attempts(db, [place[:3]])
        store.settle_award(db, *place[:2])
    return "done"


def put_back(db: Db, result_id: int, new: Facts, *, account_id: int) -> Done:
    """Record a result anew where one was taken back and nothing is shown since."""
    with transaction(db):
        result = get(db, result_id)
        if result is None or result.replaced_as != "taken back" or get_shown(db, result.place):
            return "changed since"
        if _reopens(db, result.place, new.outcome):
            return "another waits"
        store.record_all(db, [(result.place, new)], account_id)
    return "done"


def _note(db: Db, result_id: int, *, how: str, reason: str, account_id: int) -> None:
    db.execute(
        "update results set replaced_as = ?, reason = ?, replaced_by = ? where result_id = ?",
        [how, reason, account_id, result_id],
    )


def _reopens(db: Db, place: AttemptPlace, outcome: str) -> bool:
    """Whether this outcome would let two entries wait for a result."""
    return outcome in ("", grades.PENDING) and attempt.reopens(
        place[3],
        Facts("", grades.PENDING, "", ""),
        store.shown_attempts(db, place[:3]),
        store.entered_attempts(db, place[:3]),
    )
