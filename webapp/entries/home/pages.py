"""Home, the kinds of entries, and the list of drafts."""

from datetime import date, timedelta
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import replace

from webapp.accounts.parked_forms import parked_form
from webapp.accounts.profile import store_notices
from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.packages import validity
from webapp.catalogue.packages.store import ClosingDate
from webapp.database.connection import Db
from webapp.entries.home import store as store_lately
from webapp.entries.submissions import flags, store_flags
from webapp.entries.submissions import store as store_submissions
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard.draft import Draft
from webapp.entries.wizard.store import ClosingDraft
from webapp.web.centre_state import centre_of
from webapp.web.responses import go, show
from webapp.web.routing import get, post

NEAR = timedelta(days=42)
FEW = 5


@get("/")
def show_home(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    may_enter = request.user.role != "results"
    drafts = store_draft.open_drafts(db, request.user.account_id, FEW) if may_enter else []
    latest = store_submissions.latest_submissions(db, FEW) if may_enter else []
    marks = store_flags.marks(db) if may_enter else {}
    return show(
        request,
        "entries/home/home.html",
        drafts=_with_notices(drafts, today),
        closing=_closing(db, today, request.user.account_id),
        submissions=[(one, flags.of(marks, one.submission_id)) for one in latest],
        kept=parked_form.count(centre_of(request).parked, request.user),
        notices=store_notices.list_unread(db, request.user.account_id),
        wanting=[(key, flags.LABELS[key], len(ids)) for key, ids in marks.items() if ids],
    )


@get("/entries/make", opt={"role": "entries"})
def list_kinds(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    lately = store_lately.packages(db, request.user.account_id, catalogue.packages(db, today))
    return show(request, "entries/home/kinds.html", lately=lately, along=None, package=None)


@get("/entries/make/learning-programmes", opt={"role": "entries"})
def show_learning_programmes(request: HTMXRequest) -> Response[Any]:
    return show(request, "entries/home/learning_programmes.html")


@get("/entries/drafts", opt={"role": "entries"})
def list_drafts(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    return show(
        request,
        "entries/home/drafts.html",
        drafts=_with_notices(store_draft.open_drafts(db), today),
    )


def _closing(db: Db, today: date, account_id: int) -> list[tuple[ClosingDate, list[ClosingDraft]]]:
    """The closing dates that are near, each with the person's own drafts that they are about."""
    mine = store_draft.closing(db, account_id, today)
    return [
        (
            row,
            [
                draft
                for draft in mine
                if (draft.closes_on, draft.title) == (row.closes_on, row.title)
            ],
        )
        for row in catalogue.closing_soon(db, today, today + NEAR)
    ]


def _with_notices(drafts: list[Draft], today: date) -> list[Draft]:
    return [replace(draft, closed=validity.notice(draft, today)) for draft in drafts]


@post("/delete", status_code=200)
def delete_draft(db: NamedDependency[Db], draft: NamedDependency[Draft]) -> Response[Any]:
    store_draft.discard(db, draft.draft_id)
    return go("/entries/drafts", "The draft is deleted. Nothing in it had been submitted.")


router = Router("/", route_handlers=[show_home, list_kinds, show_learning_programmes, list_drafts])
of_draft = [delete_draft]
