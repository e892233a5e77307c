"""Results: the way to a framework, and a framework with its candidates, progress and awards."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.groups import store as store_groups
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.results.programmes import chart
from webapp.results.reports import pages_lines, terms
from webapp.results.reports import store as store_report
from webapp.results.reports.report import Report
from webapp.results.reports.store import Framework
from webapp.web.last_search import keep_search, last_search
from webapp.web.responses import go, number, show
from webapp.web.routing import get

CHOOSE = "Choose a framework: it decides whose learning programmes are shown."


def there(db: Db, framework_id: int) -> Framework:
    """The framework. Raises NotFoundException."""
    found = store_report.framework(db, framework_id)
    if found is None:
        raise NotFoundException
    return found


def report_list(framework_id: int) -> str:
    return f"report {framework_id}"


def last_terms(request: HTMXRequest, framework_id: int) -> dict[str, str]:
    """What the last report of this framework was asked for, as its address has it."""
    return dict(parse_qsl(last_search(request, report_list(framework_id)).get("query", "")))


@get("/results")
def show_results(request: HTMXRequest) -> Response[Any]:
    return show(request, "results/programmes/results.html")


@get("/results/learning-programmes")
def choose_framework(
    request: HTMXRequest, db: NamedDependency[Db], framework: FromQuery[str | None] = None
) -> Response[Any]:
    if framework:
        return go(pages_lines.address(there(db, number(framework) or 0).framework_id))
    chosen = last_search(request, "framework").get("framework", "")
    problems = {} if framework is None else {"framework": CHOOSE}
    return show(
        request,
        "results/programmes/programmes.html",
        status=422 if problems else 200,
        frameworks=catalogue.frameworks(db),
        chosen=chosen,
        problems=problems,
    )


@get("/results/learning-programmes/{framework_id:int}")
def open_framework(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
    clear: FromQuery[str] = "",
) -> Response[Any]:
    if clear:
        keep_search(request, report_list(framework_id), {})
    with store_report.snapshot(db):
        framework = there(db, framework_id)
        keep_search(request, "framework", {"framework": str(framework_id)})
        asked = {field: request.query_params.get(field, "") for field in ("sort", "page")}
        chosen, _ = terms.read(asked, (), ())
        packages = store_report.packages(db, framework_id, today)
        report = store_report.report(db, packages, chosen)
        groups = store_groups.groups(db)
        asked_before = last_terms(request, framework_id)
        before, _ = terms.read(
            asked_before, [one.package_id for one in packages], [one.group_id for one in groups]
        )
        days = (day for people in report.winners.values() for day in people.values())
        base = pages_lines.address(framework_id)
        return show(
            request,
            "results/programmes/programme.html",
            stretches=chart.stretches(report.totals.states),
            whole_bar=chart.WHOLE,
            columns=chart.columns(days, today),
            size=(chart.WIDTH, chart.HEIGHT),
            problems={},
            running="",
            **pages_lines.page_of(db, framework, report, base=base),
            **pages_lines.form(Report(packages, before, []), groups, {}),
            clears=bool(asked_before),
        )


of_frameworks = [show_results, choose_framework, open_framework]
