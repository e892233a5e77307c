"""What every page that shows a report needs: its rows, one page of them, and the links around
them.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, NamedTuple

from webapp.candidates.groups.store import ListedGroup
from webapp.catalogue.packages.package import Component
from webapp.database.connection import Db
from webapp.results.programmes.programme import Line, Package
from webapp.results.programmes.standing import Standing
from webapp.results.reports import report_sheet, store_file, store_rows
from webapp.results.reports.report import Award, Report
from webapp.results.reports.report_sheet import Cell, Person, Results
from webapp.results.reports.store import Framework
from webapp.results.reports.terms import ALL, AWARDED, KINDS, SORTS, written
from webapp.web.paging import paging

Needs = dict[str, Any]
"""What a template needs, by name."""
PAGE = 50
MOST_PRINTED = 1000
MOST_ENTERED = 300
FRAMEWORKS = "/results/learning-programmes"
LABELS = {
    "name": "Name",
    "package": "Package",
    "components": "Components achieved",
    "state": "State",
    "date": "Date awarded",
    "grade": "Grade",
}
# What is asked for when such a column is sorted by for the first time.
LARGEST_FIRST = {"date", "components"}


class ShownLine(NamedTuple):
    """A candidate in a package, as a row of the page."""

    candidate_id: int
    person: Person
    package: Package
    standing: Standing
    latest: str
    cells: list[Cell]


class ShownAward(NamedTuple):
    """An award, as a row of the page; package_id is the candidate's first in the report."""

    candidate_id: int
    person: Person
    packages: list[str]
    awarded_on: str
    package_id: int
    grade: str


class AwardedComponent(NamedTuple):
    """A component with its awards on the page, and how many it has in all."""

    component: Component
    total: int
    rows: list[ShownAward]


class Head(NamedTuple):
    """A column's label, the address that sorts by it, and how it is sorted now, "" for not."""

    label: str
    now: str
    href: str


class Lacking(NamedTuple):
    """A package, and who misses something in it."""

    package: Package
    candidate_ids: list[int]


def address(framework_id: int, more: str = "") -> str:
    return f"{FRAMEWORKS}/{framework_id}{more}"


def page_of(db: Db, framework: Framework, report: Report, *, base: str) -> Needs:
    """The needs of results/_lines.html: a page of the report, with links that begin with base."""
    terms, total = report.terms, store_file.count(report)
    of_awards = terms.kind == AWARDED
    whole = not terms.page and total <= MOST_PRINTED
    shown = paging(total, terms.page, max(total, 1) if whole else PAGE)
    begin, end = max(shown.first - 1, 0), shown.last
    return {
        "framework": framework,
        "kind": terms.kind,
        "groups": _by_component(db, report, begin, end=end) if of_awards else [],
        "rows": [] if of_awards else _lines(db, report, report.ordered[begin:end]),
        "totals": report.totals,
        "paging": shown,
        "turn": f"{base}?{written(terms, page=1)}",
        "heads": _heads(report, base),
        "leavers": leavers(report, address(framework.framework_id, "/report")),
        "said": report_sheet.said,
    }


def _lines(db: Db, report: Report, lines: list[Line]) -> list[ShownLine]:
    ids = {line.candidate_id for line in lines}
    people = store_rows.people(db, ids)
    results: Results = store_rows.results(db, ids) if report.terms.kind == ALL else {}
    return [
        ShownLine(
            line.candidate_id,
            people[line.candidate_id],
            report.package_of[line.package_id],
            line.standing,
            line.latest,
            report_sheet.cells(report, line, results),
        )
        for line in lines
    ]


def _by_component(db: Db, report: Report, begin: int, *, end: int) -> list[AwardedComponent]:
    awards = store_file.list_awards(db, report, begin, end=end)
    ids = {award.candidate_id for award in awards}
    people = store_rows.people(db, ids)
    results = store_rows.results(db, ids)

    def shown(award: Award) -> ShownAward:
        result = results.get((award.candidate_id, award.assessment_id))
        return ShownAward(
            award.candidate_id,
            people[award.candidate_id],
            report.titles(award),
            award.awarded_on,
            report.lines_of[award.candidate_id][0].package_id,
            result.grade if result else "",
        )

    return [
        AwardedComponent(
            report.component_of[assessment_id],
            len(report.winners[assessment_id]),
            [shown(award) for award in of_component],
        )
        for assessment_id, of_component in groupby(awards, key=lambda award: award.assessment_id)
    ]


def _heads(report: Report, base: str) -> dict[str, Head]:
    """Sort key → the head of its column."""
    terms = report.terms
    found = {}
    for key, label in LABELS.items():
        mine = terms.sort_key == key
        down = not terms.descending if mine else key in LARGEST_FIRST
        now = ("descending" if terms.descending else "ascending") if mine else ""
        sort = f"-{key}" if down else key
        found[key] = Head(label, now, f"{base}?{written(terms, sort=sort, page=1)}")
    return found


def leavers(report: Report, base: str) -> Needs:
    """The needs of the macro left_out: how many were archived before they completed, whether they
    are included, and the address of the report with the other choice.
    """
    included = report.terms.includes_leavers
    query = written(report.terms, includes_leavers=not included, page=1)
    return {"count": report.leaver_count, "included": included, "href": f"{base}?{query}"}


def lacking(report: Report) -> Needs:
    """The needs of _missing.html: for whom a draft could be begun, package by package."""
    found = []
    for package in report.packages:
        ids = [
            line.candidate_id
            for line in report.lines
            if line.package_id == package.package_id
            and not line.is_archived
            and (line.standing.missing or line.standing.choices)
        ]
        if ids:
            found.append(Lacking(package, ids))
    count = sum(len(one.candidate_ids) for one in found)
    return {"lacking": found, "too_many": count > MOST_ENTERED, "most_entered": MOST_ENTERED}


def form(report: Report, choosable: list[ListedGroup], fields: Mapping[str, str]) -> Needs:
    """The needs of results/_terms.html: the form filled in with the terms, or with what was
    typed.
    """
    terms = report.terms
    return {
        "kinds": KINDS,
        "sorts": SORTS,
        "packages": report.packages,
        "choosable": choosable,
        "terms": terms,
        "days": {"from": terms.since, "to": terms.until},
        "typed": {field: fields.get(field, "") for field in ("from", "to")},
    }
