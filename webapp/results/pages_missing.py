"""From a report to the entry form: a draft for the missing components."""

from datetime import date

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.db import Db
from webapp.html import go, number, read_form
from webapp.results import store_missing

NOTHING = (
    "Nothing is missing, or it has been entered already: there is no entry to make."
    " Archived candidates are never entered."
)
OPENED = "A draft with the missing components is open. Nothing is submitted before the last step."


@post("/results/missing", status_code=200, opt={"role": "entries"})
async def start_draft(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response:
    form = await read_form(request)
    people = [number(one) or 0 for one in form.getall("candidate_id", [])]
    draft_id = store_missing.start_draft(
        db, request.user["account_id"], number(form.get("package_id", "")) or 0, people, today
    )
    if draft_id is None:
        return go("/results/learning-programmes", NOTHING)
    return go(f"/entries/drafts/{draft_id}/options", OPENED)


router = Router("/", route_handlers=[start_draft])
