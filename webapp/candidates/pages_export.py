"""The register, or what a search finds of it, as a file."""

import asyncio
from datetime import date

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import spreadsheet, store_activity
from webapp.candidates import name, period, store_export
from webapp.centre_state import centre_of
from webapp.files import download
from webapp.html import number, read_form


@post("/candidates/export", status_code=200, opt={"role": "entries", "holds": False})
async def export_candidates(request: HTMXRequest, today: NamedDependency[date]) -> Response:
    form = await read_form(request)
    since = period.since(form.get("added", "any"), today)
    search = form.get("search", "")[: name.QUERY_CHARACTERS]
    group_id, archived = number(form.get("group", "")), form.get("state") == "archived"
    as_book = form.get("format") == "xlsx"

    def written() -> bytes:
        with centre_of(request).connections.one(request.user) as db:
            store_activity.note(db, "exported candidates", format="xlsx" if as_book else "csv")
            rows = store_export.rows(db, search, since, group_id, archived)
            if as_book:
                return spreadsheet.xlsx_of(list(store_export.COLUMNS.values()), rows, "Candidates")
            return spreadsheet.csv_of(list(store_export.COLUMNS.values()), rows)

    content = await asyncio.to_thread(written)
    return download(f"candidates-{today.isoformat()}.{'xlsx' if as_book else 'csv'}", content)


router = Router("/", route_handlers=[export_candidates])
