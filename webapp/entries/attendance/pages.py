"""Attendance lists, to print from the browser or to keep as PDF."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.activity import store as store_activity
from webapp.database.connection import Db
from webapp.entries.attendance import attendance_list, pdf_file
from webapp.entries.attendance import store as store_attendance
from webapp.entries.attendance.attendance_list import Sheet
from webapp.entries.submissions import store as store_submissions
from webapp.web.downloads import download
from webapp.web.formatting import long_date, short_date
from webapp.web.responses import show
from webapp.web.routing import get

EVERYWHERE, SUBMISSION = (
    "/entries/attendance",
    "/entries/submissions/{submission_id:int}/attendance",
)


@get(EVERYWHERE)
def show_attendance(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    series_id: FromQuery[int | None] = None,
) -> Response[Any]:
    """All series that somebody sits; with a series, its attendance list over all submissions."""
    if series_id is None:
        found = store_attendance.series_with_entries(db)
        return show(request, "entries/attendance/attendance.html", series=found)
    sheets, about, _ = _of_series(db, series_id)
    return show(
        request,
        "entries/attendance/attendance_list.html",
        sheets=sheets,
        about=about,
        today=today,
        file=f"{EVERYWHERE}.pdf?series_id={series_id}",
        back=EVERYWHERE,
        back_to="attendance lists",
    )


@get(f"{EVERYWHERE}.pdf", opt={"notes": True})
def download_attendance(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    series_id: FromQuery[int],
) -> Response[Any]:
    sheets, about, name = _of_series(db, series_id)
    return _download(request, db, today, sheets=sheets, about=about, name=name)


@get(SUBMISSION)
def show_attendance_of_submission(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission_id: FromPath[int],
) -> Response[Any]:
    sheets, about, _ = _of_submission(db, submission_id)
    back = f"/entries/submissions/{submission_id}"
    return show(
        request,
        "entries/attendance/attendance_list.html",
        sheets=sheets,
        about=about,
        today=today,
        file=f"{back}/attendance.pdf",
        back=back,
        back_to="the submission",
    )


@get(f"{SUBMISSION}.pdf", opt={"notes": True})
def download_attendance_of_submission(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    submission_id: FromPath[int],
) -> Response[Any]:
    sheets, about, name = _of_submission(db, submission_id)
    return _download(request, db, today, sheets=sheets, about=about, name=name)


def _of_series(db: Db, series_id: int) -> tuple[list[Sheet], str, str]:
    """The sheets, what they are about, and a name for their file."""
    series = store_attendance.series(db, series_id)
    if series is None:
        raise NotFoundException
    sheets = attendance_list.sheets(store_attendance.of_series(db, series_id))
    name = attendance_list.file_name(series.entry_code, series.series_title)
    about = f"{series.entry_code} {series.assessment_title}, {series.series_title}"
    return sheets, about, name


def _of_submission(db: Db, submission_id: int) -> tuple[list[Sheet], str, str]:
    submission = store_submissions.submission(db, submission_id)
    if submission is None:
        raise NotFoundException
    sheets = attendance_list.sheets(store_attendance.of_submission(db, submission_id))
    reference = submission.reference
    return sheets, f"Submission {reference}", attendance_list.file_name(reference)


def _download(
    request: HTMXRequest, db: Db, today: date, *, sheets: list[Sheet], about: str, name: str
) -> Response[Any]:
    if not sheets:
        raise NotFoundException
    store_activity.note(db, "exported attendance lists", file=name)
    centre = f"{request.user.centre_number} {request.user.centre_name}"
    content = pdf_file.content(
        sheets,
        f"Attendance list, {about}",
        centre,
        long_date(today),
        short_date,
    )
    return download(name, content)


router = Router(
    "/",
    opt={"role": "entries"},
    route_handlers=[
        show_attendance,
        download_attendance,
        show_attendance_of_submission,
        download_attendance_of_submission,
    ],
)
