"""The details of a candidate's learning programme: in place in a report, and as a page of its
own.
"""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.results.of_candidate import store
from webapp.results.programmes import pages as pages_programmes
from webapp.results.programmes import programme, snapshot
from webapp.results.reports import pages_lines, store_facts, store_rows
from webapp.results.reports import store as store_report
from webapp.web.responses import go, number, show
from webapp.web.routing import get


@get("/results/learning-programmes/{framework_id:int}/candidates/{candidate_id:int}")
def show_details(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
    candidate_id: FromPath[int],
    package: FromQuery[str] = "",
) -> Response[Any]:
    framework = pages_programmes.there(db, framework_id)
    candidate = candidates.one(db, candidate_id)
    if candidate is None:
        raise NotFoundException
    if candidate.merged_into:
        kept_id = candidates.kept(db, candidate).candidate_id
        return go(f"{pages_lines.address(framework_id)}/candidates/{kept_id}?package={package}")
    held = store_report.packages(db, framework_id, today)
    wanted = [one for one in held if not package or one.package_id == number(package)]
    if package and not wanted:
        raise NotFoundException
    lines = programme.lines(store_facts.facts(db, held, [candidate_id]))
    ids = {one.package_id for one in wanted}
    line = next((one for one in lines if one.package_id in ids), None)
    taken = next((one for one in held if line and one.package_id == line.package_id), None)
    results = store.of_candidate(db, candidate_id)
    entries = store_rows.live_entries(db, candidate_id)
    return show(
        request,
        "results/programmes/details.html",
        "results/programmes/_details.html",
        framework=framework,
        candidate=candidate,
        package=taken,
        others=[
            one
            for one in held
            for own in lines
            if own.package_id == one.package_id and one is not taken
        ],
        standing=line.standing if line else None,
        parts=snapshot.parts(taken, line, results=results, entries=entries)
        if taken and line
        else [],
    )


of_details = [show_details]
