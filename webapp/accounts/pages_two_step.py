"""One's own two-step sign-in: setting the app up, recovery codes, turning it off."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import (
    session,
    store,
    store_activity,
    store_attempts,
    store_sessions,
    store_two_step,
    two_step,
)
from webapp.accounts.pages_admission import (
    local,
    make_known,
    onward,
    onward_query,
    own_password,
    seen,
    tries,
    waiting,
)
from webapp.db import Db
from webapp.html import go, read_form, show

WRONG = (
    "This is not the code that your app shows now. Check that the telephone's clock is right, wait"
    " for the next code and type its six digits."
)
MUST = "Your role may not work without it, so it stays on. Nothing was changed."
HALFWAY = {"halfway": (session.ENROL,)}


@get("/", opt=HALFWAY)
async def show_two_step(
    request: HTMXRequest, db: NamedDependency[Db], next: FromQuery[str] = "/account", held: FromQuery[int] = 0
) -> Response:
    return _show(request, db, {"next": local(next), "held": str(held)}, "")


@post("/start", status_code=200, opt=HALFWAY)
async def start_two_step(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    """Make a secret for an app. Who has just typed the password at the sign-in is not asked again."""
    form = await read_form(request)
    if request.user["stage"] == session.FULL:
        problem, status = await own_password(request, db, form.get("password", ""))
        if problem:
            return _show(request, db, form, problem, status)
    store_two_step.propose(db, request.user["account_id"])
    return go("/account/two-step/app" + onward_query(form))


@get("/app", opt=HALFWAY)
async def show_app(
    request: HTMXRequest, db: NamedDependency[Db], next: FromQuery[str] = "/account", held: FromQuery[int] = 0
) -> Response:
    form = {"next": local(next), "held": str(held)}
    if not store_two_step.of(db, request.user["account_id"])["proposed"]:
        return go("/account/two-step" + onward_query(form))
    return _show_app(request, db, form, "")


@post("/app", status_code=200, opt=HALFWAY)
async def confirm_app(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    """Take the app into use. The recovery codes stand on this very reply and nowhere else."""
    form, user = await read_form(request), request.user
    if not store_two_step.of(db, user["account_id"])["proposed"]:
        return go("/account/two-step" + onward_query(form))
    keys = tries(request, db, "code", str(user["account_id"]), user["email"])
    if seconds := store_attempts.begin(db, keys):
        return _show_app(request, db, form, waiting(seconds), 429)
    codes = store_two_step.confirm(db, user["account_id"], form.get("code", ""))
    if not codes:
        return _show_app(request, db, form, WRONG, 422)
    store_attempts.forgive(db, keys)
    if user["stage"] != session.FULL:
        store_activity.note(db, "signed in")
    token = store_sessions.start(db, user["account_id"], seen(request))
    request.scope["user"] = user | {"stage": session.FULL}
    request.scope["form_token"] = session.form_token(token)
    reply = _show_codes(request, codes, onward(form))
    make_known(request, db, reply, user["account_id"], token)
    return reply


@post("/codes", status_code=200)
async def make_recovery_codes(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    form = await read_form(request)
    account_id = request.user["account_id"]
    problem, status = await own_password(request, db, form.get("password", ""))
    if problem:
        return _show(request, db, form, problem, status)
    if not store_two_step.of(db, account_id)["secret"]:
        return go("/account/two-step")
    codes = store_two_step.make_recovery_codes(db, account_id)
    return _show_codes(request, codes, "/account/two-step")


@post("/off", status_code=200)
async def remove_two_step(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    form = await read_form(request)
    account_id = request.user["account_id"]
    if store_two_step.of(db, account_id)["required"]:
        return _show(request, db, form, MUST, 422)
    problem, status = await own_password(request, db, form.get("password", ""))
    if problem:
        return _show(request, db, form, problem, status)
    store_two_step.turn_off(db, account_id)
    return go("/account/two-step", "Two-step sign-in is off.")


def _show(request: HTMXRequest, db: Db, form: Any, problem: str, status: int = 200) -> Response:
    return show(
        request, "accounts/two_step.html", status=status,
        two_step=store_two_step.of(db, request.user["account_id"]),
        halfway=request.user["stage"] != session.FULL, next=local(form.get("next", "/account")),
        held=form.get("held", "0"), problems={"password": problem} if problem else {},
    )  # fmt: skip


def _show_app(request: HTMXRequest, db: Db, form: Any, problem: str, status: int = 200) -> Response:
    proposed = store_two_step.of(db, request.user["account_id"])["proposed"]
    centre = store.centre(db)
    address = two_step.address(proposed, request.user["email"], centre["name"] if centre else "")
    return show(
        request, "accounts/two_step_app.html", status=status, picture=two_step.picture(address),
        secret=two_step.in_groups(proposed), next=local(form.get("next", "/account")),
        held=form.get("held", "0"), problems={"code": problem} if problem else {},
    )  # fmt: skip


def _show_codes(request: HTMXRequest, codes: list[str], then: str) -> Response:
    grouped = [two_step.in_groups(one) for one in codes]
    return show(request, "accounts/recovery_codes.html", codes=grouped, then=then)


router = Router("/account/two-step", route_handlers=[
    show_two_step, start_two_step, show_app, confirm_app, make_recovery_codes, remove_two_step,
])  # fmt: skip
