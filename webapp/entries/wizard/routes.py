"""The steps of one draft, and the draft that each of them works on."""

from datetime import date
from typing import Any

from litestar import MediaType, Response, Router
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.home import pages
from webapp.entries.wizard import (
    pages_candidates,
    pages_options,
    pages_package,
    pages_series,
    pages_summary,
)
from webapp.entries.wizard import pages_new_candidate as pages_new
from webapp.entries.wizard import pages_selection as pages_picked
from webapp.entries.wizard.draft import Draft
from webapp.entries.wizard.pages_draft import AlreadySubmitted, draft_asked
from webapp.web.responses import go


def provide_draft(
    db: NamedDependency[Db], today: NamedDependency[date], draft_id: FromPath[int]
) -> Draft:
    return draft_asked(db, today, draft_id)


def show_confirmation_instead(request: HTMXRequest, problem: AlreadySubmitted) -> Response[Any]:
    address = f"/entries/submissions/{problem.submission_id}"
    if request.htmx:
        return Response(
            b"",
            status_code=409,
            media_type=MediaType.TEXT,
            headers={"hx-redirect": address, "cache-control": "no-store"},
        )
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
        *pages_series.of_draft,
        *pages_summary.of_draft,
    ],
    dependencies={"draft": Provide(provide_draft, sync_to_thread=False)},
    # Every request of the app is an HTMXRequest.
    exception_handlers={AlreadySubmitted: show_confirmation_instead},  # type: ignore[dict-item]
    opt={"role": "entries"},
)
