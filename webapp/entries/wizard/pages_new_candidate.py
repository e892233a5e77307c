"""Step Candidates, tab Add new candidates: the candidate form, with doubles shown first."""

from collections.abc import Collection
from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.duplicates import store as store_doubts
from webapp.candidates.duplicates.confirmations import Doubts
from webapp.candidates.record import candidate, store_identifiers
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection, store_undo
from webapp.entries.wizard.draft import STEPS, Draft, address
from webapp.entries.wizard.pages_candidates import NOBODY
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

TAKEN = "Another person has just saved a candidate with one of these numbers. Check them."
SAVE_FIRST = (
    "Save the candidate or clear the form first: what you typed is not in the register yet."
)
SAVED = "The new candidate is recorded and selected."


@get("/candidates/new")
def ask_new_candidate(
    request: HTMXRequest, db: NamedDependency[Db], draft: NamedDependency[Draft]
) -> Response[Any]:
    return _show(request, db, draft, form={})


@post("/candidates/new", status_code=200)
def add_new_candidate(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    sent = sent_form(request)
    form, accepted = dict(sent), set(sent.getall("accepted", []))
    if "begin" in form:
        return _show(request, db, draft, form=candidate.guess(form.get("typed", "")))
    # Next takes along what was typed; every other way out asks first.
    if "leave" in form and (form["leave"] != "next" or candidate.is_blank(form)):
        return _leave(request, db, draft, form=form, accepted=accepted)
    if "make_uci" in form:
        centre_number = request.user.centre_number
        made, problems = store_identifiers.make_uci(db, centre_number, form, today)
        form |= {"uci": made} if made else {}
        return _show(request, db, draft, form=form, problems=problems, accepts=accepted)
    checked = store_doubts.check(db, form, today)
    # Nobody creates a double by pressing Next a second time.
    open_doubts = checked.doubts.without(set() if "leave" in form else accepted)
    if checked.value is None or checked.problems or any(open_doubts):
        problems = checked.problems | ({"candidates-save": SAVE_FIRST} if "leave" in form else {})
        accepts = accepted | checked.doubts.keys()
        return _show(
            request, db, draft, form=form, problems=problems, doubts=open_doubts, accepts=accepts
        )
    account_id = request.user.account_id
    if (
        store_selection.add_new(
            db, draft.draft_id, checked.value, today=today, account_id=account_id
        )
        is None
    ):
        return _show(request, db, draft, form=form, problems={"uci": TAKEN})
    if "leave" in form:
        return go((store_draft.one(db, draft.draft_id) or draft).next_address, SAVED)
    return go(address(draft.draft_id, "candidates"), SAVED)


@post("/candidates/new/use", status_code=200)
def use_candidate(
    request: HTMXRequest, db: NamedDependency[Db], draft: NamedDependency[Draft]
) -> Response[Any]:
    """Take the double from the register instead of recording somebody new."""
    candidate_id = number(sent_form(request).get("use", "")) or 0
    store_selection.add_candidates(db, draft.draft_id, [candidate_id])
    there = candidate_id in store_selection.selected_ids(db, draft.draft_id)
    told = "The candidate is selected." if there else "That candidate is not in the register."
    if store_selection.count_archived(db, [candidate_id]):
        told = "That candidate is archived: bring them back first."
    return go(address(draft.draft_id, "candidates"), told)


def _leave(
    request: HTMXRequest, db: Db, draft: Draft, *, form: dict[str, str], accepted: Collection[str]
) -> Response[Any]:
    """To another tab or step, unless something would be lost."""
    if not candidate.is_blank(form):
        return _show(
            request,
            db,
            draft,
            form=form,
            problems={"candidates-save": SAVE_FIRST},
            accepts=accepted,
        )
    where = form["leave"]
    if where == "next" and not draft.candidates:
        return _show(request, db, draft, form=form, problems={"selected-title": NOBODY})
    if where == "next":
        return go(draft.next_address)
    if where in STEPS:
        return go(address(draft.draft_id, where))
    tab = "groups" if where == "groups" else "find"
    return go(address(draft.draft_id, f"candidates?tab={tab}"))


def _show(
    request: HTMXRequest,
    db: Db,
    draft: Draft,
    *,
    form: dict[str, str],
    problems: dict[str, str] | None = None,
    doubts: Doubts | None = None,
    accepts: Collection[str] = (),
) -> Response[Any]:
    return show(
        request,
        "entries/wizard/new_candidate.html",
        status=422 if problems or doubts else 200,
        draft=draft,
        tab="new",
        selected=store_selection.selected(db, draft.draft_id),
        removals=store_undo.get_removals(db, draft.draft_id),
        **store_doubts.needs(db, form, problems or {}, doubts, accepts),
    )


of_draft = [ask_new_candidate, add_new_candidate, use_candidate]
