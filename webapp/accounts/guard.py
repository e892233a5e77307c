"""The guard at every door: who is it, may they, and did they mean it."""

import asyncio

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import origin, session, store, store_first_visit, store_sessions
from webapp.accounts.pages_elsewhere import FromElsewhere
from webapp.accounts.pages_stranger import SAFE, NobodyYet, SignInFirst, send_to_sign_in
from webapp.db import now
from webapp.files import close_files
from webapp.html import read_form

COOKIE = "single_point"
FIELD = "form_token"
MAY = {
    "administrator": {"administrator", "entries", "results"},
    "entries": {"entries", "results"},
    "results": {"results"},
}

STALE = (
    "This form did not come from your own pages, or it is very old. Nothing was saved."
    " Go back, reload the page and send it again."
)


async def guard(request: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Let a request through to its handler, with the person as its user, or raise.

    A handler's opt may hold: static (a file for everyone), public (no person needed), first_visit
    (open while there is no account at all, when everything else leads there), role (the
    least one, "results" unless named), looks (it only looks, so nothing at all is written, nor
    that the person was there), notes (a GET that leaves a line in the activity: the person is asked first
    when a link elsewhere led there), holds (False: sent too late, it does not wait for the sign-in),
    halfway (stages of a session in which the second step of the sign-in is missing, let in too).
    """
    if handler.opt.get("static"):
        return
    assert isinstance(request, HTMXRequest)
    try:
        await _admit(request, handler)
    except (SignInFirst, PermissionDeniedException):
        if request.scope.get("form_was_read"):
            await close_files(request)
        raise


async def _admit(request: HTMXRequest, handler: BaseRouteHandler) -> None:
    token = request.cookies.get(COOKIE, "")
    form_token = session.form_token(token)
    long_write = request.app.state.long_write
    changes = request.method not in SAFE and not handler.opt.get("looks")
    writes = changes or handler.opt.get("notes")
    if writes and long_write and not long_write.done():
        # Waiting for the file's lock would hold up everybody who only reads.
        await asyncio.wait({long_write})
    # Nobody has a connection while they wait for what is still to be sent: so a few serve everybody.
    connections = request.app.state.connections
    with connections.one() as db:
        known = store_sessions.of_token(db, token) if token else None
        live = _live(known, *handler.opt.get("halfway", ()))
        request.scope["user"] = live
        request.scope["form_token"] = form_token
        if not known and not handler.opt.get("first_visit") and store_first_visit.nobody_yet(db):
            raise NobodyYet
    if known is None and not handler.opt.get("public"):
        # Before anything a stranger sends is read.
        raise SignInFirst
    genuine = request.method in SAFE or await _is_genuine(request, form_token, known)
    if live is None and not handler.opt.get("public"):
        waits = handler.opt.get("holds", True) and not handler.opt.get("looks")
        full = known and known["stage"] == session.FULL
        holds = full and not known["disabled_at"] and genuine and waits
        held = await _hold(request, known) if holds else None
        halfway = known and session.is_live(known, now())
        raise SignInFirst(held, known["stage"] if halfway else session.FULL)
    if not genuine:
        raise PermissionDeniedException(STALE)
    if live and handler.opt.get("role", "results") not in MAY[live["role"]]:
        raise PermissionDeniedException("Your account's role does not include this page.")
    if handler.opt.get("notes") and origin.is_led_from_elsewhere(request.headers):
        raise FromElsewhere
    may_write = not handler.opt.get("looks") and not (long_write and not long_write.done())
    if live and may_write and session.wants_note(live, now()):
        with connections.one() as db:
            store.note_seen(db, live["session_id"])
        live["left"] = session.left(live | {"seen_at": now()}, now())


def _live(known: dict | None, *stages: str) -> dict | None:
    """The session while it counts, with the seconds it has left, once it has come so far."""
    if known is None or known["stage"] not in (session.FULL, *stages):
        return None
    left = session.left(known, now())
    return known | {"left": left} if left and session.counts(known) else None


async def _is_genuine(request: HTMXRequest, form_token: str, known: dict | None) -> bool:
    headers = request.headers
    ours = origin.is_ours(headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", ""))
    if not ours or not request.cookies.get(COOKIE):
        return False
    request.scope["form_was_read"] = True
    sent = (await read_form(request)).get(FIELD, "")
    if sent == form_token or not known:
        return sent == form_token
    with request.app.state.connections.one() as db:
        return bool(store.form_came_from(db, sent, known["account_id"]))


async def _hold(request: HTMXRequest, known: dict) -> int | None:
    if request.method in SAFE:
        return None
    body = await request.body()
    with request.app.state.connections.one() as db:
        return store.hold_post(
            db, known["account_id"], request.url.path, request.headers.get("content-type", ""), body
        )


def answer_stranger(request: HTMXRequest) -> Response | None:
    """For a reply that never came past the guard: put the person into its frame, or send away."""
    token = request.cookies.get(COOKIE, "")
    with request.app.state.connections.one() as db:
        known = store_sessions.of_token(db, token) if token else None
    live = _live(known)
    request.scope |= {"user": live, "form_token": session.form_token(token)}
    for_everyone = request.url.path.startswith(("/static/", "/sign-in"))
    return None if live or for_everyone else send_to_sign_in(request, SignInFirst())
