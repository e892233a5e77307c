"""Who has had no entry and no result for long, and deleting them from all rooms for good."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from webapp.candidates import store_deletions, store_merged
from webapp.db import Db, now, transaction
from webapp.entries import store_person as entries
from webapp.results import store_person as results

# The day of the last entry, result or award. A result without a date counts when it was recorded.
LAST = (
    "with active (candidate_id, day) as ("
    " select candidate_id, substr(entered_at, 1, 10) from entries"
    " union all select candidate_id, coalesce(awarded_on, substr(recorded_at, 1, 10)) from results"
    " union all select candidate_id, awarded_on from awards),"
    " last (candidate_id, day) as"
    " (select candidate_id, max(day) from active group by candidate_id)"
)


class Deleted(NamedTuple):
    """How many were deleted, and whether no copy of them is left in the file's free space."""

    candidates: int
    entries: int
    results: int
    wiped: bool


def lapsed(
    db: Db, before: date, among: Collection[int] | None = None
) -> list[dict[str, Any]]:
    """Who had their last entry or result before that day, or without any were added before it.

    The longest ago first, among these ids or all; last_on is None for no entry and no result.
    Whoever was merged into somebody goes with them and is not listed.
    """
    return list(
        db.query(
            f"{LAST} select candidate_id, surname, forenames, born_on, candidate_number, added_on,"
            " archived_at, day as last_on,"
            " (select count(*) from entries where candidate_id = candidates.candidate_id) as entries,"
            " (select count(*) from results where candidate_id = candidates.candidate_id) as results,"
            " (select count(*) from draft_candidates"
            "  where candidate_id = candidates.candidate_id) as drafts"
            " from candidates left join last using (candidate_id)"
            " where merged_into is null and coalesce(day, added_on) < :before"
            " and (:among is null or candidate_id in (select value from json_each(:among)))"
            " order by coalesce(day, added_on), sort_key, candidate_id",
            {
                "before": before.isoformat(),
                "among": None if among is None else json.dumps(list(among)),
            },
        )
    )


def delete(
    db: Db, candidate_ids: Collection[int], before: date, years: int, account_id: int
) -> Deleted:
    """Delete those of these people who still have lapsed, in all rooms, and record how many.

    One transaction, then the file is written anew, so that no trace of them stays in it.
    """
    store_deletions.prepare(db)
    with transaction(db):
        gone = [row["candidate_id"] for row in lapsed(db, before, candidate_ids)]
        if not gone:
            return Deleted(0, 0, 0, True)
        everybody = store_merged.with_merged(db, gone)
        their_results = results.forget(db, everybody)
        their_entries = entries.forget(db, everybody)
        store_deletions.forget(db, everybody)
        store_deletions.record(
            db, account_id, now(), years, len(gone), their_entries, their_results
        )
    return Deleted(len(gone), their_entries, their_results, store_deletions.wipe(db))
