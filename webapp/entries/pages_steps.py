"""The steps of one draft, and the draft that each of them works on."""

from datetime import date
from typing import Any

from litestar import MediaType, Response, Router
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue import validity
from webapp.db import Db
from webapp.entries import (
    pages,
    pages_candidates,
    pages_new,
    pages_options,
    pages_package,
    pages_picked,
    pages_summary,
    store,
    store_draft,
)
from webapp.html import go


class AlreadySubmitted(Exception):
    """The draft has become a submission; its steps lead to the confirmation."""

    def __init__(self, submission_id: int) -> None:
        super().__init__()
        self.submission_id = submission_id


def provide_draft(
    db: NamedDependency[Db], today: NamedDependency[date], draft_id: FromPath[int]
) -> dict[str, Any]:
    """The draft of the address; closed says why nothing can be entered for its package any more."""
    draft = store_draft.one(db, draft_id)
    if draft is None:
        if (submission_id := store.submitted_as(db, draft_id)) is not None:
            raise AlreadySubmitted(submission_id)
        raise NotFoundException
    return draft | {"closed": validity.notice(draft, today)}


def show_confirmation_instead(request: HTMXRequest, problem: AlreadySubmitted) -> Response:
    address = f"/entries/submissions/{problem.submission_id}"
    if request.htmx:
        return Response(
            b"", status_code=409, media_type=MediaType.TEXT,
            headers={"hx-redirect": address, "cache-control": "no-store"},
        )  # fmt: skip
    return go(address)


router = Router(
    "/entries/drafts/{draft_id:int}",
    route_handlers=[
        *pages.of_draft,
        *pages_package.of_draft,
        *pages_candidates.of_draft,
        *pages_picked.of_draft,
        *pages_new.of_draft,
        *pages_options.of_draft,
        *pages_summary.of_draft,
    ],
    dependencies={"draft": Provide(provide_draft, sync_to_thread=False)},
    exception_handlers={AlreadySubmitted: show_confirmation_instead},
    opt={"role": "entries"},
)
