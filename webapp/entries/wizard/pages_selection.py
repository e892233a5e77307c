"""Step Candidates: adding to the right-hand list and taking away from it."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.groups import store as store_groups
from webapp.database.connection import Db
from webapp.entries.wizard import pages_candidates, store_selection, store_undo
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard.draft import Draft, address
from webapp.entries.wizard.left_out import left_out
from webapp.web.formatting import plural
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import post


@post("/candidates/add", status_code=200)
def add_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    form = sent_form(request)
    ids = pages_candidates.ticked(form)
    new = store_selection.add_candidates(db, draft.draft_id, ids)
    pages_candidates.keep_without_ticks(request, draft.draft_id, form)
    told = f"{plural(new, 'candidate')} added." if ids else "Tick the candidates to add first."
    told += left_out(store_selection.count_archived(db, ids))
    return _changed(request, db, today, draft=draft, form=form, told=told)


@post("/candidates/add-group", status_code=200)
def add_group(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    form = sent_form(request)
    group_id = number(form.get("group_id", "")) or 0
    members = store_groups.members(db, group_id)
    new = store_selection.add_candidates(db, draft.draft_id, members)
    were = len(members) - new
    told = f"{plural(new, 'candidate')} added."
    if were:
        told += f" {plural(were, 'was', 'were')} selected already."
    told += left_out(store_groups.count_archived(db, group_id))
    return _changed(request, db, today, draft=draft, form=form, told=told)


@post("/candidates/remove", status_code=200)
def remove_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    form = sent_form(request)
    draft_id = draft.draft_id
    if "all" in form:
        store_undo.remove_candidates(db, draft_id)
        told = "All candidates removed."
    else:
        candidate_id = number(form.get("leaving", "")) or 0
        removed = store_undo.remove_candidates(db, draft_id, candidate_id)
        told = "1 candidate removed." if removed else "That candidate had been removed already."
    return _changed(request, db, today, draft=draft, form=form, told=told)


@post("/candidates/bring-back", status_code=200)
def bring_back_candidates(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    form = sent_form(request)
    back = store_undo.bring_back_candidates(db, draft.draft_id, every="every" in form)
    told = f"{plural(back.added, 'candidate')} brought back." + left_out(back.archived)
    return _changed(request, db, today, draft=draft, form=form, told=told)


def _changed(
    request: HTMXRequest, db: Db, today: date, *, draft: Draft, form: FormMultiDict, told: str
) -> Response[Any]:
    """After a change: both lists for htmx, else the page again with the same search."""
    if request.htmx:
        return show(
            request,
            "entries/wizard/candidates.html",
            "entries/wizard/_picked.html",
            told=told,
            **pages_candidates.parts(db, today, draft, form),
        )
    store_draft.note_search(
        db,
        draft.draft_id,
        form.get("search", draft.search),
        added=form.get("added", draft.added),
    )
    tab = "groups" if form.get("tab") == "groups" else "find"
    return go(address(draft.draft_id, f"candidates?tab={tab}"), told)


of_draft = [add_candidates, add_group, remove_candidates, bring_back_candidates]
