"""What the rows of a report show beside the counts: names and results, of the few that are
shown.
"""

import json
from collections.abc import Collection
from datetime import date

import msgspec

from webapp.candidates.record import name
from webapp.database.connection import Db
from webapp.database.rows import list_rows, list_values
from webapp.results.of_candidate.best import best
from webapp.results.programmes.snapshot import LiveEntry
from webapp.results.reports.report_sheet import Person

AMONG = "candidate_id in (select value from json_each(?))"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The result that a component is shown with; recorded_at is a moment."""

    candidate_id: int
    assessment_id: int
    grade: str
    outcome: str
    series_title: str
    awarded_on: date | None
    certificate_number: str
    recorded_at: str


class _Graded(msgspec.Struct, frozen=True, kw_only=True):
    candidate_id: int
    grade: str
    outcome: str
    awarded_on: date | None
    recorded_at: str


def people(db: Db, candidate_ids: Collection[int]) -> dict[int, Person]:
    """Candidate → names, date of birth, identifiers, and archived_at."""
    found = list_rows(
        db,
        Person,
        "select candidate_id, surname, forenames, born_on, candidate_number, uci, uln,"
        f" archived_at, former_names from candidates where {AMONG}",
        [json.dumps(list(candidate_ids))],
    )
    return {person.candidate_id: person for person in found}


def results(
    db: Db, candidate_ids: Collection[int], assessment_ids: Collection[int] | None = None
) -> dict[tuple[int, int], Shown]:
    """Candidate and assessment → the best result. In all assessments, or in these."""
    among, values = AMONG, [json.dumps(list(candidate_ids))]
    if assessment_ids is not None:
        among += " and results.assessment_id in (select value from json_each(?))"
        values.append(json.dumps(list(assessment_ids)))
    found: dict[tuple[int, int], list[Shown]] = {}
    for result in list_rows(
        db,
        Shown,
        "select candidate_id, results.assessment_id, grade, outcome,"
        " series.title as series_title, awarded_on, certificate_number, recorded_at"
        " from results join series using (series_id)"
        f" where replaced_at is null and {among} order by result_id",
        values,
    ):
        found.setdefault((result.candidate_id, result.assessment_id), []).append(result)
    return {key: counted for key, shown in found.items() if (counted := best(shown))}


def grades(db: Db, assessment_id: int) -> dict[int, str]:
    """Candidate → the grade of their best achieved result in one assessment."""
    found: dict[int, list[_Graded]] = {}
    for result in list_rows(
        db,
        _Graded,
        "select candidate_id, grade, outcome, awarded_on, recorded_at from results"
        " where replaced_at is null and outcome = 'achieved' and assessment_id = ?"
        " order by result_id",
        [assessment_id],
    ):
        found.setdefault(result.candidate_id, []).append(result)
    return {key: counted.grade for key, shown in found.items() if (counted := best(shown))}


def live_entries(db: Db, candidate_id: int) -> list[LiveEntry]:
    """Somebody's entries that were not withdrawn, the newest first, with their submission."""
    return list_rows(
        db,
        LiveEntry,
        "select assessment_id, series_id, attempt, outcome, series_title, submission_id,"
        " order_number, printf('SP-%06d', submission_id) as reference from entries"
        " join submissions using (submission_id)"
        " where candidate_id = ? and status <> 'withdrawn'"
        " order by entered_at desc, entry_id desc",
        [candidate_id],
    )


def fitting(db: Db, typed: str, candidate_ids: Collection[int]) -> list[int]:
    """Those of the people who have every typed word in a name or an identifier, by name.

    Whom the words fit only with a former name come last.
    """
    words = name.tokens(typed)
    everything, present = (
        " and ".join(["true", *(f"instr({text}, ?)" for _ in words)])
        for text in ("search_text || ' ' || former_text", "search_text")
    )
    return list_values(
        db,
        int,
        f"select candidate_id from candidates where {AMONG} and {everything}"
        f" order by not ({present}), sort_key, candidate_id",
        [json.dumps(list(candidate_ids)), *words, *words],
    )
