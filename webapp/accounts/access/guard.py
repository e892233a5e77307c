"""The guard at every door: who is it, may they, and did they mean it."""

import asyncio
from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import replace

from webapp.accounts import store
from webapp.accounts.access import origin
from webapp.accounts.access.pages_elsewhere import FromElsewhere
from webapp.accounts.access.pages_redirects import SAFE, NobodyYet, SignInFirst, send_to_sign_in
from webapp.accounts.activity import store as store_activity
from webapp.accounts.first_visit import store as store_first_visit
from webapp.accounts.parked_forms import form_title as kept_title
from webapp.accounts.parked_forms import parked_form
from webapp.accounts.sessions import session
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.sessions.session import User
from webapp.database.connection import now
from webapp.web.centre_state import centre_of
from webapp.web.downloads import close_files
from webapp.web.request_scope import own_scope
from webapp.web.responses import read_form

__all__ = ["FIELD", "SignInFirst", "answer_stranger", "guard", "send_to_sign_in"]

FIELD = "form_token"
MAY = {
    "administrator": {"administrator", "entries", "results"},
    "entries": {"entries", "results"},
    "results": {"results"},
}

STALE = (
    "This form did not come from your own pages: it is very old, or somebody else has signed in"
    " here since."
    " Nothing was saved. Copy what you typed, reload the page and send it again."
)
ROLE = "Your account's role does not include this page."


async def guard(request: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let a request through to its handler, with the person as its user, or raise.

    A handler's opt may hold: static (a file for everyone), public (no person needed), first_visit
    (open while there is no account at all, when everything else leads there), role (the
    least one, "results" unless named), looks (it only looks, so nothing at all is written, nor
    that the person was there), notes (a GET that leaves a line in the activity: the person is asked
    first when a link elsewhere led there), holds (False: sent too late, it does not wait for the
    sign-in), needs_query (without its query the address is no page), halfway (stages of a session
    in which the second step of the sign-in is missing, let in too), fresh (only a form of this very
    session counts), leaves (sent too late, it ends the session that ran out).
    """
    if handler.opt.get("static"):
        return
    assert isinstance(request, HTMXRequest)
    try:
        await _admit(request, handler)
    except PermissionDeniedException as refusal:
        await asyncio.to_thread(_note_refusal, request, refusal.detail)
        if request.scope.get("form_was_read"):
            await close_files(request)
        raise
    except SignInFirst:
        if request.scope.get("form_was_read"):
            await close_files(request)
        raise


async def _admit(request: HTMXRequest, handler: BaseRouteHandler) -> None:
    token, is_protected = session.token_in(request.cookies, request.url.scheme)
    form_token = session.form_token(token)
    limits = centre_of(request).session_limits
    # Nobody has a connection while they wait for what is still to be sent: so a few serve
    # everybody.
    connections = centre_of(request).connections
    async with connections.lend() as db:
        known = _known(store_sessions.of_token(db, token) if token else None, is_protected)
        live = _live(known, limits, *handler.opt.get("halfway", ()))
        request.scope["user"] = live
        own_scope(request)["form_token"] = form_token
        if not known and not handler.opt.get("first_visit") and store_first_visit.nobody_yet(db):
            raise NobodyYet
    if live is None and not handler.opt.get("public"):
        # Before anything a stranger sends is read.
        raise await _sign_in_first(request, handler, known, form_token=form_token)
    if not (request.method in SAFE or await _is_genuine(request, handler, form_token, known=known)):
        raise PermissionDeniedException(STALE)
    if live and handler.opt.get("role", "results") not in MAY[live.role]:
        raise PermissionDeniedException(ROLE)
    if handler.opt.get("notes") and origin.is_led_from_elsewhere(request.headers):
        raise FromElsewhere
    if live and not handler.opt.get("looks"):
        await _note_presence(request, live, limits)


def _known(found: User | None, is_protected: bool) -> User | None:
    """The session, unless its token came under another name than it was given under."""
    return None if found and found.is_protected and not is_protected else found


def _live(known: User | None, limits: session.Limits, *stages: str) -> User | None:
    """The session while it counts, with the seconds it has left, once it has come so far."""
    if known is None or known.stage not in (session.FULL, *stages):
        return None
    left = session.left(known, now(), limits)
    return replace(known, left=left) if left and session.counts(known) else None


async def _is_genuine(
    request: HTMXRequest, handler: BaseRouteHandler, form_token: str, *, known: User | None
) -> bool:
    headers = request.headers
    ours = origin.is_ours(
        headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", "")
    )
    if not ours or not session.token_in(request.cookies, request.url.scheme)[0]:
        return False
    own_scope(request)["form_was_read"] = True
    sent = (await read_form(request)).get(FIELD, "")
    if sent == form_token or not known or handler.opt.get("fresh"):
        return sent == form_token
    async with centre_of(request).connections.lend() as db:
        return bool(store.form_came_from(db, sent, known.account_id))


async def _sign_in_first(
    request: HTMXRequest, handler: BaseRouteHandler, known: User | None, *, form_token: str
) -> SignInFirst:
    """What to raise: where to sign in, and what has become of what was sent."""
    limits = centre_of(request).session_limits
    if known is None:
        return SignInFirst()
    if session.is_live(known, now(), limits):
        return SignInFirst(stage=known.stage)
    if request.method in SAFE or handler.opt.get("looks"):
        return SignInFirst()
    if not session.parks(known, now(), limits):
        return SignInFirst("ended" if known.stage == session.FULL else "")
    if handler.opt.get("leaves"):
        if await _is_genuine(request, handler, form_token, known=known):
            await asyncio.to_thread(_end_session, request)
        return SignInFirst()
    if not handler.opt.get("holds", True):
        return SignInFirst()
    return SignInFirst(await _keep_form(request, handler, known, form_token=form_token))


async def _keep_form(
    request: HTMXRequest, handler: BaseRouteHandler, known: User, *, form_token: str
) -> str:
    """Keep a form that may be kept; in a word of pages_stranger.LATE what has become of it."""
    if not parked_form.may_wait(request.url.path):
        return "private"
    if not _may_fit(request):
        return "file"
    if not await _is_genuine(request, handler, form_token, known=known):
        return ""
    return await _park(request, handler, known)


def _may_fit(request: HTMXRequest) -> bool:
    length = request.headers.get("content-length", "")
    return not length.isdecimal() or int(length) <= parked_form.MAX_BYTES


async def _park(request: HTMXRequest, handler: BaseRouteHandler, known: User) -> str:
    """Keep what was sent for the person; in a word of pages_stranger.LATE what has become of it."""
    sent = await request.form()
    fields, files = [], []
    for name, value in sent.items():
        if isinstance(value, UploadFile):
            kind = value.content_type or ""
            files.append(parked_form.File(name, value.filename, kind, await value.read()))
        elif name != FIELD:
            fields.append((name, value))
    if not parked_form.may_wait(request.url.path, (name for name, _ in fields)):
        return "private"
    # A handler that runs in a thread is wrapped.
    work = getattr(handler.fn, "func", handler.fn)
    does = kept_title.title(work.__name__)
    is_multipart = request.headers.get("content-type", "").startswith("multipart/")
    form = parked_form.Form(does, request.url.path, tuple(fields), tuple(files), is_multipart)
    try:
        await asyncio.to_thread(parked_form.park, centre_of(request).parked, known, form, now=now())
    except parked_form.TooLarge:
        return "file"
    except parked_form.NoRoom:
        return "file" if files else "full"
    except OSError:
        return "lost"
    return "kept"


async def _note_presence(request: HTMXRequest, live: User, limits: session.Limits) -> None:
    """Note now and then that the person was here; a later request does it if none can write now."""
    if session.wants_note(live, now()) and await asyncio.to_thread(
        _note_seen, request, live.session_id
    ):
        left = session.left(replace(live, seen_at=now()), now(), limits)
        request.scope["user"] = replace(live, left=left)


def _note_seen(request: HTMXRequest, session_id: int) -> bool:
    with centre_of(request).connections.one() as db:
        return store.note_seen(db, session_id)


def _end_session(request: HTMXRequest) -> None:
    with centre_of(request).connections.one() as db:
        store.end_session(db, session.token_in(request.cookies, request.url.scheme)[0])


def _note_refusal(request: HTMXRequest, why: str) -> None:
    """Keep in the activity that a person was refused: a line an hour for each address."""
    user = request.scope.get("user")
    if not user:
        return
    what = "page refused" if why == ROLE else "form refused"
    address = request.scope.get("path_template", "")
    with centre_of(request).connections.one(user) as db:
        store_activity.note_hourly(db, what, f"{user.account_id} {address}", address=address)


def answer_stranger(request: HTMXRequest) -> Response[Any] | None:
    """For a reply that never came past the guard: put the person into its frame, or send away."""
    token, is_protected = session.token_in(request.cookies, request.url.scheme)
    with centre_of(request).connections.one() as db:
        known = _known(store_sessions.of_token(db, token) if token else None, is_protected)
    live = _live(known, centre_of(request).session_limits)
    request.scope["user"] = live
    own_scope(request)["form_token"] = session.form_token(token)
    for_everyone = request.url.path.startswith(("/static/", "/sign-in"))
    return None if live or for_everyone else send_to_sign_in(request, SignInFirst())
