"""Signing in: the password, and for those who have it set up the code; signing out."""

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import (
    password,
    session,
    store,
    store_activity,
    store_attempts,
    store_sessions,
    store_two_step,
)
from webapp.accounts.guard import COOKIE
from webapp.accounts.pages_admission import (
    fits,
    in_turn,
    let_in,
    local,
    onward_query,
    seen,
    tries,
    waiting,
)
from webapp.accounts.pages_door import give_cookie, token_for
from webapp.accounts.pages_stranger import SECOND_STEPS
from webapp.db import Db
from webapp.html import MAX_PUBLIC_FORM_BYTES, go, read_form, show

WRONG = "The e-mail and the password do not fit together. Check both and try again."


@get("/sign-in", opt={"public": True})
async def ask_sign_in(
    request: HTMXRequest, db: NamedDependency[Db], next: FromQuery[str] = "/", held: FromQuery[int] = 0
) -> Response:
    if request.user and not held:
        return go(local(next))
    token = token_for(request)
    reply = _show(request, db, {"next": local(next), "held": held, "email": ""}, "")
    give_cookie(request, reply, token)
    return reply


@post(
    "/sign-in",
    status_code=200,
    request_max_body_size=MAX_PUBLIC_FORM_BYTES,
    opt={"public": True},
)
async def sign_in(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    form = await read_form(request)
    email, typed = form.get("email", "").strip(), form.get("password", "")
    shown = {"next": local(form.get("next", "/")), "held": form.get("held", "0"), "email": email}
    keys = tries(request, db, "password", email, email)
    if seconds := store_attempts.begin(db, keys):
        return _show(request, db, shown, waiting(seconds), 429, seconds)
    account = store.by_email(db, email)
    known_hash = account["password_hash"] if account else password.NOBODY
    if not await fits(typed, known_hash) or account is None:
        store_activity.note(db, "sign-in refused", **({"email": account["email"]} if account else {}))
        return _show(request, db, shown, WRONG, 422)
    store_attempts.forgive(db, keys)
    account_id = account["account_id"]
    if password.is_dated(known_hash):
        store_sessions.set_password_hash(db, account_id, await in_turn(password.hash_of, typed))
    stage = store_two_step.stage_after_password(db, account_id)
    if stage == session.FULL:
        return let_in(request, db, account_id, form)
    reply = go(SECOND_STEPS[stage] + onward_query(form))
    give_cookie(request, reply, store_sessions.start(db, account_id, seen(request), stage))
    return reply


@post("/sign-out", status_code=200, opt={"holds": False, "halfway": (session.CODE, session.ENROL)})
async def sign_out(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    # The dead cookie stays: a form left open in another tab is then still known as this person's.
    store.end_session(db, request.cookies.get(COOKIE, ""))
    store_activity.note(db, "signed out")
    return go("/sign-in", "You are signed out.")


def _show(
    request: HTMXRequest, db: Db, shown: dict, problem: str, status: int = 200, seconds: int = 0
) -> Response:
    reply = show(request, "accounts/sign_in.html", status=status, centre=store.centre(db), **shown,
                 problems={"email": problem} if problem else {})  # fmt: skip
    if seconds:
        reply.headers["retry-after"] = str(seconds)
    return reply


router = Router("/", route_handlers=[ask_sign_in, sign_in, sign_out])
