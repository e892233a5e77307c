"""Signing in: the password, and for those who have it set up the code; signing out."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store
from webapp.accounts.access.pages_redirects import LATE, SECOND_STEPS
from webapp.accounts.activity import store as store_activity
from webapp.accounts.passwords import guessable, password
from webapp.accounts.people import store as store_people
from webapp.accounts.sessions import session
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.sign_in import store_attempts
from webapp.accounts.sign_in.pages_admission import (
    IN_TURN,
    let_in,
    local,
    onward_query,
    seen,
    tries,
    waiting,
)
from webapp.accounts.sign_in.pages_form_cookie import give_cookie, go_signed_out, token_for
from webapp.accounts.store import SignInAccount
from webapp.accounts.two_step import store as store_two_step
from webapp.database.connection import Db
from webapp.web.centre_state import centre_of
from webapp.web.responses import MAX_PUBLIC_FORM_BYTES, go, sent_form, show
from webapp.web.routing import get, post

WRONG = "The e-mail and the password do not fit together. Check both and try again."


@get("/sign-in", opt={"public": True})
def ask_sign_in(
    request: HTMXRequest,
    db: NamedDependency[Db],
    next: FromQuery[str] = "/",
    late: FromQuery[str] = "",
) -> Response[Any]:
    if request.user:
        return go(local(next))
    token = token_for(request)
    reply = _show(request, db, {"next": local(next), "late": late, "email": ""}, problem="")
    give_cookie(request, reply, token)
    return reply


@post(
    "/sign-in",
    status_code=200,
    request_max_body_size=MAX_PUBLIC_FORM_BYTES,
    dependencies=IN_TURN,
    opt={"public": True},
)
def sign_in(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    email, typed = form.get("email", "").strip(), form.get("password", "")
    shown = {"next": local(form.get("next", "/")), "late": form.get("late", ""), "email": email}
    keys = tries(request, db, "password", account=email, email=email)
    account = store.by_email(db, email)
    if seconds := store_attempts.begin(db, keys):
        _note_throttled(db, account)
        return _show(request, db, shown, problem=waiting(seconds), status=429, seconds=seconds)
    known_hash = account.password_hash if account else password.NOBODY
    if not password.fits(typed, known_hash) or account is None:
        detail: dict[str, Any] = {"email": account.email} if account else {}
        store_activity.note(db, "sign-in refused", **detail)
        return _show(request, db, shown, problem=WRONG, status=422)
    store_attempts.forgive(db, keys)
    account_id = account.account_id
    if password.is_dated(known_hash):
        store_sessions.set_password_hash(db, account_id, password.hash_of(typed))
    store_people.note_known_password(db, account_id, guessable.is_known(typed))
    stage = store_two_step.stage_after_password(db, account_id)
    if stage == session.FULL:
        return let_in(request, db, account_id, form=form)
    reply = go(SECOND_STEPS[stage] + onward_query(form))
    limits = centre_of(request).session_limits
    token = store_sessions.start(db, account_id, seen(request), stage=stage, limits=limits)
    give_cookie(request, reply, token)
    return reply


@post(
    "/sign-out",
    status_code=200,
    opt={"holds": False, "leaves": True, "halfway": (session.CODE, session.ENROL)},
)
def sign_out(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    store.end_session(db, session.token_in(request.cookies, request.url.scheme)[0])
    store_activity.note(db, "signed out")
    return go_signed_out(request, "/sign-in", "You are signed out.")


def _note_throttled(db: Db, account: SignInAccount | None) -> None:
    """A line an hour for each account, and one for all e-mails that nobody has."""
    key, email = (str(account.account_id), {"email": account.email}) if account else ("", {})
    store_activity.note_hourly(db, "sign-in refused: too many tries", key, **email)


def _show(
    request: HTMXRequest,
    db: Db,
    shown: dict[str, str],
    *,
    problem: str,
    status: int = 200,
    seconds: int = 0,
) -> Response[Any]:
    reply = show(
        request,
        "accounts/sign_in/sign_in.html",
        status=status,
        centre=store.centre(db),
        **shown,
        late_words=LATE.get(shown["late"], ""),
        problems={"email": problem} if problem else {},
    )
    if seconds:
        reply.headers["retry-after"] = str(seconds)
    return reply


router = Router("/", route_handlers=[ask_sign_in, sign_in, sign_out])
