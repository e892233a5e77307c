"""The draft that an address asks for."""

from datetime import date

from litestar.exceptions import NotFoundException
from msgspec.structs import replace

from webapp.catalogue.packages import validity
from webapp.database.connection import Db
from webapp.entries.options import store
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard.draft import Draft


class AlreadySubmitted(Exception):
    """The draft has become a submission; its steps lead to the confirmation."""

    def __init__(self, submission_id: int) -> None:
        super().__init__()
        self.submission_id = submission_id


def draft_asked(db: Db, today: date, draft_id: int) -> Draft:
    """The draft; closed says why nothing can be entered for its package any more, left who left it.

    Raises AlreadySubmitted, or NotFoundException, if there is none.
    """
    draft = store_draft.one(db, draft_id)
    if draft is None:
        if (submission_id := store.submitted_as(db, draft_id)) is not None:
            raise AlreadySubmitted(submission_id)
        raise NotFoundException
    left = tuple(store_draft.list_left(db, draft_id))
    return replace(draft, closed=validity.notice(draft, today), left=left)
