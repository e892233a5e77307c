"""Home, the kinds of entries, and the list of drafts."""

from datetime import date, timedelta
from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue import store as catalogue
from webapp.db import Db
from webapp.entries import store_draft, store_submissions
from webapp.entries.draft import next_address
from webapp.html import go, show

NEAR = timedelta(days=42)
FEW = 5


@get("/")
async def show_home(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response:
    may_enter = request.user["role"] != "results"
    drafts = store_draft.open_drafts(db, request.user["account_id"], FEW) if may_enter else []
    return show(
        request,
        "entries/home.html",
        drafts=[draft | {"address": next_address(draft)} for draft in drafts],
        closing=catalogue.closing_soon(db, today, today + NEAR),
        submissions=store_submissions.latest_submissions(db, FEW) if may_enter else [],
    )


@get("/entries/make", opt={"role": "entries"})
async def list_kinds(request: HTMXRequest) -> Response:
    return show(request, "entries/kinds.html")


@get("/entries/make/learning-programmes", opt={"role": "entries"})
async def show_learning_programmes(request: HTMXRequest) -> Response:
    return show(request, "entries/learning_programmes.html")


@get("/entries/drafts", opt={"role": "entries"})
async def list_drafts(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    drafts = store_draft.open_drafts(db)
    return show(
        request,
        "entries/drafts.html",
        drafts=[draft | {"address": next_address(draft)} for draft in drafts],
    )


@post("/delete", status_code=200)
async def delete_draft(
    db: NamedDependency[Db], draft: NamedDependency[dict[str, Any]]
) -> Response:
    store_draft.discard(db, draft["draft_id"])
    return go("/entries/drafts", "The draft is deleted. Nothing in it had been submitted.")


router = Router(
    "/", route_handlers=[show_home, list_kinds, show_learning_programmes, list_drafts]
)
of_draft = [delete_draft]
