"""The learning programme report as a file: all its rows, CSV piece by piece, XLSX at once."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Stream

from webapp.accounts.activity import store as store_activity
from webapp.database.connection import Db
from webapp.results.reports import pages as pages_report
from webapp.results.reports import report_sheet, store_file
from webapp.results.reports.pages import Asked
from webapp.results.reports.store_file import Rows
from webapp.results.reports.terms import KINDS, written
from webapp.spreadsheets import writer
from webapp.web.centre_state import centre_of
from webapp.web.downloads import download, stream
from webapp.web.responses import go
from webapp.web.routing import get

TOO_LONG = (
    f"XLSX takes up to {store_file.ROWS_OF_A_BOOK:,} rows: choose fewer with the filters, or"
    " take the CSV."
)
NOTED = "exported a learning programme report"


@get("/results/learning-programmes/{framework_id:int}/report.csv", opt={"notes": True})
def download_lines(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any] | Stream:
    found = pages_report.asked(db, framework_id, today, fields=dict(request.query_params))
    if before := pages_report.not_yet(request, found):
        return before
    name = _name(found, today, "csv")
    store_activity.note(db, NOTED, file=name)

    def sent() -> Iterator[bytes]:
        # The request's own connection goes to somebody else before the last row is sent.
        with (
            centre_of(request).connections.one() as own,
            closing(store_file.pieces(own, framework_id, found.terms, today=today)) as pieces,
        ):
            headings, shown = _shown(request, found, pieces)
            yield from writer.csv_pieces(headings, shown)

    return stream(name, sent())


@get("/results/learning-programmes/{framework_id:int}/report.xlsx", opt={"notes": True})
def download_book(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework_id: FromPath[int],
) -> Response[Any]:
    found = pages_report.asked(db, framework_id, today, fields=dict(request.query_params))
    if before := pages_report.not_yet(request, found):
        return before

    if not store_file.fits_a_book(db, framework_id, found.terms, today=today):
        address = f"/results/learning-programmes/{framework_id}/report?{written(found.terms)}"
        return go(address, TOO_LONG)
    name = _name(found, today, "xlsx")
    store_activity.note(db, NOTED, file=name)

    with closing(store_file.pieces(db, framework_id, found.terms, today=today)) as pieces:
        headings, shown = _shown(request, found, pieces)
        content = writer.xlsx_of(headings, chain.from_iterable(shown), KINDS[found.terms.kind])
    return download(name, content)


def _shown(
    request: HTMXRequest, found: Asked, pieces: Iterable[Rows]
) -> tuple[list[str], Iterator[Rows]]:
    """Headings and rows as far as the person's role may take them away."""
    headings = report_sheet.headings(found.terms.kind)
    places = report_sheet.places_shown(found.terms.kind, request.user.role != "results")
    shown = (([row[place] for place in places] for row in rows) for rows in pieces)
    return [headings[place] for place in places], shown


def _name(found: Asked, today: date, ending: str) -> str:
    code = found.framework.framework_code.lower()
    return f"{code}-{found.terms.kind}-{today.isoformat()}.{ending}"


of_files = [download_lines, download_book]
