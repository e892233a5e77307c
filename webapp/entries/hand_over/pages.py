"""A submission's hand-over sheet as a file, and the awarding body's acknowledgement of it."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.activity import store as store_activity
from webapp.database.connection import Db
from webapp.entries.hand_over import acknowledgement, hand_over_sheet, store_acknowledgements
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.hand_over.hand_over_sheet import Content
from webapp.entries.hand_over.pages_sending import HAND_OVER, centre_of
from webapp.entries.submissions.pages import place, show_again
from webapp.entries.submissions.store import Submission
from webapp.web import form_merge
from webapp.web.downloads import download
from webapp.web.formatting import london_day, plural
from webapp.web.responses import go, sent_form
from webapp.web.routing import get, post

NOTHING_CHANGED = (
    "There is no file: nothing has changed since the last hand-over. What was handed over before"
    " can"
    " be had again below."
)
NOTHING_AT_ALL = "There is no file: no entry of this submission has to be handed over."
NOT_TAKEN_BACK = {
    "already": "Nothing was changed: this hand-over is taken back already.",
    "not the latest": (
        "Nothing was taken back: only the latest hand-over can be. Take that one back first."
    ),
    "acknowledged": "Nothing was taken back: the submission is acknowledged. Take the"
    " acknowledgement back"
    " first, if it was recorded by mistake.",
}


@post("/hand-over", status_code=200)
def download_hand_over(
    request: HTMXRequest, db: NamedDependency[Db], submission: NamedDependency[Submission]
) -> Response[Any]:
    """The sheet as it is now; nothing counts as handed over by it."""
    form = sent_form(request)
    kind = "changes" if form.get("what") == "changes" else "whole"
    submission_id = submission.submission_id
    sheets = store_hand_over.sheets(db, [submission_id], centre_of(request))[submission_id]
    rows = hand_over_sheet.changes(sheets) if kind == "changes" else hand_over_sheet.due(sheets)
    if not rows:
        return go(place(submission), NOTHING_CHANGED if kind == "changes" else NOTHING_AT_ALL)
    store_hand_over.note_download(db, rows, request.user.account_id)
    return _file(submission, kind, list(rows.values()), form=form.get("format", ""))


@post("/hand-overs/{hand_over_id:int}/take-back", status_code=200)
def undo_hand_over(
    request: HTMXRequest,
    db: NamedDependency[Db],
    submission: NamedDependency[Submission],
    hand_over_id: FromPath[int],
) -> Response[Any]:
    submission_id = submission.submission_id
    if store_hand_over.content(db, submission_id, hand_over_id) is None:
        raise NotFoundException
    form = sent_form(request)
    back_to = HAND_OVER if "from_list" in form else place(submission)
    outcome = store_hand_over.take_back(
        db, submission_id, hand_over_id, account_id=request.user.account_id
    )
    if outcome != "taken back":
        return go(back_to, NOT_TAKEN_BACK[outcome])
    waiting = hand_over_sheet.changes(store_hand_over.sheets(db, [submission_id])[submission_id])
    rows = plural(len(waiting), "row waits", "rows wait")
    name = f"The hand-over of {submission.reference}" if "from_list" in form else "The hand-over"
    return go(back_to, f"{name} is taken back: {rows} to be handed over again.")


@get("/hand-overs/{hand_over_id:int}", opt={"notes": True})
def download_hand_over_again(
    db: NamedDependency[Db],
    submission: NamedDependency[Submission],
    hand_over_id: FromPath[int],
    format: FromQuery[str] = "csv",
) -> Response[Any]:
    """The file of an earlier hand-over, as it was; no new one is recorded."""
    rows = store_hand_over.content(db, submission.submission_id, hand_over_id)
    if rows is None:
        raise NotFoundException
    store_activity.note(db, "exported a hand-over sheet again", hand_over=hand_over_id)
    return _file(submission, f"hand-over-{hand_over_id}", rows, form=format)


def _file(submission: Submission, kind: str, rows: list[Content], *, form: str) -> Response[Any]:
    ending = "xlsx" if form == "xlsx" else "csv"
    name = f"{submission.reference}-{kind}.{ending}"
    return download(name, hand_over_sheet.written(rows, ending == "xlsx"))


@post("/acknowledgement", status_code=200)
def record_acknowledgement(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission: NamedDependency[Submission],
) -> Response[Any]:
    stored = _acknowledged(db, submission)
    merged = form_merge.merge(sent_form(request), stored, acknowledgement.canonical)
    form = {field: merged.values.get(field, "") for field in stored}
    if merged.conflicts:
        problems = form_merge.messages(merged, stored, acknowledgement.LABELS)
        return show_again(
            request, db, today, submission=submission, status=409, problems=problems, form=form
        )
    new, problems = acknowledgement.read(
        form,
        today,
        london_day(submission.submitted_at),
        recorded=store_acknowledgements.recorded(db, submission.submission_id),
    )
    if problems:
        return show_again(
            request, db, today, submission=submission, status=422, problems=problems, form=form
        )
    changed = store_acknowledgements.record(
        db, submission.submission_id, new, account_id=request.user.account_id
    )
    told = "The acknowledgement is recorded." if new.acknowledged_on else "It is taken back."
    told = told if changed else "Nothing was changed."
    return go(place(submission), told + form_merge.notice(merged, acknowledgement.LABELS))


def _acknowledged(db: Db, submission: Submission) -> dict[str, str]:
    day, reference = store_acknowledgements.recorded(db, submission.submission_id)
    return {"acknowledged_on": day.isoformat() if day else "", "reference": reference}


of_submission = [
    download_hand_over,
    download_hand_over_again,
    undo_hand_over,
    record_acknowledgement,
]
