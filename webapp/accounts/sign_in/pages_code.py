"""The second step of a sign-in: a code from the app, or a recovery code."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.access.pages_redirects import LATE
from webapp.accounts.activity import store as store_activity
from webapp.accounts.sessions import session
from webapp.accounts.sign_in import store_attempts
from webapp.accounts.sign_in.pages_admission import let_in, local, onward, tries, waiting
from webapp.accounts.two_step import store as store_two_step
from webapp.database.connection import Db
from webapp.web.responses import MAX_PUBLIC_FORM_BYTES, go, sent_form, show
from webapp.web.routing import get, post

WRONG = (
    "This code does not count. Type the six digits that your app shows now, each works once; or a"
    " recovery code that you have not used yet."
)


@get("/sign-in/code", opt={"halfway": (session.CODE,)})
def ask_code(
    request: HTMXRequest, next: FromQuery[str] = "/", late: FromQuery[str] = ""
) -> Response[Any]:
    if request.user.stage == session.FULL:
        return go(local(next))
    return _show(request, {"next": next, "late": late}, {})


@post(
    "/sign-in/code",
    status_code=200,
    request_max_body_size=MAX_PUBLIC_FORM_BYTES,
    opt={"halfway": (session.CODE,), "holds": False},
)
def check_code(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    if request.user.stage == session.FULL:
        return go(onward(request, db, request.user.account_id, form=form))
    account_id = request.user.account_id
    keys = tries(request, db, "code", account=str(account_id), email=request.user.email)
    seconds = store_attempts.begin(db, keys)
    if not seconds and store_two_step.takes(db, account_id, form.get("code", "")):
        store_attempts.forgive(db, keys)
        return let_in(request, db, account_id, form=form)
    if not seconds:
        store_activity.note(db, "sign-in code refused")
        return _show(request, form, {"code": WRONG}, status=422)
    store_activity.note_hourly(db, "sign-in code refused: too many tries", str(account_id))
    reply = _show(request, form, {"code": waiting(seconds)}, status=429)
    reply.headers["retry-after"] = str(seconds)
    return reply


def _show(
    request: HTMXRequest, form: Mapping[str, str], problems: dict[str, str], *, status: int = 200
) -> Response[Any]:
    late = form.get("late", "")
    return show(
        request,
        "accounts/sign_in/code.html",
        status=status,
        next=local(form.get("next", "/")),
        late=late,
        late_words=LATE.get(late, ""),
        problems=problems,
    )


router = Router("/", route_handlers=[ask_code, check_code])
