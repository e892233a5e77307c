"""All that this room holds about people: two made one and put back, or forgotten."""

import json
from collections.abc import Collection
from typing import Any

from webapp.db import Db, transaction
from webapp.results import store

Rows = dict[str, list[dict[str, Any]]]


def clashes(db: Db, one_id: int, other_id: int) -> list[dict[str, Any]]:
    """Where both have a shown result for the same assessment and series, by entry code.

    earlier and later are the ids of the two results, in the order in which they were recorded.
    """
    return [
        row | dict(zip(("earlier", "later"), _in_order(row), strict=True))
        for row in db.query(
            "select mine.assessment_id, entry_code, assessments.title as assessment_title,"
            " series.title as series_title, mine.result_id as one, mine.recorded_at as one_at,"
            " theirs.result_id as other, theirs.recorded_at as other_at"
            " from results as mine join results as theirs using (assessment_id, series_id)"
            " join assessments using (assessment_id) join series using (series_id)"
            " where mine.candidate_id = ? and theirs.candidate_id = ?"
            " and mine.replaced_at is null and theirs.replaced_at is null order by entry_code",
            [one_id, other_id],
        )
    ]


def _in_order(row: dict[str, Any]) -> list[int]:
    both = sorted([(row["one_at"], row["one"]), (row["other_at"], row["other"])])
    return [result_id for _, result_id in both]


def unite(db: Db, kept_id: int, gone_id: int, moment: str) -> None:
    """Give one person's results to the other; of two shown ones the later recorded stays shown."""
    with transaction(db):
        both = clashes(db, kept_id, gone_id)
        db.conn.executemany(
            "update results set replaced_at = ? where result_id = ?",
            [(moment, row["earlier"]) for row in both],
        )
        db.execute(
            "update results set candidate_id = ? where candidate_id = ?", [kept_id, gone_id]
        )
        for row in both:
            store.settle_award(db, kept_id, row["assessment_id"])


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


def put_back(db: Db, before: Rows) -> None:
    """Undo unite: let the results be exactly those that rows_of gave before it."""
    with transaction(db):
        # Never two shown results for one person, not even between two statements.
        db.conn.executemany(
            "update results set replaced_at = recorded_at where result_id = :result_id",
            before["results"],
        )
        db.conn.executemany(
            "update results set candidate_id = :candidate_id, replaced_at = :replaced_at"
            " where result_id = :result_id",
            before["results"],
        )


def forget(db: Db, candidate_ids: Collection[int]) -> int:
    """Delete these people's results for good. Gives how many that were."""
    return db.execute(
        "delete from results where candidate_id in (select value from json_each(?))",
        [json.dumps(list(candidate_ids))],
    ).rowcount
