"""The submissions that wait to be handed over: one sheet for many, and recording them as sent."""

import re
from datetime import date
from typing import Any, NamedTuple

from litestar import Response, Router
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.hand_over import hand_over_sheet
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.submissions import flags, store_flags
from webapp.entries.submissions import store as store_submissions
from webapp.entries.submissions.store import Submission
from webapp.web.downloads import download
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

HAND_OVER = "/entries/hand-over"
SENT_LIST_SIZE = 20
BOX = re.compile(r"(\d{1,18})-([0-9a-f]{16})", re.ASCII)
NONE_TICKED = "Tick the submissions that you have sent to the awarding body."
NONE_TICKED_FOR_SHEET = "Tick the submissions that the sheet is to hold."
ALREADY = "Nothing was recorded: it had been recorded as sent already."
WAITING = (flags.NOT_HANDED_OVER, flags.CHANGED)


def centre_of(request: HTMXRequest) -> tuple[str, str]:
    """The number and the name of the centre, as they stand on a sheet."""
    return (request.user.centre_number or "", request.user.centre_name or "")


@get()
def list_waiting(
    request: HTMXRequest, db: NamedDependency[Db], mark: FromQuery[str] = ""
) -> Response[Any]:
    """What waits to be handed over, or of it what has this mark."""
    return _show(request, db, mark)


@post(status_code=200)
def record_sending(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """Record the ticked submissions as sent, as the page showed them, or ask."""
    form = sent_form(request)
    shown = _boxes(form)
    if not shown:
        return _show(request, db, form.get("mark", ""), problems={"waiting": NONE_TICKED})
    outcome = store_hand_over.record(
        db,
        shown,
        request.user.account_id,
        centre=centre_of(request),
        accepted="accepted" in form,
    )
    back_to = _back_to(form)
    if outcome.asked:
        return show(
            request,
            "entries/hand_over/sending.html",
            status=409,
            asked=[
                (store_submissions.submission(db, one.submission_id), one) for one in outcome.asked
            ],
            boxes=[
                f"{one.submission_id}-{hand_over_sheet.fingerprint(one.rows)}"
                for one in outcome.asked
            ],
            back_to=back_to,
            single=form.get("single", ""),
        )
    if not outcome.recorded:
        return go(back_to, ALREADY)
    rows = plural(sum(outcome.recorded.values()), "row")
    many = plural(len(outcome.recorded), "submission")
    return go(back_to, f"Recorded as sent: {rows} of {many}.")


@post("/sheet", status_code=200)
def download_sheet(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    """One sheet with all that waits of the ticked submissions; nothing is recorded as sent."""
    form = sent_form(request)
    sheets = store_hand_over.sheets(db, _boxes(form), centre_of(request))
    rows = {
        key: row for one in sheets.values() for key, row in hand_over_sheet.changes(one).items()
    }
    if not rows:
        return _show(request, db, form.get("mark", ""), problems={"waiting": NONE_TICKED_FOR_SHEET})
    store_hand_over.note_download(db, rows, request.user.account_id)
    ending = "xlsx" if form.get("format") == "xlsx" else "csv"
    content = hand_over_sheet.written(rows.values(), ending == "xlsx")
    return download(f"hand-over-{today.isoformat()}.{ending}", content)


def _boxes(form: FormMultiDict) -> dict[int, str]:
    """Return submission id → fingerprint of what the page showed of it, for the ticked ones."""
    found = (BOX.fullmatch(one) for value in form.getall("sending", []) for one in value.split())
    return {int(match[1]): match[2] for match in found if match}


def _back_to(form: FormMultiDict) -> str:
    single = form.get("single", "")
    is_one = re.fullmatch(r"\d{1,18}", single, re.ASCII)
    return f"/entries/submissions/{single}" if is_one else HAND_OVER


def _show(
    request: HTMXRequest, db: Db, only: str, *, problems: dict[str, str] | None = None
) -> Response[Any]:
    marks = store_flags.marks(db)
    chosen = (only,) if only in WAITING else WAITING
    ids = sorted({one for key in chosen for one in marks[key]}, reverse=True)
    sheets = store_hand_over.sheets(db, ids)
    return show(
        request,
        "entries/hand_over/sendings.html",
        status=422 if problems else 200,
        waiting=[
            _waiting(submission, sheets[submission_id], flags.of(marks, submission_id))
            for submission_id in ids
            if (submission := store_submissions.submission(db, submission_id))
        ],
        sent=store_hand_over.latest(db, marks[flags.NOT_ACKNOWLEDGED], SENT_LIST_SIZE),
        unacknowledged=len(marks[flags.NOT_ACKNOWLEDGED]),
        only=only if only in WAITING else "",
        labels=flags.LABELS,
        problems=problems or {},
    )


class Waiting(NamedTuple):
    """A submission with how many rows wait, the value of its box, and its marks."""

    submission: Submission
    rows: int
    box: str
    marks: list[str]


def _waiting(submission: Submission, sheets: hand_over_sheet.Sheets, marks: list[str]) -> Waiting:
    rows = hand_over_sheet.changes(sheets)
    box = f"{submission.submission_id}-{hand_over_sheet.fingerprint(rows)}"
    return Waiting(submission, len(rows), box, marks)


router = Router(
    HAND_OVER,
    route_handlers=[list_waiting, record_sending, download_sheet],
    opt={"role": "entries"},
)
