"""What is known about a framework's candidates, in few columns.

Each question takes a further condition on candidate_id and its values: parts and placing, lists of
assessments, and ids as JSON.
"""

import json
from collections.abc import Collection

from webapp.database.connection import Db
from webapp.results.programmes import programme
from webapp.results.programmes.programme import NONE, Awards, Entered, Facts, Package

Texts = dict[str, frozenset[int]]
OF_PARTS = "assessment_id in (select value from json_each(:parts))"
OF_PLACING = "assessment_id in (select value from json_each(:placing))"


def facts(db: Db, held: list[Package], candidate_ids: Collection[int] | None = None) -> Facts:
    """What is known about everybody, or about these people, in the assessments of these
    packages.
    """
    parts = {part.assessment_id: programme.places(part) for one in held for part in one.components}
    asked = {
        "parts": json.dumps(list(parts)),
        "placing": json.dumps([one for one, places in parts.items() if places]),
        "ids": json.dumps(list(candidate_ids or ())),
    }
    among = ""
    if candidate_ids is not None:
        among = " and candidate_id in (select value from json_each(:ids))"
    taking_part = entered(db, among, asked)
    loose = results(db, among, asked)
    return Facts(
        held,
        by_name(db, [*taking_part.keys() | loose.keys()]),
        taking_part,
        loose,
        awards(db, among, asked),
        first_awarded(db, held, among, ids=asked["ids"]),
        failed(db, among, asked),
        archived(db, among, asked),
    )


def by_name(db: Db, candidate_ids: Collection[int]) -> list[int]:
    """The same people in the order of their names."""
    found = db.execute(
        "select candidate_id from candidates where candidate_id in (select value from json_each(?))"
        " order by sort_key, candidate_id",
        [json.dumps(list(candidate_ids))],
    )
    return [candidate_id for (candidate_id,) in found.fetchall()]


def archived(db: Db, among: str, asked: dict[str, str]) -> frozenset[int]:
    """Return who is archived."""
    found = db.execute(
        f"select candidate_id from candidates where archived_at is not null{among}", asked
    )
    return frozenset(candidate_id for (candidate_id,) in found.fetchall())


def entered(db: Db, among: str, asked: dict[str, str]) -> dict[int, tuple[Entered, ...]]:
    """Candidate → packages with the assessments that have a live entry in them."""
    package_of = dict(db.execute("select submission_id, package_id from submissions").fetchall())
    sets: Texts = {}
    found: dict[int, tuple[Entered, ...]] = {}
    for candidate_id, submission_id, text in db.execute(
        "select candidate_id, submission_id, group_concat(assessment_id) from entries"
        f" where status <> 'withdrawn' and {OF_PARTS}{among}"
        " group by candidate_id, submission_id",
        asked,
    ):
        one = (package_of[submission_id], _set(sets, text))
        found[candidate_id] = (*found.get(candidate_id, ()), one)
    return found


def failed(db: Db, among: str, asked: dict[str, str]) -> dict[int, frozenset[int]]:
    """Candidate → assessments whose every live entry has led to "not achieved" or "absent"."""
    found: dict[int, frozenset[int]] = {}
    for candidate_id, assessment_id in db.execute(
        "select distinct candidate_id, assessment_id from entries where status <> 'withdrawn'"
        f" and outcome in ('not achieved', 'absent') and {OF_PARTS}{among} and not exists (select 1"
        " from open_entries where open_entries.candidate_id = entries.candidate_id"
        " and open_entries.assessment_id = entries.assessment_id)",
        asked,
    ):
        found[candidate_id] = found.get(candidate_id, NONE) | {assessment_id}
    return found


def results(db: Db, among: str, asked: dict[str, str]) -> dict[int, frozenset[int]]:
    """Candidate → assessments with a shown result that no live entry explains."""
    # Of those that can place somebody only the ones that no entry explains, which are few.
    found: dict[int, frozenset[int]] = {}
    for candidate_id, assessment_id in db.execute(
        "select distinct candidate_id, assessment_id from results where replaced_at is null"
        f" and {OF_PLACING}{among} and not exists (select 1 from entries where status <>"
        " 'withdrawn'"
        " and entries.candidate_id = results.candidate_id"
        " and entries.assessment_id = results.assessment_id)",
        asked,
    ):
        found[candidate_id] = found.get(candidate_id, NONE) | {assessment_id}
    return found


def awards(db: Db, among: str, asked: dict[str, str]) -> dict[int, Awards]:
    """Candidate → what was awarded, and when."""
    # Both lists are made of the same rows in the same order.
    known: dict[str, tuple[int, ...]] = {}
    found: dict[int, Awards] = {}
    for candidate_id, won, dates in db.execute(
        "select candidate_id, group_concat(assessment_id), group_concat(awarded_on) from awards"
        f" where {OF_PARTS}{among} group by candidate_id",
        asked,
    ):
        if won not in known:
            known[won] = tuple(map(int, won.split(",")))
        found[candidate_id] = (known[won], dates)
    return found


def first_awarded(
    db: Db, held: list[Package], among: str, *, ids: str
) -> dict[int, dict[int, str]]:
    """Candidate → assessment → the day since when it is achieved, for what counted earlier.

    A later result that is achieved too makes it no later; a date that a person has corrected
    counts.
    """
    parts = {part.assessment_id for one in held for req in one.earlier for part in req.parts}
    if not parts:
        return {}
    found: dict[int, dict[int, str]] = {}
    for candidate_id, assessment_id, day in db.execute(
        "with recursive of_parts as (select * from results where outcome = 'achieved' and"
        f" assessment_id in (select value from json_each(:parts)){among}),"
        " achieved as (select * from of_parts where replaced_at is null"
        " union select of_parts.* from achieved join of_parts using (candidate_id, assessment_id,"
        " series_id, attempt)"
        " where of_parts.replaced_at = achieved.recorded_at"
        " and (of_parts.replaced_as <> 'corrected' or achieved.awarded_on is null)),"
        " days (candidate_id, assessment_id, day) as ("
        " select candidate_id, assessment_id, coalesce(awarded_on, substr(recorded_at, 1, 10))"
        " from achieved union all select candidate_id, assessment_id, awarded_on from awards"
        f" where assessment_id in (select value from json_each(:parts)){among})"
        " select candidate_id, assessment_id, min(day) from days group by 1, 2",
        {"parts": json.dumps(sorted(parts)), "ids": ids},
    ):
        found.setdefault(candidate_id, {})[assessment_id] = day
    return found


def _set(known: Texts, text: str) -> frozenset[int]:
    """The ids in "3,5,8"; the same text gives the same set, not only an equal one."""
    if text not in known:
        known[text] = frozenset(map(int, text.split(",")))
    return known[text]
