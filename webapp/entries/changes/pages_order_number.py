"""Amending a submission's order number, and undoing it."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.changes import amendment, lateness, reason, store_amendments
from webapp.entries.changes import store as store_changes
from webapp.entries.submissions import order_number
from webapp.entries.submissions import store as store_submissions
from webapp.entries.submissions.pages import place
from webapp.entries.submissions.store import Submission
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

DONE = "The order number is amended."
UNDONE = "The amendment is undone."
TELL = " Nothing was sent: the hand-over sheet is what tells the awarding body."


@get("/order-number")
def ask_order_number(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    return _show(request, db, today, submission=submission, typed=submission.order_number)


@post("/order-number", status_code=200)
def amend_order_number(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    form = sent_form(request)
    reading = order_number.read(form.get("order_number", ""))
    why, problem = reason.read(form.get("reason", ""))
    problems = {"order_number": reading.problem, "reason": problem}
    if not reading.problem and reading.warning and form.get("accepted") != reading.value:
        problems["order_number"] = reading.warning
    if reading.value == submission.order_number:
        # What pressing twice comes to.
        return go(place(submission), amendment.SAME)
    if any(problems.values()):
        return _show(
            request,
            db,
            today,
            submission=submission,
            typed=reading.value,
            why=why,
            problems=problems,
        )
    done = store_amendments.amend(
        db,
        submission.submission_id,
        reading.value,
        reason=why,
        shown=form.get("means", ""),
        account_id=request.user.account_id,
        today=today,
    )
    if done == "stale":
        present = store_submissions.submission(db, submission.submission_id) or submission
        problems = {"means": amendment.STALE}
        return _show(
            request, db, today, submission=present, typed=reading.value, why=why, problems=problems
        )
    return go(place(submission), DONE + TELL if done == "amended" else amendment.SAME)


@post("/order-number/undo", status_code=200)
def undo_amendment(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    change_id = number(sent_form(request).get("change", "")) or 0
    done = store_amendments.undo(
        db,
        submission.submission_id,
        change_id,
        account_id=request.user.account_id,
        today=today,
    )
    if done == "changed since":
        problems = {"undo": amendment.CHANGED_SINCE}
        return _show(
            request,
            db,
            today,
            submission=submission,
            typed=submission.order_number,
            problems=problems,
        )
    return go(place(submission), UNDONE + TELL if done == "undone" else amendment.NOT_THE_LATEST)


def _show(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    submission: Submission,
    typed: str,
    why: str = "",
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    problems = {field: text for field, text in (problems or {}).items() if text}
    changes = store_changes.of_submission(db, submission.submission_id)
    lines = store_changes.lines(db, submission.submission_id, today)
    standing = amendment.standing(changes)
    return show(
        request,
        "entries/changes/amend.html",
        status=409 if {"means", "undo"} & problems.keys() else 422 if problems else 200,
        submission=submission,
        reading=order_number.read(typed),
        why=why,
        longest=reason.LONGEST,
        lines=lines,
        total=lateness.total(lines),
        means=lateness.fingerprint(lines, submission.order_number),
        latest=standing[-1] if standing else None,
        problems=problems,
    )


of_submission = [ask_order_number, amend_order_number, undo_amendment]
