"""All that this room holds about people: two made one and put back, or forgotten."""

import json
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows
from webapp.entries.changes.store_attempts import RENUMBERING
from webapp.entries.of_candidate.store_merge import Rows
from webapp.results.of_candidate import store, uniting
from webapp.results.of_candidate.attempt import EnteredAttempt
from webapp.results.of_candidate.facts import Facts, Place
from webapp.results.of_candidate.uniting import Attempts, ShownResult


class NamedResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result as a person recognises it."""

    result_id: int
    entry_code: str
    series_title: str


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: int
    candidate_id: int
    assessment_id: int
    series_id: int
    attempt: int
    status: str
    entered_at: str

    @property
    def place(self) -> tuple[int, int]:
        return self.assessment_id, self.series_id


class _Result(msgspec.Struct, frozen=True, kw_only=True):
    result_id: int
    candidate_id: int
    assessment_id: int
    series_id: int
    attempt: int
    grade: str
    outcome: str
    awarded_on: str | None
    certificate_number: str
    recorded_at: str
    replaced_at: str | None

    @property
    def place(self) -> tuple[int, int]:
        return self.assessment_id, self.series_id

    @property
    def shown(self) -> ShownResult:
        facts = Facts(self.grade, self.outcome, self.awarded_on or "", self.certificate_number)
        return ShownResult(self.result_id, facts, self.recorded_at)


class United(NamedTuple):
    """What merging two records does to their attempts.

    entries and results: id → its attempt afterwards; hidden: ids of results that become history.
    """

    entries: dict[int, int]
    results: dict[int, int]
    hidden: list[int]


def united(db: Db, kept_id: int, gone_id: int, *, withdrawn: Collection[int]) -> United:
    """Work out the attempts of two records as of one; withdrawn are entries that the merge
    withdraws.
    """
    both = (kept_id, gone_id)
    entries = list_rows(
        db,
        _Entry,
        "select entry_id, candidate_id, assessment_id, series_id, attempt, status, entered_at"
        " from entries where candidate_id in (?, ?) order by entry_id",
        both,
    )
    results = list_rows(
        db,
        _Result,
        "select result_id, candidate_id, assessment_id, series_id, attempt, grade, outcome,"
        " awarded_on, certificate_number, recorded_at, replaced_at"
        " from results where candidate_id in (?, ?) order by result_id",
        both,
    )
    found = United(
        {entry.entry_id: entry.attempt for entry in entries},
        {result.result_id: result.attempt for result in results},
        [],
    )
    live = [
        entry
        for entry in entries
        if entry.status != "withdrawn" and entry.entry_id not in withdrawn
    ]
    shown = [result for result in results if result.replaced_at is None]
    touched = [
        {entry.place for entry in live if entry.candidate_id == candidate_id}
        | {result.place for result in shown if result.candidate_id == candidate_id}
        for candidate_id in both
    ]
    for place in touched[0] & touched[1]:
        plan = uniting.plan(*(_attempts(one, place, live, shown=shown) for one in both))
        found.hidden.extend(plan.hidden)
        for entry in entries:
            if entry.place == place:
                numbers = plan.numbers[both.index(entry.candidate_id)]
                found.entries[entry.entry_id] = numbers.get(entry.attempt, entry.attempt)
        for result in results:
            if result.place == place:
                numbers = plan.numbers[both.index(result.candidate_id)]
                found.results[result.result_id] = numbers.get(result.attempt, result.attempt)
    return found


def _attempts(
    candidate_id: int, place: tuple[int, int], live: list[_Entry], *, shown: list[_Result]
) -> Attempts:
    return Attempts(
        {
            entry.attempt: EnteredAttempt(entry.attempt, entry.entered_at)
            for entry in live
            if entry.candidate_id == candidate_id and entry.place == place
        },
        {
            result.attempt: result.shown
            for result in shown
            if result.candidate_id == candidate_id and result.place == place
        },
    )


def named(db: Db, result_ids: Collection[int]) -> list[NamedResult]:
    """The entry codes and series of these results, by entry code."""
    return list_rows(
        db,
        NamedResult,
        "select result_id, entry_code, series.title as series_title from results"
        " join assessments using (assessment_id) join series using (series_id)"
        " where result_id in (select value from json_each(?)) order by entry_code, result_id",
        [json.dumps(list(result_ids))],
    )


def unite(db: Db, kept_id: int, gone_id: int, *, plan: United, moment: str) -> None:
    """Give one person's results to the other, in their attempts as planned; the entries are
    there.
    """
    with transaction(db):
        pairs = _pairs_to_settle(db, kept_id, gone_id, hidden=plan.hidden)
        places = _places(db, [kept_id, gone_id])
        db.conn.executemany(
            "update results set replaced_at = ? where result_id = ?",
            [(moment, result_id) for result_id in plan.hidden],
        )
        # First far away from all others, so that no attempt is shown twice in between.
        for added in (RENUMBERING, 0):
            db.conn.executemany(
                "update results set candidate_id = ?, attempt = ? where result_id = ?",
                [(kept_id, number + added, one) for one, number in plan.results.items()],
            )
        moved = {(kept_id, assessment_id, series_id) for _, assessment_id, series_id in places}
        store.settle_attempts(db, places | moved)
        for assessment_id in pairs:
            store.settle_award(db, kept_id, assessment_id)


def _pairs_to_settle(db: Db, kept_id: int, gone_id: int, *, hidden: Collection[int]) -> list[int]:
    """Assessments of which both have achieved a result, or a result becomes history."""
    found = db.execute(
        "select assessment_id from results where result_id in (select value from"
        " json_each(:hidden))"
        " union select assessment_id from results where replaced_at is null"
        " and outcome = 'achieved' and candidate_id in (:kept, :gone)"
        " group by assessment_id having count(distinct candidate_id) = 2",
        {"kept": kept_id, "gone": gone_id, "hidden": json.dumps(list(hidden))},
    )
    return [assessment_id for (assessment_id,) in found]


def _places(db: Db, candidate_ids: Collection[int]) -> set[Place]:
    """Where these people have results or entries."""
    return {
        (candidate_id, assessment_id, series_id)
        for candidate_id, assessment_id, series_id in db.execute(
            "with people (candidate_id) as (select value from json_each(?))"
            " select candidate_id, assessment_id, series_id from people"
            " join results using (candidate_id) union select candidate_id, assessment_id, series_id"
            " from people join entries using (candidate_id) union select candidate_id,"
            " assessment_id, series_id from people join attempt_outcomes using (candidate_id)",
            [json.dumps(list(candidate_ids))],
        )
    }


def rows_of(db: Db, candidate_ids: Collection[int]) -> Rows:
    """Table → all its rows about these people, by key."""
    return {
        "results": list(
            db.query(
                "select * from results where candidate_id in (select value from json_each(?))"
                " order by result_id",
                [json.dumps(list(candidate_ids))],
            )
        )
    }


def put_back(db: Db, candidate_ids: Collection[int], before: Rows) -> None:
    """Undo unite: let the results be exactly those that rows_of gave before it; the entries are
    so.
    """
    rows = [{"attempt": None} | row for row in before["results"]]
    with transaction(db):
        places = _places(db, candidate_ids)
        # Never two shown results for one attempt, not even between two statements.
        db.conn.executemany(
            "update results set replaced_at = recorded_at where result_id = :result_id", rows
        )
        db.conn.executemany(
            "update results set candidate_id = :candidate_id, replaced_at = :replaced_at,"
            " attempt = coalesce(:attempt, attempt) where result_id = :result_id",
            rows,
        )
        store.settle_attempts(db, places | _places(db, candidate_ids))


def forget(db: Db, candidate_ids: Collection[int]) -> int:
    """Delete these people's results for good. Gives how many that were."""
    return db.execute(
        "delete from results where candidate_id in (select value from json_each(?))",
        [json.dumps(list(candidate_ids))],
    ).rowcount
