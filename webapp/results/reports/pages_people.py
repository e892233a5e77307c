"""Individual candidates: picking the people whom a learning programme report is to show."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.record import former_name, name
from webapp.database.connection import Db
from webapp.results.reports import pages as pages_report
from webapp.results.reports import pages_lines, store_rows, terms
from webapp.results.reports import store as store_report
from webapp.results.reports.report_sheet import Person
from webapp.results.reports.terms import ALL_CANDIDATES, INDIVIDUAL, MOST_PEOPLE
from webapp.web.form_fields import parse_ids
from webapp.web.last_search import CLEAR, keep_search, last_search
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

NOBODY = "Tick at least one candidate: the report shows those who are ticked."
TOO_MANY = f"Tick up to {MOST_PEOPLE} candidates, or choose a group in the report instead."


@get("/results/learning-programmes/{framework_id:int}/candidates")
def ask_people(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any]:
    before = last_search(request, _list(framework_id))
    fields = {"search": before.get("search", ""), **request.query_params}
    ids = parse_ids(f"{fields.get('candidates', '').replace('-', ' ')} {before.get('ticked', '')}")
    return _ask(
        request, db, today, framework_id=framework_id, fields=fields, ids=list(dict.fromkeys(ids))
    )


@post(
    "/results/learning-programmes/{framework_id:int}/candidates/find",
    status_code=200,
    opt={"looks": True},
)
def find_people(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any]:
    form = sent_form(request)
    ids, search = _ticked(form), "" if CLEAR in form else form.get("search", "")
    if request.htmx:
        reply = _ask(request, db, today, framework_id=framework_id, fields=form, ids=ids)
        keep_search(request, _list(framework_id), {"search": search})
        return reply
    # A page that answers a form is not there on Back; without script the ticks are kept with the
    # search.
    ticked = " ".join(map(str, ids[:MOST_PEOPLE]))
    found = pages_report.asked(db, framework_id, today, fields=dict(form))
    keep_search(request, _list(framework_id), {"search": search, "ticked": ticked})
    chosen = terms.written(found.terms, kind=INDIVIDUAL, candidate_ids=(), page=1)
    return go(f"{pages_lines.address(framework_id, '/candidates')}?{chosen}")


@post(
    "/results/learning-programmes/{framework_id:int}/candidates",
    status_code=200,
    opt={"looks": True},
)
def choose_people(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any]:
    form = sent_form(request)
    ids = _ticked(form)
    if not ids or len(ids) > MOST_PEOPLE:
        problem = TOO_MANY if ids else NOBODY
        return _ask(
            request,
            db,
            today,
            framework_id=framework_id,
            fields=form,
            ids=ids,
            problems={"all-shown": problem},
        )
    found = pages_report.asked(db, framework_id, today, fields=dict(form))
    keep_search(request, _list(framework_id), {})
    chosen = terms.written(found.terms, kind=INDIVIDUAL, candidate_ids=tuple(ids), page=1)
    return go(f"{pages_lines.address(framework_id, '/report')}?{chosen}")


def _list(framework_id: int) -> str:
    return f"people {framework_id}"


def _ticked(form: FormMultiDict) -> list[int]:
    return list(dict.fromkeys(parse_ids(" ".join(form.getall("candidate_id", [])))))


def _ask(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    framework_id: int,
    fields: Mapping[str, str],
    ids: list[int],
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    """The people of the report with all its filters, but for those who are ticked already."""
    with store_report.snapshot(db):
        found = pages_report.asked(db, framework_id, today, fields=dict(fields))
        everybody = replace(found.terms, kind=ALL_CANDIDATES, candidate_ids=(), page=1)
        report = store_report.report(db, found.packages, everybody)
        search = fields.get("search", "")[: name.QUERY_CHARACTERS]
        choosable = dict.fromkeys(line.candidate_id for line in report.lines)
        fitting = store_rows.fitting(db, search, choosable)
        ticked = [one for one in ids if one in choosable]
        others = [one for one in fitting if one not in set(ticked)]
        shown = others[: pages_lines.PAGE]
        people = store_rows.people(db, [*ticked, *shown])
    return show(
        request,
        "results/reports/people.html",
        "results/reports/_people.html",
        status=422 if problems else 200,
        framework=found.framework,
        ticked=[(people[one], _formerly(people[one], "")) for one in ticked],
        others=[(people[one], _formerly(people[one], search)) for one in shown],
        total=len(others),
        search=search,
        kept={
            "package": everybody.package_id or "",
            "group": everybody.group_id or "",
            "from": everybody.since or "",
            "to": everybody.until or "",
            "sort": everybody.sort,
            "archived": "1" if everybody.includes_leavers else "",
        },
        problems=problems or {},
        leavers=pages_lines.leavers(report, pages_lines.address(framework_id, "/candidates")),
    )


def _formerly(person: Person, search: str) -> str:
    """What somebody is to be marked with, if a former name made them fit."""
    present = name.search_text(person.surname, person.forenames)
    words = [word for word in name.tokens(search) if word not in present]
    return former_name.formerly(person.forenames, person.former_names, words)


of_people = [ask_people, find_people, choose_people]
