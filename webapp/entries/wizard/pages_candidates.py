"""Step Candidates: find people or groups on the left, keep the selected ones on the right."""

from datetime import date
from typing import Any

import litestar
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp

from webapp.candidates.record import name
from webapp.candidates.register import added_since, store_search, ticks
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection, store_undo
from webapp.entries.wizard.draft import Draft, address
from webapp.entries.wizard.left_out import left_out
from webapp.entries.wizard.pages_draft import draft_asked
from webapp.web.centre_state import centre_of
from webapp.web.formatting import plural
from webapp.web.last_search import CLEAR, keep_search, last_search
from webapp.web.responses import asks_fragment, fragment, go, number, read_form, sent_form, show
from webapp.web.routing import get, post

MOST = 20 * store_search.PAGE
NOBODY = "Select at least one candidate: find them below, add a group, or add someone new."


@get("/candidates")
def choose_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
    tab: FromQuery[str] = "find",
) -> Response[Any]:
    asked = last_search(request, _list(draft.draft_id)) or _noted(draft)
    return _show(request, db, today, draft, {"tab": tab, **asked})


@post("/candidates", status_code=200)
def leave_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    sent = sent_form(request)
    # Whoever is ticked was meant to come along.
    if new := store_selection.add_candidates(db, draft.draft_id, ticked(sent)):
        draft = store_draft.one(db, draft.draft_id) or draft
    archived = left_out(store_selection.count_archived(db, ticked(sent)))
    if draft.candidates:
        store_undo.forget(db, draft.draft_id, "removal")
        told = f"{plural(new, 'ticked candidate')} added." if new else ""
        return go(draft.next_address, (told + archived).strip())
    form = {"tab": sent.get("tab", "find"), **_noted(draft)}
    return _show(request, db, today, draft, form, {"selected-title": NOBODY})


@litestar.post("/candidates/find", status_code=200, opt={"looks": True})
async def find_candidates(request: HTMXRequest, draft_id: FromPath[int]) -> ASGIApp:
    """Asked at each pause in somebody's typing, so it does without dependencies, which take
    time.
    """
    form = await read_form(request)
    centre = centre_of(request)
    with centre.connections.one() as db:
        today = centre.today()
        asked = {field: form.get(field, "") for field in ("search", "added", "limit")}
        if not asks_fragment(request) or not store_draft.exists(db, draft_id):
            draft_asked(db, today, draft_id)
            if CLEAR in form:
                asked = {"search": "", "added": "any"}
            # A page that answers a form is not there on Back; without script the ticks are kept
            # here.
            kept = ticks.keep(ticked(form))
            keep_search(request, _list(draft_id), asked | {"ticked": kept.text})
            # Litestar takes a Response here just as well.
            return go(address(draft_id, "candidates?tab=find"), kept.notice)  # type: ignore[return-value]
        keep_search(request, _list(draft_id), asked)
        selected_ids = store_selection.selected_ids(db, draft_id)
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
    return {"search": draft.search, "added": draft.added}


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
    found = store_search.search(db, search, added_since.since(added, today), limit)
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
    selected = store_selection.selected(db, draft.draft_id)
    ids = {person.candidate_id for person in selected}
    return {
        "draft": draft,
        "tab": tab if tab in ("find", "groups") else "find",
        "selected": selected,
        "removals": store_undo.get_removals(db, draft.draft_id),
        "groups": store_selection.groups(db, draft.draft_id) if tab == "groups" else [],
        "periods": added_since.LABELS,
        **_finding(db, today, draft.draft_id, form, ids, form.get("shown_limit", "")),
    }


def _show(
    request: HTMXRequest,
    db: Db,
    today: date,
    draft: Draft,
    form: FormMultiDict | dict[str, str],
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    return show(
        request,
        "entries/wizard/candidates.html",
        "entries/wizard/_picked.html",
        status=422 if problems else 200,
        told="",
        problems=problems or {},
        **parts(db, today, draft, form),
    )


of_draft = [choose_candidates, leave_candidates, find_candidates]
