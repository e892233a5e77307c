"""The activity: who did what to whom and when; as a list, deed by deed, and as a file."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Stream

from webapp.accounts.activity import store as store_activity
from webapp.audit import change_log, store
from webapp.database.connection import Db
from webapp.spreadsheets import writer
from webapp.web.centre_state import centre_of
from webapp.web.downloads import download, stream
from webapp.web.formatting import moment
from webapp.web.last_search import CLEAR, keep_search, last_search
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

HEADINGS = (
    "Line",
    "Deed",
    "Moment (UTC)",
    "Person",
    "Account",
    "What",
    "Kind",
    "Row",
    "Candidate record",
    "Before",
    "After",
    "In words",
)
LIST = "activity"
FEW = 5
"""A deed of so many lines is shown line by line, a longer one as a summary."""
TOO_LONG = (
    f"XLSX takes up to {store.LINES_OF_A_BOOK:,} lines: choose fewer with the filters, or"
    " take the CSV."
)


@get("/")
def list_deeds(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return _show(request, db, last_search(request, LIST))


@post("/", status_code=200, opt={"looks": True})
def find_deeds(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    if CLEAR in form:
        keep_search(request, LIST, {})
        return go("/accounts/activity")
    reply = _show(request, db, form)
    if reply.status_code == 200:
        keep_search(
            request, LIST, {field: form.get(field, "") for field in (*change_log.FIELDS, "before")}
        )
    # A page that answers a form is not there on Back: without script the list comes from its own
    # address.
    return reply if request.htmx or reply.status_code != 200 else go("/accounts/activity")


def _show(request: HTMXRequest, db: Db, form: Mapping[str, str]) -> Response[Any]:
    asked, problems = change_log.read(form)
    deeds, older = store.deeds(db, asked, number(form.get("before", "")) or 0)
    few = [one.deed for one in deeds if one.lines <= FEW]
    lines: dict[int, list[change_log.Line]] = {one: [] for one in few}
    for line in store.lines_of(db, asked, few):
        lines[line.deed].append(line)
    return show(
        request,
        "audit/activity.html",
        "audit/_activity.html",
        status=422 if problems else 200,
        typed={field: form.get(field, "").strip() for field in change_log.FIELDS},
        deeds=[(one, lines.get(one.deed, [])) for one in deeds],
        older=older,
        newest=not form.get("before"),
        people=store.people(db),
        kinds=[(one, one.replace("_", " ").capitalize()) for one in store.kinds(db)],
        problems=problems,
    )


@get("/{deed:int}")
def show_deed(
    request: HTMXRequest, db: NamedDependency[Db], deed: FromPath[int], after: FromQuery[int] = 0
) -> Response[Any]:
    lines, more = store.deed(db, deed, after)
    if not lines:
        raise NotFoundException
    return show(
        request,
        "audit/deed.html",
        deed=deed,
        lines=lines,
        more=more,
    )


@post("/file", status_code=200, opt={"holds": False})
def download_activity(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any] | Stream:
    form = sent_form(request)
    asked, problems = change_log.read(form)
    if problems:
        return _show(request, db, form)
    ending = "xlsx" if form.get("format") == "xlsx" else "csv"
    if ending == "xlsx" and store.count(db, asked) > store.LINES_OF_A_BOOK:
        return go("/accounts/activity", TOO_LONG)
    store_activity.note(db, "exported the activity", format=ending)
    name = f"activity-{today.isoformat()}.{ending}"

    def pieces() -> Iterator[list[list[str]]]:
        # The request's own connection goes to somebody else before the last row is sent.
        with centre_of(request).connections.one(request.user) as own:
            for lines in store.pieces(own, asked):
                yield [_cells(line) for line in lines]

    if ending == "csv":
        return stream(name, writer.csv_pieces(HEADINGS, pieces()))

    def made() -> bytes:
        rows = (row for piece in pieces() for row in piece)
        return writer.xlsx_of(HEADINGS, rows, "Activity")

    return download(name, made())


def _cells(line: change_log.Line) -> list[str]:
    fields = (
        line.activity_id,
        line.deed,
        line.at,
        line.actor,
        line.account_id,
        line.what,
        line.table_name,
        line.row_key,
        line.candidate_id,
        line.before,
        line.after,
    )
    held = ["" if field is None else str(field) for field in fields]
    return [*held, f"{moment(line.at)}: {line.actor}: {line.words}"]


router = Router(
    "/accounts/activity",
    route_handlers=[list_deeds, find_deeds, show_deed, download_activity],
    opt={"role": "administrator"},
)
