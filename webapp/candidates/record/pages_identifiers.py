"""Help while a UCI or ULN is typed; without script the same words come when the form is sent."""

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.record import store_identifiers
from webapp.database.connection import Db
from webapp.web.responses import number, sent_form, show
from webapp.web.routing import post


@post("/help/uci", status_code=200, opt={"looks": True})
def check_uci(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    asked = _asked(request, db)
    return show(request, "candidates/_uci_help.html", uci_help=asked["uci_help"])


@post("/help/uln", status_code=200, opt={"looks": True})
def check_uln(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    asked = _asked(request, db)
    return show(request, "candidates/_uln_help.html", uln_help=asked["uln_help"])


def _asked(request: HTMXRequest, db: Db) -> dict[str, store_identifiers.Help]:
    form = sent_form(request)
    return store_identifiers.on_form(db, form, besides=number(form.get("candidate_id", "")) or 0)


of_numbers = [check_uci, check_uln]
