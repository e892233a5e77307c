"""Home, the kinds of entries, and the list of drafts."""

from datetime import date, timedelta
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import replace

from webapp.accounts import parked, store_notices
from webapp.catalogue import store as catalogue
from webapp.catalogue import validity
from webapp.catalogue.store import ClosingDate
from webapp.centre_state import centre_of
from webapp.db import Db
from webapp.entries import mark, store_draft, store_lately, store_marks, store_submissions
from webapp.entries.draft import Draft
from webapp.entries.store_draft import ClosingDraft
from webapp.html import go, show
from webapp.routing import get, post

NEAR = timedelta(days=42)
FEW = 5


@get("/")
def show_home(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    may_enter = request.user.role != "results"
    drafts = store_draft.open_drafts(db, request.user.account_id, FEW) if may_enter else []
    latest = store_submissions.latest_submissions(db, FEW) if may_enter else []
    marks = store_marks.marks(db) if may_enter else {}
    return show(
        request,
        "entries/home.html",
        drafts=_with_notices(drafts, today),
        closing=_closing(db, today, request.user.account_id),
        submissions=[(one, mark.of(marks, one.submission_id)) for one in latest],
        kept=parked.count(centre_of(request).parked, request.user),
        notices=store_notices.list_unread(db, request.user.account_id),
        wanting=[(key, mark.LABELS[key], len(ids)) for key, ids in marks.items() if ids],
    )


@get("/entries/make", opt={"role": "entries"})
def list_kinds(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    lately = store_lately.packages(db, request.user.account_id, catalogue.packages(db, today))
    return show(request, "entries/kinds.html", lately=lately, along=None, package=None)


@get("/entries/make/learning-programmes", opt={"role": "entries"})
def show_learning_programmes(request: HTMXRequest) -> Response[Any]:
    return show(request, "entries/learning_programmes.html")


@get("/entries/drafts", opt={"role": "entries"})
def list_drafts(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    return show(
        request, "entries/drafts.html", drafts=_with_notices(store_draft.open_drafts(db), today)
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
