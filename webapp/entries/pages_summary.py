"""Step Summary: read it all once more, submit, and the confirmation."""

import secrets
from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.db import Db
from webapp.entries import (
    order_number,
    store,
    store_draft,
    store_picked,
    store_submissions,
    summary,
)
from webapp.entries.draft import address, next_address, next_gap
from webapp.html import go, read_form, show

Draft = dict[str, Any]
CHANGED = (
    "The entries have changed since this page was shown, so nothing was submitted."
    " Read the summary again, then submit."
)


@get("/summary")
async def show_summary(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    if next_gap(draft) != "summary":
        return go(next_address(draft))
    return _show(request, db, draft, today)


@post("/summary/order-number", status_code=200)
async def keep_order_number(
    request: HTMXRequest, db: NamedDependency[Db], draft: NamedDependency[Draft]
) -> Response:
    reading = order_number.read((await read_form(request)).get("order_number", ""))
    if not reading.problem:
        store_draft.set_order_number(db, draft["draft_id"], reading.value)
    if not request.htmx:
        return go(address(draft["draft_id"], "summary"))
    return show(request, "entries/summary.html", "entries/_order_number.html", reading=reading)


@post("/summary", status_code=200)
async def submit_entries(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    form = await read_form(request)
    reading = order_number.read(form.get("order_number", ""))
    if reading.problem:
        draft |= {"order_number": reading.value}
        return _show(request, db, draft, today, {"order_number": reading.problem})
    store_draft.set_order_number(db, draft["draft_id"], reading.value)
    draft |= {"order_number": reading.value}
    if reading.warning and form.get("accepted") != reading.value:
        return _show(request, db, draft, today, {"order_number": reading.warning})
    shown = summary.read_keys(form.get("shown", ""))
    outcome = store.submit(
        db, draft["draft_id"], request.user["account_id"], shown, reading.value, today
    )
    if outcome.submission_id is not None:
        return go(f"/entries/submissions/{outcome.submission_id}")
    return _show(request, db, draft, today, {"entries": CHANGED}, outcome.refused)


@get("/entries/submissions/{submission_id:int}", opt={"role": "entries"})
async def show_submission(
    request: HTMXRequest, db: NamedDependency[Db], submission_id: FromPath[int]
) -> Response:
    submission = store_submissions.submission(db, submission_id)
    if submission is None:
        raise NotFoundException
    return show(
        request,
        "entries/submission.html",
        submission=submission,
        entries=store_submissions.entries_of(db, submission_id),
        start_key=secrets.token_hex(16),
    )


@post("/entries/submissions/{submission_id:int}/again", opt={"role": "entries"}, status_code=200)
async def start_again(
    request: HTMXRequest, db: NamedDependency[Db], submission_id: FromPath[int]
) -> Response:
    """A new draft with the same package, or with the same candidates for another package."""
    form = await read_form(request)
    submission = store_submissions.submission(db, submission_id)
    if submission is None:
        raise NotFoundException
    # After Back the same form may ask for the other kind of draft.
    start_key = f"{form.get('start_key') or secrets.token_hex(16)} {form.get('same')}"
    draft_id = store_draft.start(
        db, start_key, request.user["account_id"], submission["package_id"]
    )
    if form.get("same") == "package":
        return go(address(draft_id, "candidates"))
    people = {entry["candidate_id"] for entry in store_submissions.entries_of(db, submission_id)}
    store_picked.add_candidates(db, draft_id, people)
    return go(address(draft_id, "package"))


def _show(
    request: HTMXRequest,
    db: Db,
    draft: Draft,
    today: date,
    problems: dict[str, str] | None = None,
    refused: set[str] = frozenset(),
) -> Response:
    sheet = store.sheet(db, draft["draft_id"], draft["package_id"], today)
    return show(
        request,
        "entries/summary.html",
        status=409 if refused or "entries" in (problems or {}) else 422 if problems else 200,
        draft=draft,
        sheet=sheet,
        people=summary.by_candidate(sheet),
        assessments=summary.by_assessment(sheet),
        refused=summary.name_refused(sheet, refused),
        shown=" ".join(summary.keys(sheet)),
        reading=order_number.read(draft["order_number"]),
        problems=problems or {},
    )


of_draft = [show_summary, keep_order_number, submit_entries]
outside = [show_submission, start_again]
