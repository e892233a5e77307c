"""Copying a year's series to the next one, for administrators: preview, save."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.series import store as store_series
from webapp.database.connection import Db
from webapp.web.formatting import plural
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

NO_YEAR = "Choose a year in which series close."


@get("/")
def check_copies(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    year: FromQuery[str] = "",
) -> Response[Any]:
    years = store_series.years(db)
    chosen = number(year) or (today.year if today.year in years else next(iter(years), today.year))
    return _show(request, db, chosen, problems={})


@post("/", status_code=200)
def add_copies(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    chosen = number(sent_form(request).get("year", ""))
    if chosen is None or chosen not in store_series.years(db):
        return _show(request, db, chosen or 0, problems={"year": NO_YEAR})
    added = store_series.copy(db, chosen)
    return go(
        "/catalogue/series",
        f"{plural(added, 'series', 'series')} copied to the year after {chosen}.",
    )


def _show(request: HTMXRequest, db: Db, year: int, *, problems: dict[str, str]) -> Response[Any]:
    years = store_series.years(db)
    copies = store_series.copies_of(db, year) if year in years else []
    return show(
        request,
        "catalogue/series/copies.html",
        status=422 if problems else 200,
        year=year,
        years=years,
        copies=copies,
        added=sum(len(one.assessment_ids) for one in copies),
        problems=problems,
    )


router = Router(
    "/series/copy", route_handlers=[check_copies, add_copies], opt={"role": "administrator"}
)
