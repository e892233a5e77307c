"""Results in the file: recording them, and those of a candidate."""

from collections.abc import Iterable
from datetime import date

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows
from webapp.entries.changes import store_attempts
from webapp.entries.changes.store_attempts import AttemptOutcome
from webapp.entries.of_candidate import store_merge as entries_of_person
from webapp.entries.options import store as entries
from webapp.results.of_candidate import attempt
from webapp.results.of_candidate import grade as grades
from webapp.results.of_candidate.best import best
from webapp.results.of_candidate.facts import AttemptPlace, Facts, Place, RecordedResult


class _Achieved(msgspec.Struct, frozen=True, kw_only=True):
    entry_code: str
    grade: str
    outcome: str
    awarded_on: date | None
    recorded_at: str


def record(
    db: Db,
    candidate_id: int,
    assessment_id: int,
    series_id: int,
    grade: str,
    outcome: str,
    awarded_on: date | None,
    certificate_number: str,
    account_id: int | None,
    moment: str = "",
) -> bool:
    """Record what a candidate got in an assessment and series. Gives whether it was new.

    outcome: achieved, not achieved, absent or pending. It belongs to the attempt that
    attempt.choose says. A later result replaces the one shown there, which stays as history; what
    is shown already changes nothing, nor does a pending one that would leave two entries open. What
    is achieved is noted as an award too, so that it is not entered again. The moment is now unless
    it is given.
    """
    place = (candidate_id, assessment_id, series_id)
    new = Facts(grade, outcome, awarded_on.isoformat() if awarded_on else "", certificate_number)
    with transaction(db):
        shown = shown_attempts(db, place)
        entered = entered_attempts(db, place)
        chosen = attempt.choose(new, shown, entered)
        if shown.get(chosen) == new or attempt.reopens(chosen, new, shown, entered):
            return False
        record_all(db, [((*place, chosen), new)], account_id, moment=moment)
    return True


def shown_attempts(db: Db, place: Place) -> dict[int, Facts]:
    """Attempt → the result that is shown for it."""
    return {
        number: Facts(*said)
        for number, *said in db.execute(
            "select attempt, grade, outcome, coalesce(awarded_on, ''), certificate_number"
            " from results where candidate_id = ? and assessment_id = ? and series_id = ?"
            " and replaced_at is null",
            place,
        )
    }


def entered_attempts(db: Db, place: Place) -> dict[int, attempt.EnteredAttempt]:
    """Attempt → its live entry."""
    return {
        number: attempt.EnteredAttempt(number, entered_at)
        for number, entered_at in db.execute(
            "select attempt, entered_at from entries where candidate_id = ? and assessment_id = ?"
            " and series_id = ? and status <> 'withdrawn'",
            place,
        )
    }


def record_all(
    db: Db,
    results: Iterable[tuple[AttemptPlace, Facts]],
    account_id: int | None,
    *,
    moment: str = "",
) -> None:
    """Record many in their order, all or none; each is new or differs from what is shown by
    then.
    """
    moment, places, pairs = moment or now(), set(), set()
    with transaction(db):
        for place, new in results:
            replaced = [before for (before,) in db.execute(_REPLACE, [moment, *place])]
            row = [new.grade, new.outcome, new.awarded_on or None, new.certificate_number]
            db.execute(_INSERT, [*place, *row, moment, account_id])
            places.add(place[:3])
            if grades.ACHIEVED in (new.outcome, *replaced):
                pairs.add(place[:2])
        settle_attempts(db, places)
        for pair in sorted(pairs):
            settle_award(db, *pair)


def settle_attempts(db: Db, places: Iterable[Place]) -> None:
    """Let the entries of these places know how their attempts came out, by the shown results."""
    store_attempts.set_outcomes(db, {place: _outcomes(db, place) for place in sorted(places)})


def _outcomes(db: Db, place: Place) -> dict[int, AttemptOutcome]:
    return {
        number: AttemptOutcome(outcome, grade, date.fromisoformat(dated_on))
        for number, outcome, grade, dated_on in db.execute(
            "select attempt, outcome, grade, coalesce(awarded_on, substr(recorded_at, 1, 10))"
            " from results where candidate_id = ? and assessment_id = ? and series_id = ?"
            " and replaced_at is null",
            place,
        )
    }


_REPLACE = (
    "update results set replaced_at = ? where candidate_id = ? and assessment_id = ?"
    " and series_id = ? and attempt = ? and replaced_at is null returning outcome"
)
_INSERT = (
    "insert into results (candidate_id, assessment_id, series_id, attempt, grade, outcome,"
    " awarded_on,"
    " certificate_number, recorded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def settle_award(db: Db, candidate_id: int, assessment_id: int) -> None:
    """Let the note of the award follow the shown results: the best achieved one, or none at all.

    An achieved result without a date counts from the day on which it was recorded.
    """
    with transaction(db):
        shown = list_rows(
            db,
            _Achieved,
            "select entry_code, grade, outcome, awarded_on, recorded_at"
            " from results join assessments using (assessment_id) where candidate_id = ?"
            " and assessment_id = ? and outcome = 'achieved' and replaced_at is null"
            " order by result_id",
            [candidate_id, assessment_id],
        )
        if counted := best(shown):
            day = counted.awarded_on or date.fromisoformat(counted.recorded_at[:10])
            entries.record_award(db, candidate_id, entry_code=counted.entry_code, awarded_on=day)
        else:
            entries_of_person.forget_award(db, candidate_id, assessment_id)


def of_candidate(db: Db, candidate_id: int) -> list[RecordedResult]:
    """Every result, the newest first; those with replaced_at are history."""
    return list_rows(
        db,
        RecordedResult,
        "select result_id, results.assessment_id, series_id, entry_code, qan,"
        " assessments.title as assessment_title, level, series.title as series_title, grade,"
        " outcome, awarded_on, certificate_number, recorded_at, replaced_at,"
        " attempt, replaced_as, reason, accounts.name as person,"
        " (select name from accounts as other where other.account_id = replaced_by) as replacer"
        " from results join assessments on assessments.assessment_id = results.assessment_id"
        " join series using (series_id)"
        " left join accounts on accounts.account_id = recorded_by"
        " where candidate_id = ? order by coalesce(awarded_on, substr(recorded_at, 1, 10)) desc,"
        " recorded_at desc, result_id desc",
        [candidate_id],
    )
