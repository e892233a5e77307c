"""The candidate form in the register, for somebody new."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.duplicates import store as store_doubts
from webapp.candidates.duplicates.confirmations import Doubts
from webapp.candidates.record import candidate, store, store_identifiers
from webapp.database.connection import Db
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

Form = Mapping[str, str]
TAKEN = "Another person has just saved a candidate with one of these numbers. Check them."


@get("/new", opt={"role": "entries"})
def ask_new_candidate(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return _show_new(request, db, {})


@post("/new", status_code=200, opt={"role": "entries"})
def add_new_candidate(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    sent = sent_form(request)
    form = dict(sent)
    if "begin" in form:
        return _show_new(request, db, candidate.guess(form.get("typed", "")))
    accepted = set(sent.getall("accepted", []))
    if "make_uci" in form:
        form, problems = with_uci(request, db, form, today)
        return _show_new(request, db, form, problems, accepts=accepted)
    checked = store_doubts.check(db, form, today)
    open_doubts = checked.doubts.without(accepted)
    if checked.value is None or checked.problems or any(open_doubts):
        accepts = accepted | checked.doubts.keys()
        return _show_new(request, db, form, checked.problems, open_doubts, accepts)
    try:
        candidate_id = store.add(db, checked.value, today, request.user.account_id)
    except store.Taken:
        return _show_new(request, db, form, {"uci": TAKEN})
    return go(f"/candidates/{candidate_id}", "The candidate is recorded.")


@post("/new/use", status_code=200, opt={"role": "entries"})
def use_candidate(request: HTMXRequest) -> Response[Any]:
    """Go to the double in the register instead of recording somebody new."""
    candidate_id = number(sent_form(request).get("use", "")) or 0
    return go(f"/candidates/{candidate_id}")


def with_uci(
    request: HTMXRequest, db: Db, form: Form, today: date, candidate_id: int = 0
) -> tuple[dict[str, str], dict[str, str]]:
    """The form with a UCI of the person's own centre in it, and the problems there were."""
    centre_number = request.user.centre_number
    made, problems = store_identifiers.make_uci(db, centre_number, form, today, candidate_id)
    return {**form, "uci": made or form.get("uci", "")}, problems


def _show_new(
    request: HTMXRequest,
    db: Db,
    form: Form,
    problems: Form | None = None,
    doubts: Doubts | None = None,
    accepts: set[str] | None = None,
) -> Response[Any]:
    return show(
        request,
        "candidates/record/new.html",
        status=422 if problems or doubts else 200,
        **store_doubts.needs(db, form, problems or {}, doubts, accepts or ()),
    )


of_form = [ask_new_candidate, add_new_candidate, use_candidate]
