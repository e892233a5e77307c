"""All that this room holds about people: two made one and put back, or forgotten."""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from webapp.db import Db, transaction
from webapp.entries.store_attempts import RENUMBERING
from webapp.results import store, uniting
from webapp.results.attempt import EnteredAttempt
from webapp.results.facts import Facts, Place
from webapp.results.uniting import Attempts, ShownResult

Rows = dict[str, list[dict[str, Any]]]


class United(NamedTuple):
    """What merging two records does to their attempts.

    entries and results: id → its attempt afterwards; hidden: ids of results that become history.
    """

    entries: dict[int, int]
    results: dict[int, int]
    hidden: list[int]


def united(db: Db, kept_id: int, gone_id: int, withdrawn: Collection[int]) -> United:
    """Work out the attempts of two records as of one; withdrawn are entries that the merge
    withdraws.
    """
    both = (kept_id, gone_id)
    entries = _of_both(
        db,
        "entry_id, candidate_id, assessment_id, series_id, attempt, status,"
        " entered_at from entries",
        both,
    )
    results = _of_both(
        db,
        "result_id, candidate_id, assessment_id, series_id, attempt, grade, outcome,"
        " awarded_on, certificate_number, recorded_at, replaced_at from results",
        both,
    )
    found = United(
        {row["entry_id"]: row["attempt"] for row in entries},
        {row["result_id"]: row["attempt"] for row in results},
        [],
    )
    live = [
        row for row in entries if row["status"] != "withdrawn" and row["entry_id"] not in withdrawn
    ]
    shown = [row for row in results if row["replaced_at"] is None]
    touched = [
        {_place(row) for row in (*live, *shown) if row["candidate_id"] == one} for one in both
    ]
    for place in touched[0] & touched[1]:
        plan = uniting.plan(*(_attempts(one, place, live, shown) for one in both))
        found.hidden.extend(plan.hidden)
        for rows, key, attempts in (
            (entries, "entry_id", found.entries),
            (results, "result_id", found.results),
        ):
            for row in rows:
                if _place(row) == place:
                    numbers = plan.numbers[both.index(row["candidate_id"])]
                    attempts[row[key]] = numbers.get(row["attempt"], row["attempt"])
    return found


def _of_both(db: Db, columns: str, both: tuple[int, int]) -> list[dict[str, Any]]:
    return list(db.query(f"select {columns} where candidate_id in (?, ?) order by 1", both))


def _place(row: dict[str, Any]) -> tuple[int, int]:
    return row["assessment_id"], row["series_id"]


def _attempts(
    candidate_id: int,
    place: tuple[int, int],
    live: list[dict[str, Any]],
    shown: list[dict[str, Any]],
) -> Attempts:
    of_person = [
        [row for row in rows if row["candidate_id"] == candidate_id and _place(row) == place]
        for rows in (live, shown)
    ]
    return Attempts(
        {row["attempt"]: EnteredAttempt(row["attempt"], row["entered_at"]) for row in of_person[0]},
        {
            row["attempt"]: ShownResult(
                row["result_id"],
                Facts(
                    row["grade"],
                    row["outcome"],
                    row["awarded_on"] or "",
                    row["certificate_number"],
                ),
                row["recorded_at"],
            )
            for row in of_person[1]
        },
    )


def named(db: Db, result_ids: Collection[int]) -> list[dict[str, Any]]:
    """The entry codes and series of these results, by entry code."""
    return list(
        db.query(
            "select result_id, entry_code, series.title as series_title from results"
            " join assessments using (assessment_id) join series using (series_id)"
            " where result_id in (select value from json_each(?)) order by entry_code, result_id",
            [json.dumps(list(result_ids))],
        )
    )


def unite(db: Db, kept_id: int, gone_id: int, plan: United, moment: str) -> None:
    """Give one person's results to the other, in their attempts as planned; the entries are
    there.
    """
    with transaction(db):
        pairs = _pairs_to_settle(db, kept_id, gone_id, plan.hidden)
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
        moved = {(kept_id, *place[1:]) for place in places}
        store.settle_attempts(db, places | moved)
        for assessment_id in pairs:
            store.settle_award(db, kept_id, assessment_id)


def _pairs_to_settle(db: Db, kept_id: int, gone_id: int, hidden: Collection[int]) -> list[int]:
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
        tuple(place)
        for place in db.execute(
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
