"""Drafts that the program fills with people and ticks, and finds again when it is asked the
same.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal, NamedTuple

from webapp.database.connection import Db, transaction
from webapp.entries.options import store_chosen_series
from webapp.entries.options.cell import Key
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection

How = Literal["begun", "unchanged", "updated", "anew"]


class Filled(NamedTuple):
    """A draft; updated: its people and ticks follow the facts again; anew: an earlier one was left
    alone.
    """

    draft_id: int
    how: How


def fill(
    db: Db,
    question: str,
    account_id: int,
    *,
    package_id: int,
    candidate_ids: list[int],
    ticks: Mapping[Key, bool],
) -> Filled:
    """Give the draft of this question with these people and ticks, one however often it is asked.

    A draft that was filled with the same is given as it has become since. When the facts have
    changed, one that nobody has touched follows them, and one that somebody has stays as it is and
    answers the question no more.
    """
    start_key = sha256(f"{account_id} {package_id} {question}".encode()).hexdigest()
    wanted = _digest(candidate_ids, ticks)
    with transaction(db):
        known = db.execute(
            "select draft_id, package_id, filled from drafts where start_key = ?", [start_key]
        ).fetchone()
        if known is None:
            return Filled(
                _put(
                    db,
                    start_key,
                    account_id,
                    package_id=package_id,
                    candidate_ids=candidate_ids,
                    ticks=ticks,
                ),
                "begun",
            )
        draft_id, its_package_id, filled = known
        if its_package_id == package_id and filled == wanted:
            return Filled(draft_id, "unchanged")
        is_untouched = (
            its_package_id == package_id
            and _present(db, draft_id) == filled
            and not store_chosen_series.has_any(db, draft_id)
        )
        if is_untouched:
            store_selection.remove_all(db, draft_id)
            how: How = "updated"
        else:
            db.execute(
                "update drafts set start_key = start_key || ' ' || draft_id where draft_id = ?",
                [draft_id],
            )
            how = "anew"
        return Filled(
            _put(
                db,
                start_key,
                account_id,
                package_id=package_id,
                candidate_ids=candidate_ids,
                ticks=ticks,
            ),
            how,
        )


def _put(
    db: Db,
    start_key: str,
    account_id: int,
    *,
    package_id: int,
    candidate_ids: list[int],
    ticks: Mapping[Key, bool],
) -> int:
    with transaction(db):
        draft_id = store_draft.start(db, start_key, account_id, package_id=package_id)
        store_selection.add_candidates(db, draft_id, candidate_ids)
        store_draft.tick(db, draft_id, ticks)
        db.execute(
            "update drafts set filled = ? where draft_id = ?", [_present(db, draft_id), draft_id]
        )
    return draft_id


def _present(db: Db, draft_id: int) -> str:
    """Return the digest of the people and ticks that the draft has now."""
    ticks = {
        (candidate_id, assessment_id): bool(ticked)
        for candidate_id, assessment_id, ticked in db.execute(
            "select candidate_id, assessment_id, ticked from draft_choices where draft_id = ?",
            [draft_id],
        )
    }
    return _digest(list(store_selection.selected_ids(db, draft_id)), ticks)


def _digest(candidate_ids: list[int], ticks: Mapping[Key, bool]) -> str:
    return sha256(repr((sorted(candidate_ids), sorted(ticks.items()))).encode()).hexdigest()
