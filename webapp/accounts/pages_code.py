"""The second step of a sign-in: a code from the app, or a recovery code."""

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import session, store_activity, store_attempts, store_two_step
from webapp.accounts.pages_admission import let_in, local, onward, tries, waiting
from webapp.db import Db
from webapp.html import MAX_PUBLIC_FORM_BYTES, go, read_form, show

WRONG = (
    "This code does not count. Type the six digits that your app shows now, each works once; or a"
    " recovery code that you have not used yet."
)


@get("/sign-in/code", opt={"halfway": (session.CODE,)})
async def ask_code(
    request: HTMXRequest, next: FromQuery[str] = "/", held: FromQuery[int] = 0
) -> Response:
    if request.user["stage"] == session.FULL:
        return go(local(next))
    return show(request, "accounts/code.html", next=local(next), held=held, problems={})


@post(
    "/sign-in/code",
    status_code=200,
    request_max_body_size=MAX_PUBLIC_FORM_BYTES,
    opt={"halfway": (session.CODE,), "holds": False},
)
async def check_code(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    form = await read_form(request)
    if request.user["stage"] == session.FULL:
        return go(onward(form))
    account_id = request.user["account_id"]
    keys = tries(request, db, "code", str(account_id), request.user["email"])
    seconds = store_attempts.begin(db, keys)
    if not seconds and store_two_step.takes(db, account_id, form.get("code", "")):
        store_attempts.forgive(db, keys)
        return let_in(request, db, account_id, form)
    store_activity.note(db, "sign-in code refused")
    reply = show(
        request, "accounts/code.html", status=429 if seconds else 422,
        next=local(form.get("next", "/")), held=form.get("held", "0"),
        problems={"code": waiting(seconds) if seconds else WRONG},
    )  # fmt: skip
    if seconds:
        reply.headers["retry-after"] = str(seconds)
    return reply


router = Router("/", route_handlers=[ask_code, check_code])
