"""What every step of a sign-in shares: who asks, how often they may, and letting them in."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.di import Provide
from litestar.plugins.htmx import HTMXRequest
from litestar.types import Scope

from webapp.accounts import store
from webapp.accounts.access.pages_redirects import LATE
from webapp.accounts.activity import store as store_activity
from webapp.accounts.invitations import invitation
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.parked_forms import parked_form
from webapp.accounts.passwords import password
from webapp.accounts.people import store as store_people
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import device, session
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.sessions.store import Seen
from webapp.accounts.sign_in import store_attempts, throttle
from webapp.accounts.sign_in.pages_form_cookie import give_cookie, set_own_cookie
from webapp.accounts.two_step import store as store_two_step
from webapp.database.connection import Db
from webapp.web.centre_state import centre_in, centre_of
from webapp.web.responses import go

KNOWN_PASSWORD = (
    "Your password is right, but it is one that many people use, so it would be guessed early."
    " Choose another, then sign in with that."
)
NOT_YOURS = "This is not your password. Check it and try again; nothing was changed."
NO_CODE = (
    "This code does not count, and nothing was changed. Type the six digits that your app shows"
    " now, each"
    " works once; or a recovery code that you have not used yet."
)
TOLD = "Something about how you sign in has changed since you were last here: look at Your account."


async def provide_db_in_turn(scope: Scope) -> AsyncIterator[Db]:
    """Lend a connection to a handler that hashes a password for somebody who is not signed in.

    However many try at once, those who wait take neither a thread nor a connection from others.
    """
    centre = centre_in(scope)
    async with centre.password_turns, centre.connections.lend(scope.get("user")) as db:
        yield db


IN_TURN = {"db": Provide(provide_db_in_turn)}


def waiting(seconds: int) -> str:
    return (
        "There were too many wrong tries. What you typed was not looked at: wait"
        f" {throttle.in_words(seconds)}, then try again."
    )


def local(path: str) -> str:
    """Only a path of our own: `//elsewhere`, `/\\elsewhere` and what browsers read as these
    leave.
    """
    return path if re.fullmatch(r"/(?!/)[^\x00-\x20\x7f\\]*", path) else "/"


def let_in(
    request: HTMXRequest, db: Db, account_id: int, *, form: Mapping[str, str]
) -> Response[Any]:
    """A session under a fresh token, a browser known from now on, and on to where they wanted.

    Whoever has a password that many people use is led to choose another, and is not signed in.
    """
    if link := store_invitations.link_for_known_password(db, account_id):
        store.end_session(db, session.token_in(request.cookies, request.url.scheme)[0])
        return go(invitation.address(link), KNOWN_PASSWORD)
    store_activity.note(db, "signed in", account_id)
    told = store_notices.list_unread(db, account_id)
    limits = centre_of(request).session_limits
    token = store_sessions.start(db, account_id, seen(request), limits=limits)
    address = onward(request, db, account_id, form=form)
    # Home shows what it is about.
    reply = go(address, TOLD if told and address != "/" else "")
    if make_known(request, db, reply, account_id=account_id, token=token):
        note_new_browser(request, db, account_id)
    return reply


def onward(request: HTMXRequest, db: Db, account_id: int, *, form: Mapping[str, str]) -> str:
    """Where the sign-in leads: what waits to be sent on, or the page that was asked for."""
    asked = local(form.get("next", "/"))
    account = store_people.one(db, account_id)
    if account and parked_form.count(centre_of(request).parked, account):
        return "/kept" + (f"?{urlencode({'next': asked})}" if asked != "/" else "")
    return asked


def onward_query(form: Mapping[str, str]) -> str:
    """The page that was asked for and what was kept, to be carried through the next step's
    address.
    """
    late = {"late": form["late"]} if form.get("late", "") in LATE else {}
    return f"?{urlencode({'next': local(form.get('next', '/'))} | late)}"


def make_known(
    request: HTMXRequest, db: Db, reply: Response[Any], *, account_id: int, token: str
) -> bool:
    """Give the browser its cookies; whether the person had signed in before, and never here."""
    give_cookie(request, reply, token)
    known, is_new = store_sessions.know_browser(db, _browser_token(request), account_id)
    set_own_cookie(
        request, reply, device.COOKIE, value=known, max_age=int(device.KEPT.total_seconds())
    )
    return is_new


def knows_browser(request: HTMXRequest, db: Db) -> bool:
    """Whether the person has signed in with this browser, and it has not been forgotten since."""
    return bool(_browser_key(request, db, request.user.email))


def note_new_browser(request: HTMXRequest, db: Db, account_id: int) -> None:
    """Tell the person, wherever they sign in next, that they were seen in a browser new to them."""
    known = seen(request)
    where = f"{known.browser}, address {known.address}" if known.address else known.browser
    store_notices.add(db, account_id, "browser", detail=where)


def tries(
    request: HTMXRequest, db: Db, purpose: str, *, account: str, email: str
) -> list[tuple[str, int]]:
    """What the throttle counts a try of this browser under; see throttle.keys."""
    key = _browser_key(request, db, email)
    return throttle.keys(purpose, account, seen(request).address, known_browser=key)


def _browser_key(request: HTMXRequest, db: Db, email: str) -> str:
    token = _browser_token(request)
    return store_sessions.browser_key(db, token, email) if token else ""


def _browser_token(request: HTMXRequest) -> str:
    name = session.cookie_name(device.COOKIE, request.url.scheme)
    # The plain name is read for those who came before names were protected; the token is renewed at
    # once.
    return request.cookies.get(name) or request.cookies.get(device.COOKIE, "")


def seen(request: HTMXRequest) -> Seen:
    token, _ = session.token_in(request.cookies, request.url.scheme)
    return Seen(
        token,
        request.client.host if request.client else "",
        device.in_words(request.headers.get("user-agent", "")),
        request.url.scheme == "https",
    )


def own_password(request: HTMXRequest, db: Db, typed: str) -> tuple[str, int]:
    """What is wrong with what the person typed as their password, or "", and the status for it."""
    email, account_id = request.user.email, request.user.account_id
    keys = tries(request, db, "password", account=email, email=email)
    if seconds := store_attempts.begin(db, keys):
        store_activity.note_hourly(db, "own password refused: too many tries", str(account_id))
        return waiting(seconds), 429
    if not password.fits(typed, store_sessions.password_hash(db, account_id)):
        store_activity.note(db, "own password refused")
        return NOT_YOURS, 422
    store_attempts.forgive(db, keys)
    return "", 200


def own_code(request: HTMXRequest, db: Db, typed: str) -> tuple[str, int]:
    """What is wrong with a code of the person's own app, or "", and the status; a right one is used
    up.
    """
    account_id = request.user.account_id
    keys = tries(request, db, "code", account=str(account_id), email=request.user.email)
    if seconds := store_attempts.begin(db, keys):
        store_activity.note_hourly(db, "own code refused: too many tries", str(account_id))
        return waiting(seconds), 429
    if not store_two_step.takes(db, account_id, typed):
        store_activity.note(db, "own code refused")
        return NO_CODE, 422
    store_attempts.forgive(db, keys)
    return "", 200
