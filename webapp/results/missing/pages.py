"""From a report to the entry form: a draft for the missing components."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.results.missing import store as store_missing
from webapp.web.formatting import plural
from webapp.web.responses import go, number, sent_form
from webapp.web.routing import post

NOTHING = (
    "Nothing is missing, or it has been entered already: there is no entry to make."
    " Archived candidates are never entered."
)
OPENED = {
    "begun": "A draft with the missing components is open.",
    "unchanged": "The draft that you began for this is open again, as you left it.",
    "updated": "What is missing has changed since: your draft has been brought up to date.",
    "anew": "What is missing has changed since you began a draft for this: a new one is open, and"
    " the"
    " earlier one is still among the drafts.",
}
NOT_TICKED = "{} withdrawn before and not ticked: the grid says when and why."
NOT_SUBMITTED = "Nothing is submitted before the last step."


@post("/results/missing", status_code=200, opt={"role": "entries"})
def start_draft(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    people = [number(one) or 0 for one in form.getall("candidate_id", [])]
    started = store_missing.start_draft(
        db,
        request.user.account_id,
        number(form.get("package_id", "")) or 0,
        candidate_ids=people,
        today=today,
    )
    if started is None:
        return go("/results/learning-programmes", NOTHING)
    withdrawn = plural(started.withdrawn, "missing component was", "missing components were")
    sentences = [
        OPENED[started.how],
        NOT_TICKED.format(withdrawn) if started.withdrawn else "",
        NOT_SUBMITTED,
    ]
    return go(
        f"/entries/drafts/{started.draft_id}/options", " ".join(one for one in sentences if one)
    )


router = Router("/", route_handlers=[start_draft])
