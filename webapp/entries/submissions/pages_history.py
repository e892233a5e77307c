"""The entry submission history, and everything below the address of one submission."""

from typing import Any

from litestar import Response, Router
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.record.name import QUERY_CHARACTERS
from webapp.database.connection import Db
from webapp.entries.changes import pages_order_number, pages_withdrawal
from webapp.entries.hand_over import pages as pages_hand_over
from webapp.entries.submissions import pages as pages_submission
from webapp.entries.submissions import store as store_submissions
from webapp.entries.submissions import store_flags, store_history
from webapp.entries.submissions.flags import LABELS, of
from webapp.entries.submissions.store import Submission
from webapp.web import dates, letters
from webapp.web.last_search import CLEAR, keep_search, last_search
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

LIST = "submissions"
FIELDS = ("from", "to", "person", "package", "order_number", "search", "mark")
NO_DAY = "“{}” is not a date: write it like 24/11/2026."
LATER = "The first day is later than the last one: swap the two."


@get("/")
def list_submissions(
    request: HTMXRequest, db: NamedDependency[Db], mark: FromQuery[str] = ""
) -> Response[Any]:
    asked = {"mark": mark} if mark else last_search(request, LIST)
    return _show(request, db, asked)


@post("/", status_code=200, opt={"looks": True})
def find_submissions(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    if CLEAR in form:
        keep_search(request, LIST, {})
        return go("/entries/submissions")
    reply = _show(request, db, form)
    if reply.status_code == 200:
        keep_search(request, LIST, {field: form.get(field, "") for field in (*FIELDS, "page")})
    # A page that answers a form is not there on Back: without script the list comes from its own
    # address.
    return reply if request.htmx or reply.status_code != 200 else go("/entries/submissions")


def _show(request: HTMXRequest, db: Db, form: FormMultiDict | dict[str, str]) -> Response[Any]:
    asked = {field: form.get(field, "")[:QUERY_CHARACTERS] for field in FIELDS}
    asked["mark"] = asked["mark"] if asked["mark"] in LABELS else ""
    begins_on, ends_on = dates.read(asked["from"]), dates.read(asked["to"])
    problems = {
        field: NO_DAY.format(asked[field][:20])
        for field, found in (("from", begins_on), ("to", ends_on))
        if asked[field].strip() and found is None
    }
    if begins_on and ends_on and begins_on > ends_on:
        problems["from"] = LATER
    marks = store_flags.marks(db)
    filters = store_history.Filters(
        begins_on,
        ends_on,
        number(asked["person"]),
        asked["package"],
        letters.tidy(asked["order_number"]),
        asked["search"],
        frozenset(marks[asked["mark"]]) if asked["mark"] else None,
    )
    rows, paging, total = store_history.on_page(db, filters, number(form.get("page", "")) or 1)
    return show(
        request,
        "entries/submissions/history.html",
        "entries/submissions/_history.html",
        status=422 if problems else 200,
        asked=asked,
        rows=[(*row, of(marks, row.submission.submission_id)) for row in rows],
        paging=paging,
        total=total,
        turn_address="",
        people=[(one.account_id, one.name) for one in store_history.people(db)],
        titles=[(one, one) for one in store_history.package_titles(db)],
        labels=LABELS,
        filtered=any(asked.values()),
        problems=problems,
    )


def provide_submission(db: NamedDependency[Db], submission_id: FromPath[int]) -> Submission:
    submission = store_submissions.submission(db, submission_id)
    if submission is None:
        raise NotFoundException
    return submission


router = Router(
    "/entries/submissions",
    route_handlers=[
        list_submissions,
        find_submissions,
        Router(
            "/{submission_id:int}",
            route_handlers=[
                *pages_submission.of_submission,
                *pages_withdrawal.of_submission,
                *pages_order_number.of_submission,
                *pages_hand_over.of_submission,
            ],
            dependencies={"submission": Provide(provide_submission, sync_to_thread=False)},
        ),
    ],
    opt={"role": "entries"},
)
