"""The backups that the server makes by itself, for administrators."""

from typing import Any

from litestar import Response, Router, get
from litestar.plugins.htmx import HTMXRequest

from webapp.html import show


@get("/", opt={"role": "administrator"})
async def show_backups(request: HTMXRequest) -> Response[Any]:
    daily = request.app.state.get("backups")
    return show(
        request,
        "accounts/backups.html",
        "accounts/_backups.html",
        makes=daily is not None,
        days=list(daily.made()) if daily else [],
        problem=daily.problem if daily else "",
    )


router = Router("/backups", route_handlers=[show_backups])
