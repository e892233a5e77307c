"""Merging two candidates through all rooms at once, and undoing it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.merges import merge, store_merged
from webapp.candidates.merges import store as store_merges
from webapp.candidates.merges.store_merged import WholeMerge
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db, now, transaction
from webapp.entries.of_candidate import store_merge as entries
from webapp.entries.of_candidate.store_merge import Clash
from webapp.results.of_candidate import store_merge as results
from webapp.results.of_candidate.store_merge import NamedResult

Row = dict[str, Any]
"""A row of any table with every column, as it is kept to be put back."""
TABLES = {
    "candidates": "the details",
    "group_members": "the groups",
    "entries": "the entries",
    "draft_candidates": "an open draft",
    "draft_choices": "an open draft",
    "draft_candidate_series": "an open draft",
    "awards": "the results",
    "results": "the results",
}
STALE = (
    "What is held about the two has changed since this page was shown: read it again, then merge."
)


class Pair(NamedTuple):
    """Two candidates side by side, and what both of them have."""

    one: CandidateRow
    other: CandidateRow
    entries: list[Clash]
    results: list[NamedResult]

    @property
    def fingerprint(self) -> str:
        return merge.fingerprint(self.one, self.other, [*self.entries, *self.results])


class Outcome(NamedTuple):
    """merge_id when the two are one; else the problems, field → message, "pair" for both."""

    merge_id: int | None
    problems: dict[str, str]


def pair(db: Db, one_id: int, other_id: int) -> Pair | None:
    """The two as they are now; None when one of them is not in the file."""
    one, other = candidates.one(db, one_id), candidates.one(db, other_id)
    if one is None or other is None:
        return None
    clashes = entries.clashes(db, one_id, other_id)
    planned = results.united(
        db, one_id, other_id, withdrawn=[withdrawn(clash, {}) for clash in clashes]
    )
    return Pair(one, other, clashes, results.named(db, planned.hidden))


def unite(
    db: Db, one_id: int, other_id: int, *, form: Mapping[str, str], account_id: int, today: date
) -> Outcome:
    """Make two candidates one, if they still are what was shown.

    form: kept (the id that stays), a field → the id whose value is taken, entry-1-2 (for clashing
    entries 1 and 2) → the id of the entry that stays live, shown (the pair's fingerprint). Two who
    were made one before give the same merge. Raises KeyError for somebody who is not there.
    """
    with transaction(db):
        if merge_id := store_merged.standing(db, one_id, other_id):
            return Outcome(merge_id, {})
        two = pair(db, one_id, other_id)
        if two is None:
            raise KeyError
        if refused := merge.refusal(two.one, two.other):
            return Outcome(None, {"pair": refused})
        if form.get("shown") != two.fingerprint:
            return Outcome(None, {"pair": STALE})
        kept, gone = two.one, two.other
        if form.get("kept", str(merge.older(kept, gone))) == str(gone.candidate_id):
            kept, gone = gone, kept
        new, problems = merge.merged(kept, gone, form, today=today)
        if new is None:
            return Outcome(None, problems)
        moment, kept_id, gone_id = now(), kept.candidate_id, gone.candidate_id
        ids = [kept_id, gone_id]
        before = rows_of(db, ids)
        store_merges.unite(db, kept_id, gone_id, new, account_id, moment)
        gone_entries = [withdrawn(row, form) for row in two.entries]
        planned = results.united(db, kept_id, gone_id, withdrawn=gone_entries)
        entries.unite(
            db,
            kept_id,
            gone_id,
            withdrawn=gone_entries,
            attempts=planned.entries,
            account_id=account_id,
            moment=moment,
        )
        results.unite(db, kept_id, gone_id, plan=planned, moment=moment)
        merge_id = store_merges.keep(
            db, kept_id, gone_id, account_id, moment, before, rows_of(db, ids)
        )
    return Outcome(merge_id, {})


def withdrawn(clash: Clash, form: Mapping[str, str]) -> int:
    """The entry of two that is withdrawn: the later made, unless the form says otherwise."""
    earlier, later = sorted(
        (clash.one, clash.other),
        key=lambda entry: (clash.one_at if entry == clash.one else clash.other_at, entry),
    )
    stays = form.get(f"entry-{clash.one}-{clash.other}", str(earlier))
    return earlier if stays == str(later) else later


def rows_of(db: Db, ids: list[int]) -> dict[str, list[Row]]:
    """Table → every row about these people, in all rooms."""
    return {
        **store_merges.rows_of(db, ids),
        **entries.rows_of(db, ids),
        **results.rows_of(db, ids),
    }


def obstacles(db: Db, merged: WholeMerge) -> list[str]:
    """What has happened since a merge so that it can't be undone; none while it can.

    Each is what has changed ("the entries"), or an identifier that somebody else has got.
    """
    ids = [merged.kept_id, merged.gone_id]
    present = rows_of(db, ids)
    changed = [
        words
        for table, words in TABLES.items()
        if not _are_as_kept(present[table], merged.after.get(table, []))
    ]
    numbers = store_merges.taken(db, ids, merged.before)
    taken = [f"the number {one}, which somebody else has now" for one in numbers]
    return [*dict.fromkeys(changed), *taken]


def _are_as_kept(present: list[Row], kept: list[Row]) -> bool:
    """Whether rows are as they were; columns that a later version of the file has added don't
    count.
    """
    return len(present) == len(kept) and all(
        {column: row[column] for column in was if column in row} == was
        for row, was in zip(present, kept, strict=True)
    )


def undo(db: Db, merge_id: int, account_id: int) -> list[str]:
    """Let the two be again exactly as they were. Gives the obstacles; a second time changes
    nothing.

    Raises KeyError for a merge that is not there.
    """
    with transaction(db):
        merged = store_merged.one(db, merge_id)
        if merged is None:
            raise KeyError
        if merged.undone_at:
            return []
        if found := obstacles(db, merged):
            return found
        moment, ids = now(), [merged.kept_id, merged.gone_id]
        store_merges.put_back(db, ids, merged.before, account_id, moment)
        entries.put_back(db, ids, merged.before, account_id=account_id, moment=moment)
        results.put_back(db, ids, merged.before)
        store_merges.note_undone(db, merge_id, moment)
    return []
