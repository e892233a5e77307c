"""Everything held about one person, as a file."""

import json
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.activity import store as store_activity
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.records.export import person_record
from webapp.records.export import store as store_record
from webapp.web.downloads import download
from webapp.web.responses import go
from webapp.web.routing import get


@get("/candidates/{candidate_id:int}/record", opt={"role": "entries", "notes": True})
def download_record(
    request: HTMXRequest, db: NamedDependency[Db], candidate_id: FromPath[int]
) -> Response[Any]:
    """Everything held about one person: as XLSX, or with ?as=json as JSON."""
    candidate = candidates.one(db, candidate_id)
    if candidate is None:
        raise NotFoundException
    kept_id = candidates.kept(db, candidate).candidate_id
    kind = "json" if request.query_params.get("as") == "json" else "xlsx"
    if kept_id != candidate_id:
        return go(f"/candidates/{kept_id}/record?as={kind}")
    store_activity.note(
        db, "exported a whole record", candidate_id=candidate_id, candidate=candidate_id
    )
    sheets = person_record.sheets(store_record.facts(db, candidate_id))
    content = person_record.workbook(sheets)
    if kind == "json":
        content = json.dumps(person_record.records(sheets), ensure_ascii=False, indent=1).encode()
    return download(f"candidate-{candidate_id}-record.{kind}", content)


router = Router("/", route_handlers=[download_record])
