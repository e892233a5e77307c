"""Who has had no entry and no result for long, and deleting them from all rooms for good."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import msgspec

from webapp.candidates.merges import store_merged
from webapp.candidates.record import store_erasure
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows
from webapp.entries.of_candidate import store_merge as entries
from webapp.results.of_candidate import store_merge as results

# The day of the last entry, result or award. A result without a date counts when it was recorded.
LAST = (
    "with active (candidate_id, day) as ("
    " select candidate_id, substr(entered_at, 1, 10) from entries"
    " union all select candidate_id, coalesce(awarded_on, substr(recorded_at, 1, 10)) from results"
    " union all select candidate_id, awarded_on from awards),"
    " last (candidate_id, day) as"
    " (select candidate_id, max(day) from active group by candidate_id)"
)


class Lapsed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody without an entry or a result for long; last_on is None for neither at all.

    entries, results and open drafts are counted.
    """

    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None
    added_on: date
    archived_at: str | None
    last_on: date | None
    entries: int
    results: int
    drafts: int


class NamedCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a deletion deletes; merged_into is the id of the record that was kept."""

    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None
    merged_into: int | None


class Deleted(NamedTuple):
    """How many were deleted, and whether no copy of them is left in the file's free space."""

    candidates: int
    entries: int
    results: int
    wiped: bool


def lapsed(db: Db, before: date, among: Collection[int] | None = None) -> list[Lapsed]:
    """Who had their last entry or result before that day, or without any were added before it.

    The longest ago first, among these ids or all. Whoever was merged into somebody goes with them
    and is not listed.
    """
    return list_rows(
        db,
        Lapsed,
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


def get_choices(db: Db, account_id: int) -> dict[int, bool]:
    """candidate_id → whether this person ticked them in the list, as far as the list was sent."""
    rows = db.execute(
        "select candidate_id, ticked from retention_choices where account_id = ?", [account_id]
    )
    return {candidate_id: bool(ticked) for candidate_id, ticked in rows}


def record_choices(
    db: Db, account_id: int, *, shown_ids: Collection[int], ticked_ids: Collection[int]
) -> None:
    """Keep who of those shown was ticked, so that coming back to the list shows the same."""
    with transaction(db):
        db.conn.executemany(
            "insert or replace into retention_choices"
            " select ?, candidate_id, ? from candidates where candidate_id = ?",
            [(account_id, shown_id in ticked_ids, shown_id) for shown_id in shown_ids],
        )


def list_named(db: Db, candidate_ids: Collection[int]) -> list[NamedCandidate]:
    """Everybody whom deleting these people deletes, by name: they, and who was merged into them."""
    return list_rows(
        db,
        NamedCandidate,
        "select candidate_id, surname, forenames, born_on, candidate_number, merged_into"
        " from candidates where candidate_id in (select value from json_each(?))"
        " order by sort_key, candidate_id",
        [json.dumps(list(store_merged.with_merged(db, candidate_ids)))],
    )


class NotNamed(Exception):
    """Somebody would be deleted who was not named: merged since into one of the people chosen."""


def delete(
    db: Db,
    candidate_ids: Collection[int],
    before: date,
    *,
    years: int,
    account_id: int,
    named_ids: Collection[int] | None = None,
) -> Deleted:
    """Delete those of these people who still have lapsed, in all rooms, and record how many.

    One transaction, then the file is written anew, so that no trace of them stays in it. Raises
    NotNamed when this would delete anybody besides those named; None: whoever it is.
    """
    store_erasure.prepare(db)
    with transaction(db):
        gone = [person.candidate_id for person in lapsed(db, before, candidate_ids)]
        if not gone:
            return Deleted(0, 0, 0, True)
        everybody = store_merged.with_merged(db, gone)
        if named_ids is not None and not set(everybody) <= set(named_ids):
            raise NotNamed
        db.execute("delete from retention_choices where account_id = ?", [account_id])
        their_results = results.forget(db, everybody)
        their_entries = entries.forget(db, everybody)
        store_erasure.forget(db, everybody)
        store_erasure.record(db, account_id, now(), years, len(gone), their_entries, their_results)
    return Deleted(len(gone), their_entries, their_results, store_erasure.wipe(db))
