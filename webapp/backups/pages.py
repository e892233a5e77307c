"""The backups that the server makes by itself, for administrators."""

from typing import Any

from litestar import Response, Router
from litestar.plugins.htmx import HTMXRequest

from webapp.web.centre_state import centre_of
from webapp.web.responses import show
from webapp.web.routing import get


@get("/", opt={"role": "administrator"})
def show_backups(request: HTMXRequest) -> Response[Any]:
    daily = centre_of(request).get("backups")
    return show(
        request,
        "backups/backups.html",
        "backups/_backups.html",
        makes=daily is not None,
        days=list(daily.made()) if daily else [],
        problem=daily.problem if daily else "",
    )


router = Router("/backups", route_handlers=[show_backups])
