"""One's own two-step sign-in: setting the app up, recovery codes, turning it off."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import replace

from webapp.accounts import store
from webapp.accounts.access.pages_redirects import LATE
from webapp.accounts.activity import store as store_activity
from webapp.accounts.sessions import session
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.sign_in import store_attempts
from webapp.accounts.sign_in.pages_admission import (
    knows_browser,
    local,
    make_known,
    note_new_browser,
    onward,
    onward_query,
    own_code,
    own_password,
    seen,
    tries,
    waiting,
)
from webapp.accounts.two_step import store as store_two_step
from webapp.accounts.two_step import two_step
from webapp.database.connection import Db
from webapp.web.centre_state import centre_of
from webapp.web.request_scope import own_scope
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

WRONG = (
    "This is not the code that your app shows now. Check that the telephone's clock is right, wait"
    " for the next code and type its six digits."
)
MUST = "Your role may not work without it, so it stays on. Nothing was changed."
HALFWAY = {"halfway": (session.ENROL,)}


@get("/", opt=HALFWAY)
def show_two_step(
    request: HTMXRequest,
    db: NamedDependency[Db],
    next: FromQuery[str] = "/account",
    late: FromQuery[str] = "",
) -> Response[Any]:
    return _show(request, db, {"next": next, "late": late}, problems={})


@post("/start", status_code=200, opt=HALFWAY)
def start_two_step(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """Make a secret for an app. Who has just typed the password at the sign-in is not asked again.

    One that is in use gives way only to somebody who has a code of it, whenever they signed in.
    """
    form = sent_form(request)
    problems, status = _unproven(request, db, form)
    if problems:
        return _show(request, db, form, problems=problems, status=status)
    store_two_step.propose(db, request.user.account_id, request.user.session_id)
    return go("/account/two-step/app" + onward_query(form))


@get("/app", opt=HALFWAY)
def show_app(
    request: HTMXRequest,
    db: NamedDependency[Db],
    next: FromQuery[str] = "/account",
    late: FromQuery[str] = "",
) -> Response[Any]:
    form = {"next": next, "late": late}
    if not _proposed(request, db):
        return go("/account/two-step" + onward_query(form))
    return _show_app(request, db, form, problem="")


@post("/app", status_code=200, opt=HALFWAY)
def confirm_app(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """Take the app into use. The recovery codes stand on this very reply and nowhere else."""
    form, user = sent_form(request), request.user
    account_id = user.account_id
    if not _proposed(request, db):
        return go("/account/two-step" + onward_query(form))
    keys = tries(request, db, "code", account=str(account_id), email=user.email)
    if seconds := store_attempts.begin(db, keys):
        return _show_app(request, db, form, problem=waiting(seconds), status=429)
    codes = store_two_step.confirm(db, account_id, user.session_id, typed=form.get("code", ""))
    if not codes:
        return _show_app(request, db, form, problem=WRONG, status=422)
    store_attempts.forgive(db, keys)
    is_signing_in = user.stage != session.FULL
    if is_signing_in:
        store_activity.note(db, "signed in")
    # Ending the sessions forgets the browsers too.
    was_known = knows_browser(request, db)
    # Whoever came in without a code does not stay; this browser goes on under a fresh token.
    store_sessions.end_all(db, account_id)
    limits = centre_of(request).session_limits
    token = store_sessions.start(db, account_id, seen(request), limits=limits)
    request.scope["user"] = replace(user, stage=session.FULL)
    own_scope(request)["form_token"] = session.form_token(token)
    reply = _show_codes(request, codes, onward(request, db, account_id, form=form))
    is_new = make_known(request, db, reply, account_id=account_id, token=token)
    if is_signing_in and is_new and not was_known:
        note_new_browser(request, db, account_id)
    return reply


@post("/codes", status_code=200)
def make_recovery_codes(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    account_id = request.user.account_id
    if not store_two_step.of(db, account_id).secret:
        return go("/account/two-step")
    problems, status = _unproven(request, db, form)
    if problems:
        return _show(request, db, form, problems=problems, status=status)
    codes = store_two_step.make_recovery_codes(db, account_id)
    return _show_codes(request, codes, "/account/two-step")


@post("/off", status_code=200)
def remove_two_step(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    account_id = request.user.account_id
    if store_two_step.of(db, account_id).required:
        return _show(request, db, form, problems={"password": MUST}, status=422)
    problems, status = _unproven(request, db, form)
    if problems:
        return _show(request, db, form, problems=problems, status=status)
    store_two_step.turn_off(db, account_id)
    return go("/account/two-step", "Two-step sign-in is off.")


def _unproven(request: HTMXRequest, db: Db, form: Any) -> tuple[dict[str, str], int]:
    """What is wrong with the password, and with the code where an app is in use, by field; the
    status.
    """
    if request.user.stage == session.FULL:
        problem, status = own_password(request, db, form.get("password", ""))
        if problem:
            return {"password": problem}, status
    if store_two_step.of(db, request.user.account_id).secret:
        problem, status = own_code(request, db, form.get("code", ""))
        if problem:
            return {"code": problem}, status
    return {}, 200


def _proposed(request: HTMXRequest, db: Db) -> str | None:
    return store_two_step.proposed(db, request.user.account_id, request.user.session_id)


def _late(form: Any) -> dict[str, str]:
    late = form.get("late", "")
    return {
        "late": late,
        "late_words": LATE.get(late, ""),
        "next": local(form.get("next", "/account")),
    }


def _show(
    request: HTMXRequest, db: Db, form: Any, *, problems: dict[str, str], status: int = 200
) -> Response[Any]:
    return show(
        request,
        "accounts/two_step/two_step.html",
        status=status,
        two_step=store_two_step.of(db, request.user.account_id),
        halfway=request.user.stage != session.FULL,
        problems=problems,
        **_late(form),
    )


def _show_app(
    request: HTMXRequest, db: Db, form: Any, *, problem: str, status: int = 200
) -> Response[Any]:
    proposed = _proposed(request, db) or ""
    centre = store.centre(db)
    address = two_step.address(proposed, request.user.email, centre.name if centre else "")
    return show(
        request,
        "accounts/two_step/two_step_app.html",
        status=status,
        picture=two_step.picture(address),
        secret=two_step.in_groups(proposed),
        problems={"code": problem} if problem else {},
        **_late(form),
    )


def _show_codes(request: HTMXRequest, codes: list[str], then: str) -> Response[Any]:
    grouped = [two_step.in_groups(one) for one in codes]
    return show(request, "accounts/two_step/recovery_codes.html", codes=grouped, then=then)


router = Router(
    "/account/two-step",
    route_handlers=[
        show_two_step,
        start_two_step,
        show_app,
        confirm_app,
        make_recovery_codes,
        remove_two_step,
    ],
)
