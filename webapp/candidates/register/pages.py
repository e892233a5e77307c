"""The register: everybody at the centre, found as one types, a page at a time."""

from datetime import date
from typing import Any

import litestar
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import name
from webapp.candidates.register import added_since, store_search, ticks
from webapp.database.connection import Db
from webapp.web.last_search import CLEAR, keep_search, last_search
from webapp.web.responses import asks_fragment, go, number, read_form, show
from webapp.web.routing import get

LIST = "candidates"
FIELDS = ("search", "added", "group", "state")
Form = FormMultiDict | dict[str, str]


@get("/")
def list_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    into: FromQuery[str] = "",
) -> Response[Any]:
    return show_register(request, db, today, last_search(request, LIST) | {"into": into})


@litestar.post("/", status_code=200, opt={"looks": True})
async def find_candidates(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = await read_form(request)
    if CLEAR in form:
        keep_search(request, LIST, {})
        return go(_address(form))
    asked = {field: form.get(field, "") for field in (*FIELDS, "page", "new_title")}
    if not asks_fragment(request):
        # A page that answers a form is not there on Back: the list comes from its own address.
        # Ticks are kept with the search, for without script nothing else does.
        kept = ticks.keep(ticked_ids(form))
        keep_search(request, LIST, asked | {"ticked": kept.text})
        return go(_address(form), kept.notice)
    keep_search(request, LIST, asked)
    return show(
        request,
        "candidates/register/register.html",
        "candidates/_rows.html",
        **_finding(db, today, form),
    )


def ticked_ids(form: Form) -> list[int]:
    """The candidates ticked in a list, all that were shown if that box is ticked."""
    if not isinstance(form, FormMultiDict):
        return [number(text) or 0 for text in form.get("ticked", "").split()]
    every = form.getall("shown_id", []) if "all_shown" in form else []
    return [number(text) or 0 for text in [*form.getall("candidate_id", []), *every]]


def _address(form: Form) -> str:
    into = number(form.get("into", ""))
    return f"/candidates?into={into}" if into else "/candidates"


def show_register(
    request: HTMXRequest,
    db: Db,
    today: date,
    form: Form,
    problems: dict[str, str] | None = None,
    told: str = "",
) -> Response[Any]:
    """The register with the search, the page and the words of a form."""
    groups = store_groups.groups(db)
    into = number(form.get("into", ""))
    return show(
        request,
        "candidates/register/register.html",
        status=422 if problems else 200,
        problems=problems or {},
        told=told,
        periods=added_since.LABELS,
        groups=groups,
        into=next((group for group in groups if group.group_id == into), None),
        new_title=form.get("new_title", ""),
        **_finding(db, today, form),
    )


def _finding(db: Db, today: date, form: Form) -> dict[str, Any]:
    search, added = form.get("search", "")[: name.QUERY_CHARACTERS], form.get("added", "any")
    state = "archived" if form.get("state") == "archived" else "active"
    group_id = number(form.get("group", ""))
    group_id = group_id if group_id and store_groups.one(db, group_id) else None
    rows, paging = store_search.on_page(
        db,
        search,
        added_since.since(added, today),
        number(form.get("page", "")) or 1,
        group_id,
        state == "archived",
    )
    asked = {"search": search, "added": added, "group": str(group_id or ""), "state": state}
    kept = set(ticked_ids(form)) - {0}
    return {
        "rows": store_search.with_kept(db, rows, kept),
        "selected_ids": set(),
        "ticked_ids": kept,
        "total": paging.total,
        "more": paging.more,
        "paging": paging,
        "search": search,
        "added": added,
        "group_id": group_id,
        "state": state,
        "linked": True,
        "limit": len(rows),
        "most": len(rows),
        "turn_address": "/candidates",
        "clears": bool(kept)
        or asked != {"search": "", "added": "any", "group": "", "state": "active"},
        "follows": {"turn": {"shown_page": str(paging.page)}, "export": asked},
    }


of_register = [list_candidates, find_candidates]
