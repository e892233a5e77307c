"""What every step of a sign-in shares: who asks, how often they may, and letting them in."""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import Cookie
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import (
    device,
    invitation,
    password,
    store,
    store_activity,
    store_attempts,
    store_invitations,
    store_sessions,
    throttle,
)
from webapp.accounts.guard import COOKIE
from webapp.accounts.pages_door import give_cookie
from webapp.accounts.store_sessions import Seen
from webapp.db import Db
from webapp.html import go, number

Outcome = TypeVar("Outcome")

KNOWN_PASSWORD = (
    "Your password is right, but it is one that many people use, so it would be guessed early."
    " Choose another, then sign in with that."
)
NOT_YOURS = "This is not your password. Check it and try again; nothing was changed."


def waiting(seconds: int) -> str:
    return (
        "There were too many wrong tries. What you typed was not looked at: wait"
        f" {throttle.in_words(seconds)}, then try again."
    )


def local(path: str) -> str:
    """Only a path of our own: `//elsewhere`, `/\\elsewhere` and what browsers read as these leave."""
    return path if re.fullmatch(r"/(?!/)[^\x00-\x20\x7f\\]*", path) else "/"


def let_in(request: HTMXRequest, db: Db, account_id: int, form: Mapping[str, str]) -> Response:
    """A session under a fresh token, a browser known from now on, and on to where they wanted.

    Whoever has a password that many people use is led to choose another, and is not signed in.
    """
    if link := store_invitations.link_for_known_password(db, account_id):
        store.end_session(db, request.cookies.get(COOKIE, ""))
        return go(invitation.address(link), KNOWN_PASSWORD)
    store_activity.note(db, "signed in", account_id)
    token = store_sessions.start(db, account_id, seen(request))
    reply = go(onward(form))
    make_known(request, db, reply, account_id, token)
    return reply


def onward(form: Mapping[str, str]) -> str:
    """Where the sign-in leads: what had been sent is sent on, or the page that was asked for."""
    held = form.get("held", "0")
    return f"/sign-in/continue/{held}" if number(held) else local(form.get("next", "/"))


def onward_query(form: Mapping[str, str]) -> str:
    """The same, to be carried through the next step's address."""
    held = form.get("held", "0")
    asked = {"next": local(form.get("next", "/"))} | ({"held": held} if number(held) else {})
    return f"?{urlencode(asked)}"


def make_known(request: HTMXRequest, db: Db, reply: Response, account_id: int, token: str) -> None:
    give_cookie(request, reply, token)
    known = store_sessions.know_browser(db, request.cookies.get(device.COOKIE, ""), account_id)
    reply.set_cookie(Cookie(
        device.COOKIE, value=known, httponly=True, samesite="lax", path="/",
        secure=request.url.scheme == "https", max_age=int(device.KEPT.total_seconds()),
    ))  # fmt: skip


def tries(
    request: HTMXRequest, db: Db, purpose: str, account: str, email: str
) -> list[tuple[str, int]]:
    """What the throttle counts a try of this browser under; see throttle.keys."""
    token = request.cookies.get(device.COOKIE, "")
    known = token if token and store_sessions.knows_browser(db, token, email) else ""
    return throttle.keys(purpose, account, seen(request).address, known)


def seen(request: HTMXRequest) -> Seen:
    return Seen(
        request.cookies.get(COOKIE, ""), request.client.host if request.client else "",
        device.in_words(request.headers.get("user-agent", "")),
    )  # fmt: skip


async def in_turn(work: Callable[..., Outcome], *given: str) -> Outcome:
    """Hash or compare a password when one of the few places for that is free."""
    return await asyncio.get_running_loop().run_in_executor(password.workers, work, *given)


async def fits(typed: str, password_hash: str) -> bool:
    return await in_turn(password.fits, typed, password_hash)


async def own_password(request: HTMXRequest, db: Db, typed: str) -> tuple[str, int]:
    """What is wrong with what the person typed as their password, or "", and the status for it."""
    email, account_id = request.user["email"], request.user["account_id"]
    keys = tries(request, db, "password", email, email)
    if seconds := store_attempts.begin(db, keys):
        return waiting(seconds), 429
    if not await fits(typed, store_sessions.password_hash(db, account_id)):
        return NOT_YOURS, 422
    store_attempts.forgive(db, keys)
    return "", 200
