"""Withdrawing entries of a submission, all or some, and undoing it."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.changes import lateness, reason, store_withdrawals, withdrawal
from webapp.entries.changes import store as store_changes
from webapp.entries.submissions import store as store_submissions
from webapp.entries.submissions.pages import place, show_again
from webapp.entries.submissions.store import Submission
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import post

ALREADY = "Nothing was changed: these entries are withdrawn already."
BACK_ALREADY = "Nothing was changed: these entries are not withdrawn."
TELL = " Nothing was sent: the hand-over sheet is what tells the awarding body."


class Part(NamedTuple):
    """Some of the ticked entries, and what was shown of them, as a form sends it."""

    entry_ids: str
    size: int
    means: str
    results: str


@post("/withdraw/check", status_code=200, opt={"looks": True})
def check_withdrawal(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    """What withdrawing the ticked entries means; the button comes after it."""
    chosen = _chosen(db, submission, sent_form(request))
    if not store_changes.among(store_changes.lines(db, submission.submission_id, today), chosen):
        problems = {"entries-live": withdrawal.NONE_TICKED}
        return show_again(request, db, today, submission=submission, status=422, problems=problems)
    return _check(request, db, today, submission=submission, chosen=chosen, why="", problems={})


@post("/withdraw", status_code=200)
def withdraw_entries(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    form = sent_form(request)
    chosen = _chosen(db, submission, form)
    why, problem = reason.read(form.get("reason", ""))
    lines = store_changes.lines(db, submission.submission_id, today)
    if problem and store_changes.among(lines, chosen):
        return _check(
            request,
            db,
            today,
            submission=submission,
            chosen=chosen,
            why=why,
            problems={"reason": problem},
        )
    outcome = store_withdrawals.withdraw(
        db,
        submission.submission_id,
        chosen,
        reason=why,
        shown=form.get("means", ""),
        account_id=request.user.account_id,
        today=today,
        results_shown=form.get("results", ""),
    )
    if outcome.has_results:
        return _ask_about_results(request, db, today, submission=submission, chosen=chosen, why=why)
    if outcome.stale:
        problems = {"means": withdrawal.STALE}
        return _check(
            request, db, today, submission=submission, chosen=chosen, why=why, problems=problems
        )
    if not outcome.entries:
        return go(place(submission), ALREADY)
    told = f"{plural(outcome.entries, 'entry is', 'entries are')} withdrawn.{TELL}"
    return go(place(submission), told)


@post("/withdraw/undo", status_code=200)
def undo_withdrawal(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    chosen = withdrawal.ticked(sent_form(request).getall("entry_id", []))
    if not chosen:
        problems = {"entries-gone": withdrawal.NONE_TICKED}
        return show_again(request, db, today, submission=submission, status=422, problems=problems)
    outcome = store_withdrawals.bring_back(
        db,
        submission.submission_id,
        chosen,
        account_id=request.user.account_id,
        today=today,
    )
    if outcome.taken:
        problems = {f"entry-{row.entry_id}": withdrawal.taken(row) for row in outcome.taken}
        return show_again(request, db, today, submission=submission, status=409, problems=problems)
    if not outcome.entries:
        return go(place(submission), BACK_ALREADY)
    told = f"The withdrawal of {plural(outcome.entries, 'entry', 'entries')} is undone.{TELL}"
    return go(place(submission), told)


def _chosen(db: Db, submission: Submission, form: FormMultiDict) -> set[int]:
    if "all" in form:
        entries = store_submissions.entries_of(db, submission.submission_id)
        return {entry.entry_id for entry in entries}
    return withdrawal.ticked(form.getall("entry_id", []))


def _ask_about_results(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    submission: Submission,
    chosen: Collection[int],
    why: str,
) -> Response[Any]:
    """Name whose entries have a result, before any of them is withdrawn."""
    submission_id = submission.submission_id
    results = store_withdrawals.list_with_results(db, submission_id, chosen)
    with_results = {row.entry_id for row in results}
    found = store_changes.lines(db, submission_id, today)

    def part(entry_ids: Collection[int]) -> Part:
        lines = store_changes.among(found, set(entry_ids))
        ids = [entry_id for line in lines for entry_id in line.entry_ids]
        return Part(
            " ".join(map(str, ids)),
            len(ids),
            lateness.fingerprint(lines),
            withdrawal.fingerprint_results(results),
        )

    return show(
        request,
        "entries/changes/withdraw_results.html",
        status=422,
        submission=submission,
        results=results,
        all_entries=part(chosen),
        others=part(set(chosen) - with_results),
        why=why,
    )


def _check(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    submission: Submission,
    chosen: Collection[int],
    why: str,
    problems: dict[str, str],
) -> Response[Any]:
    entries = store_submissions.entries_of(db, submission.submission_id)
    ticked = [entry for entry in withdrawal.live(entries) if entry.entry_id in chosen]
    found = store_changes.lines(db, submission.submission_id, today)
    lines = store_changes.among(found, {entry.entry_id for entry in ticked})
    return show(
        request,
        "entries/changes/withdraw.html",
        status=409 if "means" in problems else 422 if problems else 200,
        submission=submission,
        entries=ticked,
        lines=lines,
        total=lateness.total(lines),
        means=lateness.fingerprint(lines),
        why=why,
        longest=reason.LONGEST,
        problems=problems,
    )


of_submission = [check_withdrawal, withdraw_entries, undo_withdrawal]
