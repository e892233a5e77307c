"""How long the session lasts still, for the warning before its end; and staying signed in."""

from litestar import MediaType, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store, store_sessions
from webapp.db import Db

# Whoever opens the address by hand gets a file, nothing that a browser would try to show.
HEADERS = {
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="session.json"',
}


@get("/left", opt={"looks": True})
async def show_left(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    """Asking is no sign of life: the session goes on running out."""
    return _left(db, request.user["session_id"])


@post("/stay", status_code=200, opt={"holds": False})
async def keep_session(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    store.note_seen(db, request.user["session_id"])
    return _left(db, request.user["session_id"])


def _left(db: Db, session_id: int) -> Response:
    """JSON: left, seconds until the end if nobody does anything; most, however busy one is."""
    left, most = store_sessions.left(db, session_id)
    return Response({"left": left, "most": most}, media_type=MediaType.JSON, headers=HEADERS)


router = Router("/session", route_handlers=[show_left, keep_session])
