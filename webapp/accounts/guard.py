"""The guard at every door: who is it, may they, and did they mean it."""

from urllib.parse import urlencode

from litestar import MediaType, Response
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import session, store
from webapp.db import Db, now
from webapp.html import go, read_form

COOKIE = "single_point"
FIELD = "form_token"
SAFE = {"GET", "HEAD", "OPTIONS"}
MAY = {
    "administrator": {"administrator", "entries", "results"},
    "entries": {"entries", "results"},
    "results": {"results"},
}

STALE = (
    "This form did not come from your own pages, or it is very old. Nothing was saved."
    " Go back, reload the page and send it again."
)


class SignInFirst(NotAuthorizedException):
    """Nobody is signed in; what was sent may wait under held_post_id."""

    def __init__(self, held_post_id: int | None = None) -> None:
        super().__init__()
        self.held_post_id = held_post_id


async def guard(request: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Let a request through to its handler, with the person as its user, or raise.

    A handler's opt may hold: static (a file for everyone), public (no person needed), role (the
    least one, "results" unless named), looks (it only looks, so nothing at all is written, nor
    that the person was there), holds (False: sent too late, it does not wait for the sign-in).
    """
    if handler.opt.get("static"):
        return
    assert isinstance(request, HTMXRequest)
    token = request.cookies.get(COOKIE, "")
    form_token = session.form_token(token)
    with request.app.state.connections.one() as db:
        known = store.session_of(db, token) if token else None
        live = known if known and session.is_live(known, now()) else None
        request.scope["user"] = live
        request.scope["form_token"] = form_token
        genuine = request.method in SAFE or await _is_genuine(request, db, form_token, known)
        if live is None and not handler.opt.get("public"):
            waits = handler.opt.get("holds", True) and not handler.opt.get("looks")
            holds = known and not known["disabled_at"] and genuine and waits
            held = await _hold(request, db, known) if holds else None
            raise SignInFirst(held)
        if not genuine:
            raise PermissionDeniedException(STALE)
        if live and handler.opt.get("role", "results") not in MAY[live["role"]]:
            raise PermissionDeniedException("Your account's role does not include this page.")
        if live and not handler.opt.get("looks") and session.wants_note(live, now()):
            store.note_seen(db, live["session_id"])


async def _is_genuine(request: HTMXRequest, db: Db, form_token: str, known: dict | None) -> bool:
    sent = (await read_form(request)).get(FIELD, "")
    if not request.cookies.get(COOKIE):
        return False
    return sent == form_token or bool(
        known and store.form_came_from(db, sent, known["account_id"])
    )


async def _hold(request: HTMXRequest, db: Db, known: dict) -> int | None:
    if request.method in SAFE:
        return None
    return store.hold_post(
        db,
        known["account_id"],
        request.url.path,
        request.headers.get("content-type", ""),
        await request.body(),
    )


def answer_stranger(request: HTMXRequest) -> Response | None:
    """For a reply that never came past the guard: put the person into its frame, or send away."""
    token = request.cookies.get(COOKIE, "")
    with request.app.state.connections.one() as db:
        known = store.session_of(db, token) if token else None
    live = known if known and session.is_live(known, now()) else None
    request.scope |= {"user": live, "form_token": session.form_token(token)}
    for_everyone = request.url.path.startswith(("/static/", "/sign-in"))
    return None if live or for_everyone else send_to_sign_in(request, SignInFirst())


def send_to_sign_in(request: HTMXRequest, problem: SignInFirst) -> Response:
    """A stranger's answer: 303 to the sign-in, or for htmx 401 with the address to go to."""
    asked = request.url.path if request.method in SAFE and not request.htmx else "/"
    held = {"held": problem.held_post_id} if problem.held_post_id else {}
    query = urlencode({"next": asked, **held} if asked != "/" else held)
    address = "/sign-in" + (f"?{query}" if query else "")
    if request.htmx:
        return Response(
            b"", status_code=401, media_type=MediaType.TEXT,
            headers={"hx-redirect": address, "cache-control": "no-store"},
        )  # fmt: skip
    return go(address)
