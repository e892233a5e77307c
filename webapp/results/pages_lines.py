"""What every page that shows a report needs: its rows, one page of them, and the links around
them.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from webapp.candidates.paging import paging
from webapp.db import Db
from webapp.results import report_sheet, store_report_file, store_report_rows
from webapp.results.report import Award, Report
from webapp.results.terms import ALL, AWARDED, KINDS, SORTS, written

Needs = dict[str, Any]
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


def address(framework_id: int, more: str = "") -> str:
    return f"{FRAMEWORKS}/{framework_id}{more}"


def page_of(db: Db, framework: Needs, report: Report, base: str) -> Needs:
    """The needs of results/_lines.html: a page of the report, with links that begin with base."""
    terms, total = report.terms, store_report_file.count(report)
    of_awards = terms.kind == AWARDED
    whole = not terms.page and total <= MOST_PRINTED
    shown = paging(total, terms.page, max(total, 1) if whole else PAGE)
    rows = store_report_file.slice_of(db, report, max(shown.first - 1, 0), shown.last)
    ids = {one.candidate_id for one in rows}
    people = store_report_rows.people(db, ids)
    results = store_report_rows.results(db, ids) if terms.kind in (AWARDED, ALL) else {}
    return {
        "framework": framework,
        "kind": terms.kind,
        "groups": _by_component(report, rows, people, results) if of_awards else [],
        "rows": []
        if of_awards
        else [
            {
                "candidate_id": line.candidate_id,
                "person": people[line.candidate_id],
                "package": report.package_of[line.package_id],
                "standing": line.standing,
                "latest": line.latest,
                "cells": report_sheet.cells(report, line, results),
            }
            for line in rows
        ],
        "totals": report.totals,
        "paging": shown,
        "turn": f"{base}?{written(terms, page=1)}",
        "heads": _heads(report, base),
        "leavers": leavers(report, address(framework["framework_id"], "/report")),
        "said": report_sheet.said,
    }


def _by_component(
    report: Report, awards: list[Award], people: Needs, results: Needs
) -> list[Needs]:
    return [
        {
            "component": report.component_of[assessment_id],
            "total": len(report.winners[assessment_id]),
            "rows": [
                {
                    "candidate_id": one.candidate_id,
                    "person": people[one.candidate_id],
                    "packages": report.titles(one),
                    "awarded_on": one.awarded_on,
                    "package_id": report.lines_of[one.candidate_id][0].package_id,
                    "grade": results[one[:2]].grade if one[:2] in results else "",
                }
                for one in given
            ],
        }
        for assessment_id, given in groupby(awards, key=lambda one: one.assessment_id)
    ]


def _heads(report: Report, base: str) -> Needs:
    """Sort key → label, the address that sorts by it, and how it is sorted now ("" for not)."""
    terms = report.terms
    found = {}
    for key, label in LABELS.items():
        mine = terms.sort_key == key
        down = not terms.descending if mine else key in LARGEST_FIRST
        now = ("descending" if terms.descending else "ascending") if mine else ""
        sort = f"-{key}" if down else key
        found[key] = {
            "label": label,
            "now": now,
            "href": f"{base}?{written(terms, sort=sort, page=1)}",
        }
    return found


def leavers(report: Report, base: str) -> Needs:
    """The needs of the macro left_out: how many were archived before they completed, whether they
    are included, and the address of the report with the other choice.
    """
    included = report.terms.includes_leavers
    query = written(report.terms, includes_leavers=not included, page=1)
    return {"count": report.leaver_count, "included": included, "href": f"{base}?{query}"}


def lacking(report: Report) -> Needs:
    """The needs of results/_missing.html: for whom a draft could be begun, package by package."""
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
            found.append({"package": package, "candidate_ids": ids})
    count = sum(len(one["candidate_ids"]) for one in found)
    return {"lacking": found, "too_many": count > MOST_ENTERED, "most_entered": MOST_ENTERED}


def form(report: Report, choosable: list[Needs], fields: Mapping[str, str]) -> Needs:
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
