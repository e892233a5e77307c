"""Series, for administrators: list them, add one to many assessments at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.series import pages_one as pages_one_series
from webapp.catalogue.series import series_form, store_assessments
from webapp.catalogue.series import store as store_series
from webapp.database.connection import Db
from webapp.web.formatting import plural
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

HOME = "/catalogue/series"
NOBODY = "Choose at least one assessment: a series belongs to assessments."


@get("/")
def list_series(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    by: FromQuery[str] = "title",
    closed: FromQuery[str] = "",
) -> Response[Any]:
    by_assessment = by == "assessment"
    return show(
        request,
        "catalogue/series/all_series.html",
        by_assessment=by_assessment,
        closed=closed,
        titles=[] if by_assessment else store_series.by_title(db, None if closed else today),
        assessments=store_assessments.with_next_series(db, today) if by_assessment else [],
        today=today,
    )


@get("/new")
def ask_series(
    request: HTMXRequest, db: NamedDependency[Db], assessment: FromQuery[str] = ""
) -> Response[Any]:
    return _ask(request, db, {"kind": "dated", "which": "chosen"}, chosen={assessment})


@post("/new", status_code=200)
def add_series(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    chosen = set(form.getall("assessment_id", []))
    ids = [found for one in sorted(chosen) if (found := number(one))]
    if form.get("which") in ("all", "without"):
        ids = [
            one.assessment_id
            for one in store_assessments.with_next_series(db, today)
            if form["which"] == "all" or one.next is None
        ]
    value, problems = series_form.read(form)
    problems |= {} if ids else {"assessments": NOBODY}
    if value is None or problems:
        return _ask(request, db, form, chosen=chosen, problems=problems)
    added, there = store_series.add(db, value, ids)
    told = f"{value.title} is added to {plural(added, 'assessment')}."
    if there:
        told += f" These have a series with this title already and keep it: {', '.join(there)}."
    return go(HOME, told)


def _ask(
    request: HTMXRequest,
    db: Db,
    form: Mapping[str, str] | FormMultiDict,
    *,
    chosen: set[str],
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    return show(
        request,
        "catalogue/series/new_series.html",
        status=422 if problems else 200,
        form=form,
        chosen=chosen,
        assessments=store_assessments.for_choice(db),
        problems=problems or {},
    )


router = Router(
    "/series",
    route_handlers=[list_series, ask_series, add_series, pages_one_series.router],
    opt={"role": "administrator"},
)
