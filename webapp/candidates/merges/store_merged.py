"""Reading merges: one of them, those of a candidate, and who was merged into whom."""

import json
from collections.abc import Collection

import msgspec

from webapp.candidates.merges.store import Rows
from webapp.database.connection import Db
from webapp.database.rows import get_row, get_value, list_rows, list_values

_COLUMNS = "merge_id, kept_id, gone_id, merged_at, undone_at, accounts.name as person"
_MERGES = "candidate_merges join accounts using (account_id)"


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """That two candidates were made one; undone_at is None as long as they are."""

    merge_id: int
    kept_id: int
    gone_id: int
    merged_at: str
    undone_at: str | None
    person: str


class WholeMerge(Merge, frozen=True, kw_only=True):
    """A merge with all rows about the two before and after it."""

    before: Rows
    after: Rows


def one(db: Db, merge_id: int) -> WholeMerge | None:
    return get_row(
        db,
        WholeMerge,
        f"select {_COLUMNS}, before, after from {_MERGES} where merge_id = ?",
        [merge_id],
    )


def standing(db: Db, one_id: int, other_id: int) -> int | None:
    """The merge, not undone, that made these two one, whichever was kept."""
    return get_value(
        db,
        int,
        "select merge_id from candidate_merges where (kept_id, gone_id) in ((?, ?), (?, ?))"
        " and undone_at is null order by merge_id desc",
        [one_id, other_id, other_id, one_id],
    )


def of_candidate(db: Db, candidate_id: int) -> list[Merge]:
    """The merges in which the candidate was one of the two, undone ones too, the newest first."""
    return list_rows(
        db,
        Merge,
        f"select {_COLUMNS} from {_MERGES} where ? in (kept_id, gone_id) order by merge_id desc",
        [candidate_id],
    )


def with_merged(db: Db, candidate_ids: Collection[int]) -> list[int]:
    """These ids and those of everybody merged into them, in order."""
    return list_values(
        db,
        int,
        "with recursive people (id) as (select value from json_each(?) union"
        " select candidate_id from people join candidates on merged_into = id)"
        " select id from people order by id",
        [json.dumps(list(candidate_ids))],
    )
