"""The rows of a whole report, some hundreds of people at a time."""

from collections.abc import Generator, Iterator
from datetime import date
from functools import partial

from webapp.database.connection import Db
from webapp.results.reports import report_sheet, store_rows
from webapp.results.reports import store as store_report
from webapp.results.reports.report import Award, Report
from webapp.results.reports.terms import ALL, AWARDED, Terms

AT_ONCE = 1000
# A workbook is made in memory, a CSV is not.
ROWS_OF_A_BOOK = 20_000
Rows = Iterator[list[str]]


def pieces(db: Db, framework_id: int, terms: Terms, *, today: date) -> Generator[Rows, None, None]:
    """The report's rows in their order, all of one moment; the connection is used until the end."""
    with store_report.snapshot(db):
        report = store_report.report(db, store_report.packages(db, framework_id, today), terms)
        for first in range(0, count(report), AT_ONCE):
            yield _rows(db, report, first, end=first + AT_ONCE)


def fits_a_book(db: Db, framework_id: int, terms: Terms, *, today: date) -> bool:
    """Whether the report is short enough for XLSX."""
    report = store_report.report(db, store_report.packages(db, framework_id, today), terms)
    rows = report.totals.components if terms.kind == ALL else count(report)
    return rows <= ROWS_OF_A_BOOK


def count(report: Report) -> int:
    """How many rows the page has: awards for Components awarded, else candidates in packages."""
    return report.award_count if report.terms.kind == AWARDED else len(report.lines)


def list_awards(db: Db, report: Report, begin: int, *, end: int) -> list[Award]:
    """The awards at these places, in the order asked for."""
    return report.awards(begin, end, partial(store_rows.grades, db))


def _rows(db: Db, report: Report, begin: int, *, end: int) -> Rows:
    if report.terms.kind == AWARDED:
        awards = list_awards(db, report, begin, end=end)
        ids = {one.candidate_id for one in awards}
        results = store_rows.results(db, ids, {one.assessment_id for one in awards})
        people = store_rows.people(db, ids)
        return report_sheet.of_awards(report, awards, people, results=results)
    lines = report.ordered[begin:end]
    ids = {one.candidate_id for one in lines}
    people = store_rows.people(db, ids)
    if report.terms.kind == ALL:
        results = store_rows.results(db, ids)
        return report_sheet.of_cells(report, lines, people, results=results)
    return report_sheet.of_people(report, lines, people)
