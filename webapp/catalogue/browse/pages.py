"""Looking through the catalogue: frameworks, packages, assessments, and searching them all."""

from datetime import date
from typing import Any, Protocol, TypeVar

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.browse import search
from webapp.catalogue.browse import store as store_browse
from webapp.catalogue.calendar import pages as pages_calendar
from webapp.catalogue.editions import pages as pages_edition
from webapp.catalogue.editions import source
from webapp.catalogue.fees import pages as pages_fees
from webapp.catalogue.packages import qan, store, validity
from webapp.catalogue.packages.package import COMPONENTS, level_label, sections
from webapp.catalogue.series import pages as pages_series
from webapp.catalogue.series import pages_copies
from webapp.catalogue.series.series import next_available
from webapp.database.connection import Db
from webapp.web.last_search import keep_search, last_search
from webapp.web.responses import show
from webapp.web.routing import get

Found = TypeVar("Found")
MAX_CHARACTERS = 200


class _Sourced(Protocol):
    @property
    def source_ids(self) -> str: ...


@get("/")
def list_catalogue(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    q: FromQuery[str | None] = None,
) -> Response[Any]:
    if q is None:
        q = last_search(request, "catalogue").get("q", "")
    else:
        keep_search(request, "catalogue", {"q": q[:MAX_CHARACTERS]})
    asked = q.strip()
    return show(
        request,
        "catalogue/browse/catalogue.html",
        q=q,
        found=search.find(store_browse.listed(db), asked) if asked else {},
        frameworks=store_browse.frameworks(db, today),
    )


@get("/frameworks/{framework_id:int}")
def show_framework(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any]:
    framework = _there(store_browse.framework(db, framework_id))
    packages = store_browse.packages(db, framework_id)
    return show(
        request,
        "catalogue/browse/framework.html",
        framework=framework,
        packages=[(one, validity.closed(one, today)) for one in packages],
        sources=_sources(db, framework),
    )


@get("/packages/{package_id:int}")
def show_package(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    package_id: FromPath[int],
) -> Response[Any]:
    package = _there(store_browse.package(db, package_id))
    origins = store_browse.origins(db, package_id)
    return show(
        request,
        "catalogue/browse/package.html",
        package=package,
        closed=validity.closed(package, today),
        sections=sections(store.components(db, package_id, today)),
        origins=origins,
        today=today,
        sources=_sources(db, package, *origins),
    )


@get("/assessments/{assessment_id:int}")
def show_assessment(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    assessment_id: FromPath[int],
) -> Response[Any]:
    assessment = _there(store_browse.assessment(db, assessment_id))
    packages = store_browse.holding(db, assessment_id)
    series = store_browse.series_of(db, assessment_id)
    units = store_browse.units(db, assessment_id)
    return show(
        request,
        "catalogue/browse/assessment.html",
        assessment=assessment,
        component=COMPONENTS[assessment.component],
        level=level_label(assessment.level),
        qan_doubt=qan.doubt(assessment.qan),
        packages=[(one, validity.closed(one, today)) for one in packages],
        units=units,
        series=[one for one in series if not one.is_closed(today)],
        closed_series=[one for one in reversed(series) if one.is_closed(today)],
        next_series=None if assessment.withdrawn_on else next_available(series, today),
        today=today,
        sources=_sources(db, assessment, *units),
    )


def _there(found: Found | None) -> Found:
    if found is None:
        raise NotFoundException
    return found


def _sources(db: Db, *rows: _Sourced) -> dict[str, list[tuple[str, str]]]:
    """What the sources of these rows are: column of source_ids → id and place, each."""
    texts = {row.source_ids for row in rows}
    places = store_browse.places(db, source.all_ids(texts))
    return {text: source.named(text, places) for text in texts}


router = Router(
    "/catalogue",
    route_handlers=[
        list_catalogue,
        show_framework,
        show_package,
        show_assessment,
        pages_calendar.router,
        pages_copies.router,
        pages_edition.router,
        pages_fees.router,
        pages_series.router,
    ],
)
outside = [pages_calendar.send_calendar]
