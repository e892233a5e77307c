"""How long the session lasts still, for the warning before its end; and staying signed in."""

from typing import Any

from litestar import MediaType, Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.sessions.session import Limits
from webapp.database.connection import Db
from webapp.web.centre_state import centre_of
from webapp.web.routing import get, post

__all__ = ["Limits", "router"]

# Whoever opens the address by hand gets a file, nothing that a browser would try to show.
HEADERS = {
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="session.json"',
}


@get("/left", opt={"looks": True})
def show_left(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """Asking is no sign of life: the session goes on running out."""
    return _left(request, db)


@post("/stay", status_code=200, opt={"holds": False})
def keep_session(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    store.note_seen(db, request.user.session_id)
    return _left(request, db)


def _left(request: HTMXRequest, db: Db) -> Response[Any]:
    """JSON: left, seconds until the end if nobody does anything; most, however busy one is."""
    limits = centre_of(request).session_limits
    left, most = store_sessions.left(db, request.user.session_id, limits)
    return Response({"left": left, "most": most}, media_type=MediaType.JSON, headers=HEADERS)


router = Router("/session", route_handlers=[show_left, keep_session])
