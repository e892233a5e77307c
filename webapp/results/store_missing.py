"""From a report to a draft: entries for the components that candidates miss in a package."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256

from webapp.candidates import store as candidates
from webapp.catalogue import store as catalogue
from webapp.db import Db, transaction
from webapp.entries import store_draft, store_picked
from webapp.results import programme, store_report, store_report_facts


def start_draft(
    db: Db, account_id: int, package_id: int, candidate_ids: Collection[int], today: date
) -> int | None:
    """Begin a draft with those who miss something and exactly what they miss ticked.

    Of an option group of which nothing is begun no row is ticked: that is a choice to make. The
    same question again, on the same day, gives the draft that is open already, as it has become
    since. None when nobody misses anything. Archived people are never entered, so they are left out.
    """
    with transaction(db):
        package = catalogue.package(db, package_id)
        if package is None:
            return None
        held = store_report.packages(db, package["framework_id"], today)
        candidate_ids = candidates.active(db, candidate_ids)
        missing = {
            line.candidate_id: line.standing
            for line in programme.lines(store_report_facts.facts(db, held, candidate_ids))
            if line.package_id == package_id and (line.standing.missing or line.standing.choices)
        }
        if not missing:
            return None
        question = (account_id, package_id, sorted(missing), today.isoformat())
        key = sha256(repr(question).encode()).hexdigest()
        draft_id = store_draft.start(db, key, account_id, package_id)
        if not store_picked.selected_ids(db, draft_id):
            store_picked.add_candidates(db, draft_id, missing)
            decided = {
                (candidate_id, assessment_id): assessment_id in missing[candidate_id].missing
                for candidate_id in store_picked.selected_ids(db, draft_id)
                for assessment_id in missing[candidate_id].cells
            }
            store_draft.tick(db, draft_id, decided)
    return draft_id
