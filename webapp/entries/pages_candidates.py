"""Step Candidates: find people or groups on the left, keep the selected ones on the right."""

from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp

from webapp.candidates import name, period, store_search
from webapp.db import Db
from webapp.entries import store_draft, store_picked, store_undo
from webapp.entries.draft import address, next_address
from webapp.entries.left_out import left_out
from webapp.entries.pages_draft import draft_asked
from webapp.html import asks_fragment, fragment, go, number, read_form, show
from webapp.html_searches import CLEAR, keep_search, last_search
from webapp.words import plural

Draft = dict[str, Any]
MOST = 20 * store_search.PAGE
MAX_TICKS_KEPT = 500
NOBODY = "Select at least one candidate: find them below, add a group, or add someone new."


@get("/candidates")
async def choose_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
    tab: FromQuery[str] = "find",
) -> Response:
    asked = last_search(request, _list(draft["draft_id"])) or _noted(draft)
    return _show(request, db, today, draft, {"tab": tab, **asked})


@post("/candidates", status_code=200)
async def leave_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    sent = await read_form(request)
    # Whoever is ticked was meant to come along.
    if new := store_picked.add_candidates(db, draft["draft_id"], ticked(sent)):
        draft = draft | (store_draft.one(db, draft["draft_id"]) or {})
    archived = left_out(store_picked.count_archived(db, ticked(sent)))
    if draft["candidates"]:
        store_undo.forget(db, draft["draft_id"], "removal")
        told = f"{plural(new, 'ticked candidate')} added." if new else ""
        return go(next_address(draft), (told + archived).strip())
    form = {"tab": sent.get("tab", "find"), **_noted(draft)}
    return _show(request, db, today, draft, form, {"selected-title": NOBODY})


@post("/candidates/find", status_code=200, opt={"looks": True})
async def find_candidates(request: HTMXRequest, draft_id: FromPath[int]) -> ASGIApp:
    """Asked at each pause in somebody's typing, so it does without dependencies, which take
    time.
    """
    form = await read_form(request)
    state = request.app.state
    with state.connections.one() as db:
        today = state.today()
        selected_ids = store_picked.selected_ids(db, draft_id) if asks_fragment(request) else None
        asked = {field: form.get(field, "") for field in ("search", "added", "limit")}
        if selected_ids is None:
            draft_asked(db, today, draft_id)
            if CLEAR in form:
                asked = {"search": "", "added": "any"}
            # A page that answers a form is not there on Back; without script the ticks are kept
            # here.
            kept = " ".join(map(str, ticked(form)[:MAX_TICKS_KEPT]))
            keep_search(request, _list(draft_id), asked | {"ticked": kept})
            return go(address(draft_id, "candidates?tab=find"))
        keep_search(request, _list(draft_id), asked)
        found = _finding(db, today, draft_id, form, selected_ids)
    return fragment(request, "candidates/_rows.html", **found)


def _list(draft_id: int) -> str:
    return f"draft {draft_id}"


def keep_without_ticks(request: HTMXRequest, draft_id: int, form: FormMultiDict) -> None:
    """Keep the search that was shown when the ticked candidates were added."""
    asked = {field: form.get(field, "") for field in ("search", "added")}
    keep_search(request, _list(draft_id), asked | {"limit": form.get("shown_limit", "")})


def ticked(form: FormMultiDict | dict[str, str]) -> list[int]:
    """The candidates ticked in the list, all that were shown if that box is ticked."""
    if not isinstance(form, FormMultiDict):
        return [number(text) or 0 for text in form.get("ticked", "").split()]
    every = form.getall("shown_id", []) if "all_shown" in form else []
    return [number(one) or 0 for one in [*form.getall("candidate_id", []), *every]]


def _noted(draft: Draft) -> dict[str, str]:
    return {"search": draft["search"], "added": draft["added"]}


def _finding(
    db: Db,
    today: date,
    draft_id: int,
    form: FormMultiDict | dict[str, str],
    selected_ids: set[int],
    shown: str = "",
) -> dict[str, Any]:
    search, added = form.get("search", "")[: name.QUERY_CHARACTERS], form.get("added", "any")
    limit = min(number(shown or form.get("limit", "")) or store_search.PAGE, MOST)
    asked, shown_now = {"search": search, "added": added}, {"limit": str(limit)}
    at = address(draft_id, "candidates/find")
    found = store_search.search(db, search, period.since(added, today), limit)
    kept = set(ticked(form)) - selected_ids - {0}
    return {
        "rows": store_search.with_kept(db, found.rows, kept),
        "selected_ids": selected_ids,
        "ticked_ids": kept,
        "total": found.total,
        "more": found.more,
        "search": search,
        "added": added,
        "limit": limit,
        "most": MOST,
        "linked": False,
        "paging": None,
        "turn_address": at,
        "clears": bool(kept) or asked != {"search": "", "added": "any"},
        "follows": dict.fromkeys(("remove", "undo"), asked | shown_now)
        | {"add": {"shown_limit": str(limit)}},
    }


def parts(
    db: Db, today: date, draft: Draft, form: FormMultiDict | dict[str, str]
) -> dict[str, Any]:
    """What both sides of the page need, for the search and the tab that a form names."""
    tab = form.get("tab", "find")
    selected = store_picked.selected(db, draft["draft_id"])
    ids = {person["candidate_id"] for person in selected}
    return {
        "draft": draft,
        "tab": tab if tab in ("find", "groups") else "find",
        "selected": selected,
        "removals": store_undo.get_removals(db, draft["draft_id"]),
        "groups": store_picked.groups(db, draft["draft_id"]) if tab == "groups" else [],
        "periods": period.LABELS,
        **_finding(db, today, draft["draft_id"], form, ids, form.get("shown_limit", "")),
    }


def _show(
    request: HTMXRequest,
    db: Db,
    today: date,
    draft: Draft,
    form: FormMultiDict | dict[str, str],
    problems: dict[str, str] | None = None,
) -> Response:
    return show(
        request,
        "entries/candidates.html",
        "entries/_picked.html",
        status=422 if problems else 200,
        told="",
        problems=problems or {},
        **parts(db, today, draft, form),
    )


of_draft = [choose_candidates, leave_candidates, find_candidates]
