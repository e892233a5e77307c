"""The learning programme report on the screen."""

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.groups import store as store_groups
from webapp.candidates.groups.store import ListedGroup
from webapp.database.connection import Db
from webapp.results.programmes import pages as pages_programmes
from webapp.results.programmes.pages import last_terms, report_list
from webapp.results.programmes.programme import Package
from webapp.results.reports import pages_lines, terms
from webapp.results.reports import store as store_report
from webapp.results.reports.report import Report
from webapp.results.reports.store import Framework
from webapp.results.reports.terms import AWARDED, INDIVIDUAL, Terms
from webapp.web.formatting import long_date
from webapp.web.last_search import keep_search
from webapp.web.responses import go, show
from webapp.web.routing import get


class Asked(NamedTuple):
    """What an address asks for; fields are its words, problems field → message."""

    framework: Framework
    packages: list[Package]
    groups: list[ListedGroup]
    fields: dict[str, str]
    terms: Terms
    problems: dict[str, str]


def asked(db: Db, framework_id: int, today: date, *, fields: dict[str, str]) -> Asked:
    """Read the terms of a framework's report. Raises NotFoundException."""
    framework = pages_programmes.there(db, framework_id)
    packages = store_report.packages(db, framework_id, today)
    groups = store_groups.groups(db)
    wanted, problems = terms.read(
        fields, [one.package_id for one in packages], [one.group_id for one in groups]
    )
    return Asked(framework, packages, groups, fields, wanted, problems)


def not_yet(request: HTMXRequest, found: Asked) -> Response[Any] | None:
    """What comes before the report: the form again with what is wrong in it, or picking people."""
    if found.problems:
        return show(
            request,
            "results/reports/terms.html",
            status=422,
            framework=found.framework,
            problems=found.problems,
            **pages_lines.form(Report(found.packages, found.terms, []), found.groups, found.fields),
        )
    if found.terms.kind == INDIVIDUAL and not found.terms.candidate_ids:
        people = pages_lines.address(found.framework.framework_id, "/candidates")
        return go(f"{people}?{terms.written(found.terms)}")
    return None


@get("/results/learning-programmes/{framework_id:int}/report")
def show_report(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any]:
    fields = dict(request.query_params)
    if not fields and (before := last_terms(request, framework_id)):
        return go(f"{pages_lines.address(framework_id, '/report')}?{urlencode(before)}")
    with store_report.snapshot(db):
        found = asked(db, framework_id, today, fields=fields)
        if first := not_yet(request, found):
            return first
        query = terms.written(found.terms, candidate_ids=())
        keep_search(request, report_list(framework_id), {"query": query})
        report = store_report.report(db, found.packages, found.terms)
        counts_awards = found.terms.kind == AWARDED or found.terms.has_period
        filters = _filters(found)
        base = pages_lines.address(framework_id, "/report")
        whole = terms.written(found.terms, page=1)
        return show(
            request,
            "results/reports/report.html",
            problems={},
            awards=report.award_count if counts_awards else None,
            filters=filters,
            made_on=today,
            running=_running(request, found, filters, today=today),
            most_printed=pages_lines.MOST_PRINTED,
            files={
                "csv": f"{base}.csv?{whole}",
                "xlsx": f"{base}.xlsx?{whole}",
                "people": f"{pages_lines.address(framework_id, '/candidates')}?{whole}",
            },
            **pages_lines.page_of(db, found.framework, report, base=base),
            **pages_lines.form(report, found.groups, {}),
            **pages_lines.lacking(report),
        )


def _filters(found: Asked) -> list[str]:
    """The filters in words, none for none."""
    chosen = found.terms
    words = [
        f"Package: {one.title}" for one in found.packages if one.package_id == chosen.package_id
    ]
    words += [f"Group: {one.title}" for one in found.groups if one.group_id == chosen.group_id]
    if chosen.since and chosen.until:
        words.append(f"Awarded from {long_date(chosen.since)} to {long_date(chosen.until)}")
    elif chosen.since:
        words.append(f"Awarded from {long_date(chosen.since)} on")
    elif chosen.until:
        words.append(f"Awarded up to {long_date(chosen.until)}")
    if chosen.includes_leavers:
        words.append("Archived candidates who have not completed included")
    return words


def _running(request: HTMXRequest, found: Asked, filters: list[str], *, today: date) -> str:
    """What stands on top of each printed page."""
    title = f"{found.framework.title}: {terms.KINDS[found.terms.kind]}"
    centre = f"{request.user.centre_name}, centre {request.user.centre_number}"
    return " · ".join(("Learning programme report", title, *filters, long_date(today), centre))


of_report = [show_report]
