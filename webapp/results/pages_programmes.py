"""Results: the way to a framework, and a framework with its candidates, progress and awards."""

from datetime import date
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates import store_groups
from webapp.catalogue import store as catalogue
from webapp.db import Db
from webapp.html import go, number, show
from webapp.results import chart, pages_lines, store_report, terms

CHOOSE = "Choose a framework: it decides whose learning programmes are shown."


def there(db: Db, framework_id: int) -> dict[str, Any]:
    """The framework's row. Raises NotFoundException."""
    found = store_report.framework(db, framework_id)
    if found is None:
        raise NotFoundException
    return found


@get("/results")
async def show_results(request: HTMXRequest) -> Response:
    return show(request, "results/results.html")


@get("/results/learning-programmes")
async def choose_framework(
    request: HTMXRequest, db: NamedDependency[Db], framework: FromQuery[str | None] = None
) -> Response:
    if framework:
        return go(pages_lines.address(there(db, number(framework) or 0)["framework_id"]))
    problems = {} if framework is None else {"framework": CHOOSE}
    return show(
        request, "results/programmes.html", status=422 if problems else 200,
        frameworks=catalogue.frameworks(db),
        problems=problems,
    )  # fmt: skip


@get("/results/learning-programmes/{framework_id:int}")
async def open_framework(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response:
    with store_report.snapshot(db):
        framework = there(db, framework_id)
        asked = {field: request.query_params.get(field, "") for field in ("sort", "page")}
        chosen, _ = terms.read(asked, (), ())
        report = store_report.report(db, store_report.packages(db, framework_id, today), chosen)
        days = (day for people in report.winners.values() for day in people.values())
        base = pages_lines.address(framework_id)
        return show(
            request,
            "results/programme.html",
            stretches=chart.stretches(report.totals.states),
            whole_bar=chart.WHOLE,
            columns=chart.columns(days, today),
            size=(chart.WIDTH, chart.HEIGHT),
            problems={},
            running="",
            **pages_lines.page_of(db, framework, report, base),
            **pages_lines.form(report, store_groups.groups(db), {}),
        )


of_frameworks = [show_results, choose_framework, open_framework]
