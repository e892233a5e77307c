"""The register, or what a search finds of it, as a file."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import spreadsheet, store_activity
from webapp.candidates import name, period, store_export
from webapp.db import Db
from webapp.files import download
from webapp.html import number, sent_form
from webapp.routing import post


@post("/candidates/export", status_code=200, opt={"role": "entries", "holds": False})
def export_candidates(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    since = period.since(form.get("added", "any"), today)
    search = form.get("search", "")[: name.QUERY_CHARACTERS]
    group_id, archived = number(form.get("group", "")), form.get("state") == "archived"
    ending = "xlsx" if form.get("format") == "xlsx" else "csv"
    store_activity.note(db, "exported candidates", format=ending)
    headings = list(store_export.COLUMNS.values())
    rows = store_export.rows(db, search, since, group_id, archived)
    if ending == "xlsx":
        content = spreadsheet.xlsx_of(headings, rows, "Candidates")
    else:
        content = spreadsheet.csv_of(headings, rows)
    return download(f"candidates-{today.isoformat()}.{ending}", content)


router = Router("/", route_handlers=[export_candidates])
