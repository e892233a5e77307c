"""A submission's page: first the confirmation, later all that has become of its entries."""

import secrets
from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.changes import lateness, withdrawal
from webapp.entries.changes import store as store_changes
from webapp.entries.hand_over import acknowledgement, hand_over_sheet, store_acknowledgements
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.hand_over.store_acknowledgements import RecordedAcknowledgement
from webapp.entries.submissions import flags, store_fees, store_flags
from webapp.entries.submissions import store as store_submissions
from webapp.entries.submissions.store import Submission
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection
from webapp.entries.wizard.draft import address
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

SAME_LEFT_OUT = "left out: they are archived, or all their entries are withdrawn."


def place(submission: Submission) -> str:
    """The address of the submission's page."""
    return f"/entries/submissions/{submission.submission_id}"


@get()
def show_submission(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    return show_again(request, db, today, submission=submission)


@post("/again", status_code=200)
def start_again(
    request: HTMXRequest, db: NamedDependency[Db], submission: NamedDependency[Submission]
) -> Response[Any]:
    """A new draft with the same package, or with the same candidates for another package."""
    form = sent_form(request)
    # After Back the same form may ask for the other kind of draft.
    start_key = f"{form.get('start_key') or secrets.token_hex(16)} {form.get('same')}"
    draft_id = store_draft.start(
        db, start_key, request.user.account_id, package_id=submission.package_id
    )
    if form.get("same") == "package":
        return go(address(draft_id, "candidates"))
    entries = store_submissions.entries_of(db, submission.submission_id)
    everybody = {entry.candidate_id for entry in entries}
    live = {entry.candidate_id for entry in withdrawal.live(entries)}
    store_selection.add_candidates(db, draft_id, live)
    if count := len(everybody - live) + store_selection.count_archived(db, live):
        told = plural(count, "candidate was", "candidates were")
        return go(address(draft_id, "package"), f"{told} {SAME_LEFT_OUT}")
    return go(address(draft_id, "package"))


def show_again(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    submission: Submission,
    status: int = 200,
    problems: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
) -> Response[Any]:
    """The submission as it is now, with a form's problems and words."""
    submission_id = submission.submission_id
    entries = store_submissions.entries_of(db, submission_id)
    sheets = store_hand_over.sheets(db, [submission_id])[submission_id]
    waiting = hand_over_sheet.changes(sheets)
    recorded = store_acknowledgements.history(db, submission_id)
    lines = store_changes.lines_withdrawn(db, submission_id, today)
    return show(
        request,
        "entries/submissions/submission.html",
        status=status,
        submission=submission,
        live=withdrawal.live(entries),
        gone=withdrawal.withdrawn(entries),
        history=store_changes.history(db, submission_id),
        amendments=store_changes.of_submission(db, submission_id),
        changed=store_changes.changed_candidates(db, submission_id),
        lines=lines,
        total=lateness.total(lines),
        marks=flags.of(store_flags.marks(db), submission_id),
        fees=store_fees.total(db, [submission_id]),
        sheet=len(hand_over_sheet.due(sheets)),
        left_out=len(sheets.now) - len(hand_over_sheet.due(sheets)),
        differing=len(waiting),
        fingerprint=hand_over_sheet.fingerprint(waiting),
        hand_overs=store_hand_over.hand_overs(db, submission_id),
        acknowledgements=recorded,
        form=form or _as_recorded(recorded),
        opened=_as_recorded(recorded),
        longest=acknowledgement.LONGEST,
        today=today,
        problems=problems or {},
        start_key=secrets.token_hex(16),
    )


def _as_recorded(recorded: list[RecordedAcknowledgement]) -> dict[str, str]:
    latest = recorded[0] if recorded else None
    day = latest.acknowledged_on if latest else None
    return {
        "acknowledged_on": day.isoformat() if day else "",
        "reference": latest.reference if latest else "",
    }


of_submission = [show_submission, start_again]
