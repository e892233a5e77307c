"""Step Candidates, tab Add new candidates: the candidate form, with doubles shown first."""

from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates import candidate, name, twin
from webapp.candidates import store as candidates
from webapp.db import Db
from webapp.entries import store_picked
from webapp.entries.draft import address
from webapp.html import go, number, read_form, show

Draft = dict[str, Any]
TAKEN = "Another person has just saved a candidate with one of these numbers. Check them."


@get("/candidates/new")
async def ask_new_candidate(
    request: HTMXRequest, db: NamedDependency[Db], draft: NamedDependency[Draft]
) -> Response:
    return _show(request, db, draft, {})


@post("/candidates/new", status_code=200)
async def add_new_candidate(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    form = dict(await read_form(request))
    if "begin" in form:
        return _show(request, db, draft, candidate.guess(form.get("typed", "")))
    reading = candidate.read(form, today)
    if reading.value is None:
        return _show(request, db, draft, form, problems=reading.problems)
    new = reading.value
    doubles = candidates.doubles(db, new)
    if holder := new.candidate_number and candidates.number_holder(db, new.candidate_number):
        taken = f"Candidate number {new.candidate_number} belongs to"
        taken += f" {name.full(holder)}. Type another or leave it blank."
        return _show(request, db, draft, form, {"candidate_number": taken}, doubles=doubles)
    doubt = twin.fingerprint(reading.warnings, doubles)
    refused = any(twin.refuses(double["kind"]) for double in doubles)
    if refused or (doubt and form.get("accepted") != doubt):
        return _show(
            request, db, draft, form, warnings=reading.warnings, doubles=doubles,
            doubt="" if refused else doubt,
        )  # fmt: skip
    account_id = request.user["account_id"]
    if store_picked.add_new(db, draft["draft_id"], new, today, account_id) is None:
        return _show(request, db, draft, form, {"uci": TAKEN})
    return go(
        address(draft["draft_id"], "candidates"), "The new candidate is recorded and selected."
    )


@post("/candidates/new/use", status_code=200)
async def use_candidate(
    request: HTMXRequest, db: NamedDependency[Db], draft: NamedDependency[Draft]
) -> Response:
    """Take the double from the register instead of recording somebody new."""
    candidate_id = number((await read_form(request)).get("use", "")) or 0
    store_picked.add_candidates(db, draft["draft_id"], [candidate_id])
    there = candidate_id in store_picked.selected_ids(db, draft["draft_id"])
    told = "The candidate is selected." if there else "That candidate is not in the register."
    return go(address(draft["draft_id"], "candidates"), told)


def _show(
    request: HTMXRequest,
    db: Db,
    draft: Draft,
    form: dict[str, str],
    problems: dict[str, str] | None = None,
    warnings: dict[str, str] | None = None,
    doubles: list[dict[str, Any]] | None = None,
    doubt: str = "",
) -> Response:
    return show(
        request,
        "entries/new_candidate.html",
        status=422 if problems or warnings or doubles else 200,
        draft=draft,
        tab="new",
        form=form,
        problems=problems or {},
        warnings=warnings or {},
        doubles=doubles or [],
        doubt=doubt,
        selected=store_picked.selected(db, draft["draft_id"]),
    )


of_draft = [ask_new_candidate, add_new_candidate, use_candidate]
