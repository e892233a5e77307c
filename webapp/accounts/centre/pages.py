"""The centre's number, name and contact, as administrators change them."""

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store
from webapp.accounts.centre import centre
from webapp.database.connection import Db
from webapp.web import form_merge
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

LABELS = {"number": "centre number", "centre_name": "name of the centre", "contact": "contact"}
KEPT = (
    "Kept. It stands at the top of every page from now on; what was printed before stays as it is."
)


@get("/centre")
def show_centre(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    stored = _fields(db)
    return show(request, "accounts/centre/centre.html", form=stored, opened=stored, problems={})


@post("/centre", status_code=200)
def change_centre(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    stored = _fields(db)
    merged = form_merge.merge(sent_form(request), stored)
    problems = form_merge.messages(merged, stored, LABELS) if merged.conflicts else {}
    told, wrong = centre.read(merged.values)
    if problems or wrong:
        return show(
            request,
            "accounts/centre/centre.html",
            status=409 if problems else 422,
            form=merged.values,
            opened=merged.opened,
            problems=wrong | problems,
        )
    store.set_centre(db, told.number, told.name, told.contact)
    return go("/accounts/centre", KEPT + form_merge.notice(merged, LABELS))


def _fields(db: Db) -> dict[str, str]:
    known = store.centre(db) or centre.Centre("", "", "")
    return {"number": known.number, "centre_name": known.name, "contact": known.contact}


of_centre = [show_centre, change_centre]
