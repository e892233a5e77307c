"""Reading merges: one of them, those of a candidate, and who was merged into whom."""

import json
from collections.abc import Collection
from typing import Any

from webapp.db import Db

MERGE = (
    "select merge_id, kept_id, gone_id, merged_at, undone_at, before, after,"
    " accounts.name as person from candidate_merges join accounts using (account_id)"
)


def one(db: Db, merge_id: int) -> dict[str, Any] | None:
    """A merge; before and after are table → rows."""
    found = next(db.query(f"{MERGE} where merge_id = ?", [merge_id]), None)
    if found is None:
        return None
    return found | {side: json.loads(found[side]) for side in ("before", "after")}


def standing(db: Db, one_id: int, other_id: int) -> int | None:
    """The merge, not undone, that made these two one, whichever was kept."""
    found = db.execute(
        "select merge_id from candidate_merges where (kept_id, gone_id) in ((?, ?), (?, ?))"
        " and undone_at is null order by merge_id desc",
        [one_id, other_id, other_id, one_id],
    ).fetchone()
    return found[0] if found else None


def of_candidate(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    """The merges in which the candidate was one of the two, undone ones too, the newest first."""
    return list(
        db.query(
            "select merge_id, kept_id, gone_id, merged_at, undone_at, accounts.name as person"
            " from candidate_merges join accounts using (account_id)"
            " where ? in (kept_id, gone_id) order by merge_id desc",
            [candidate_id],
        )
    )


def with_merged(db: Db, candidate_ids: Collection[int]) -> list[int]:
    """These ids and those of everybody merged into them, in order."""
    found = db.execute(
        "with recursive people (id) as (select value from json_each(?) union"
        " select candidate_id from people join candidates on merged_into = id)"
        " select id from people order by id",
        [json.dumps(list(candidate_ids))],
    )
    return [candidate_id for (candidate_id,) in found]


def groups_of(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    """The candidate's groups, by title."""
    return list(
        db.query(
            "select group_id, title, made_on from group_members join candidate_groups"
            " using (group_id) where candidate_id = ? order by title_key(title)",
            [candidate_id],
        )
    )
