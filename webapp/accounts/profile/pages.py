"""One's own account: who one is here, the password, and where one is signed in."""

import json
from typing import Any

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store
from webapp.accounts.activity import store as store_activity
from webapp.accounts.invitations import invitation
from webapp.accounts.passwords import password
from webapp.accounts.people import person
from webapp.accounts.people import store as store_people
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.sign_in.pages_admission import make_known, own_password, seen
from webapp.accounts.sign_in.pages_form_cookie import go_signed_out
from webapp.accounts.two_step import store as store_two_step
from webapp.database.connection import Db
from webapp.web.centre_state import centre_of
from webapp.web.downloads import download
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

CHANGED = "Your password is changed. Wherever else you were signed in, you are signed out."


@get("/")
def show_account(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return _show(request, db, {})


@post("/password", status_code=200)
def change_password(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form, user = sent_form(request), request.user
    centre = store.centre(db)
    own = (user.name, user.email, centre.name if centre else "")
    problems = invitation.problems_of_choice(form, *own)
    if problems:
        return _show(request, db, problems, status=422)
    problem, status = own_password(request, db, form.get("old_password", ""))
    if problem:
        return _show(request, db, {"old_password": problem}, status=status)
    hashed = password.hash_of(form["password"])
    store_sessions.change_password(db, user.account_id, hashed, session_id=user.session_id)
    reply = go("/account", CHANGED)
    limits = centre_of(request).session_limits
    token = store_sessions.start(db, user.account_id, seen(request), limits=limits)
    make_known(request, db, reply, account_id=user.account_id, token=token)
    return reply


@post("/record", status_code=200, opt={"holds": False})
def download_record(request: HTMXRequest, db: NamedDependency[Db]) -> Response[bytes]:
    """Give what is kept about oneself as a JSON file."""
    kept = msgspec.to_builtins(store_people.record(db, request.user.account_id))
    store_activity.note(db, "exported their own account")
    return download("your-account.json", json.dumps(kept, ensure_ascii=False, indent=1).encode())


@post("/sessions/{session_id:int}/end", status_code=200)
def remove_session(
    request: HTMXRequest, db: NamedDependency[Db], session_id: FromPath[int]
) -> Response[Any]:
    if not store_sessions.end_one(db, request.user.account_id, session_id):
        raise NotFoundException
    if session_id == request.user.session_id:
        return go_signed_out(request, "/sign-in", "You are signed out.")
    return go("/account", "You are signed out there.")


@post("/sessions/end", status_code=200)
def sign_out_everywhere(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    store_sessions.end_all(db, request.user.account_id)
    return go_signed_out(request, "/sign-in", "You are signed out everywhere.")


@post("/notices", status_code=200)
def confirm_notices(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """What was shown is read; what came meanwhile stays."""
    newest = number(sent_form(request).get("newest", "")) or 0
    store_notices.mark_read(db, request.user.account_id, newest)
    return go("/", "Thank you. What was changed stays on the page Your account.")


def _show(
    request: HTMXRequest, db: Db, problems: dict[str, str], *, status: int = 200
) -> Response[Any]:
    account_id = request.user.account_id
    return show(
        request,
        "accounts/profile/account.html",
        status=status,
        may=person.ROLES[request.user.role],
        two_step=store_two_step.of(db, account_id),
        sessions=store_sessions.open_ones(db, account_id, centre_of(request).session_limits),
        notices=store_notices.list_all(db, account_id),
        this=request.user.session_id,
        problems=problems,
    )


router = Router(
    "/account",
    route_handlers=[
        show_account,
        change_password,
        download_record,
        remove_session,
        sign_out_everywhere,
        confirm_notices,
    ],
)
