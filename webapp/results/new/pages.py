"""Results that are new since the person's last visit, for the hole on Home and as a page."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store as accounts
from webapp.database.connection import Db
from webapp.results.new import store as store_new
from webapp.web.responses import asks_fragment, show
from webapp.web.routing import get

FEW, MANY = 8, 500


@get("/results/new")
def list_new_results(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    visit = accounts.last_visit(db, request.user.account_id, request.user.session_id)
    found = store_new.since(db, visit, FEW if asks_fragment(request) else MANY) if visit else None
    return show(
        request,
        "results/new/new.html",
        "results/new/_new.html",
        visit=visit,
        rows=found.rows if found else [],
        total=found.total if found else 0,
    )


router = Router("/", route_handlers=[list_new_results])
