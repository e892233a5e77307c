"""Taking people off a draft's right-hand list so that it can be undone, in the file."""

from webapp.db import Db, transaction
from webapp.entries import store_chosen_series, store_draft, store_picked
from webapp.entries.removed import Removed


def leaving(db: Db, draft_id: int, candidate_id: int | None = None) -> Removed:
    """Who would leave, with their decisions: one candidate if selected, or everybody."""
    key = {"draft": draft_id, "candidate": candidate_id}
    people = db.execute(
        "select candidate_id from draft_candidates where draft_id = :draft"
        " and (:candidate is null or candidate_id = :candidate) order by 1", key,
    )  # fmt: skip
    ticks = db.execute(
        "select candidate_id, assessment_id, ticked from draft_choices where draft_id = :draft"
        " and (:candidate is null or candidate_id = :candidate) order by 1, 2", key,
    )  # fmt: skip
    return Removed([one for (one,) in people], [(*cell, bool(ticked)) for *cell, ticked in ticks])


def bring_back(db: Db, draft_id: int, gone: Removed) -> int:
    """Select them again, with their decisions as far as the package still has them. Gives how many came back.

    Whoever was selected anew in the meantime keeps what has been decided since.
    """
    with transaction(db):
        there = store_picked.selected_ids(db, draft_id)
        chosen_series = store_chosen_series.of_candidates(db, draft_id, gone.people)
        new = store_picked.add_candidates(db, draft_id, gone.people)
        back = store_picked.selected_ids(db, draft_id) - there
        fitting = {
            one for (one,) in db.execute(
                "select assessment_id from package_assessments join drafts using (package_id)"
                " where draft_id = ?", [draft_id],
            )
        }  # fmt: skip
        store_draft.tick(db, draft_id, {
            (person, assessment): ticked for person, assessment, ticked in gone.ticks
            if person in back and assessment in fitting
        })  # fmt: skip
        store_chosen_series.put_back(db, chosen_series)
    return new
