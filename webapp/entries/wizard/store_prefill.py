"""Who comes along into a new draft, in the file."""

from webapp.candidates.groups import store as store_groups
from webapp.candidates.imports import store_uploads
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.entries.wizard import store_selection
from webapp.entries.wizard.prefill import Whom


def people(db: Db, whom: Whom | None) -> list[int]:
    """The active candidates that are meant; nobody when there is no such group, sheet or
    candidate.
    """
    if whom is None:
        return []
    if whom.kind == "group":
        return store_groups.members(db, whom.number)
    if whom.kind == "sheet":
        return store_uploads.added_by(db, whom.number)
    one = candidates.one(db, whom.number)
    return [whom.number] if one and not one.archived_at else []


def count_archived(db: Db, whom: Whom | None) -> int:
    """How many of those that are meant are archived, so that they do not come along."""
    if whom is None:
        return 0
    if whom.kind == "group":
        return store_groups.count_archived(db, whom.number)
    if whom.kind == "sheet":
        return len(store_uploads.added_by(db, whom.number, archived=True))
    return store_selection.count_archived(db, [whom.number])


def bring_along(db: Db, draft_id: int, whom: Whom | None) -> None:
    """Select them in a draft that has nobody yet: coming back to its first step changes nothing."""
    if whom and not store_selection.selected_ids(db, draft_id):
        store_selection.add_candidates(db, draft_id, people(db, whom))
