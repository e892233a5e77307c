"""The register, or what a search finds of it, as a file."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.activity import store as store_activity
from webapp.candidates.record import name
from webapp.candidates.register import added_since, store_export
from webapp.database.connection import Db
from webapp.spreadsheets import writer
from webapp.web.downloads import download
from webapp.web.responses import number, sent_form
from webapp.web.routing import post


@post("/candidates/export", status_code=200, opt={"role": "entries", "holds": False})
def export_candidates(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    since = added_since.since(form.get("added", "any"), today)
    search = form.get("search", "")[: name.QUERY_CHARACTERS]
    group_id, archived = number(form.get("group", "")), form.get("state") == "archived"
    ending = "xlsx" if form.get("format") == "xlsx" else "csv"
    store_activity.note(db, "exported candidates", format=ending)
    headings = list(store_export.COLUMNS.values())
    rows = store_export.rows(db, search, since, group_id, archived)
    if ending == "xlsx":
        content = writer.xlsx_of(headings, rows, "Candidates")
    else:
        content = writer.csv_of(headings, rows)
    return download(f"candidates-{today.isoformat()}.{ending}", content)


router = Router("/", route_handlers=[export_candidates])
