"""The first visit: a new centre gets its number, its name and its first administrator."""

import time
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.first_visit import first_visit
from webapp.accounts.first_visit import store as store_first_visit
from webapp.accounts.first_visit.first_visit import Lock
from webapp.accounts.passwords import password
from webapp.accounts.sign_in.pages_admission import IN_TURN
from webapp.accounts.sign_in.pages_form_cookie import give_cookie, token_for
from webapp.database.connection import Db
from webapp.web.centre_state import centre_of
from webapp.web.responses import MAX_PUBLIC_FORM_BYTES, go, sent_form, show
from webapp.web.routing import get, post

__all__ = ["Lock", "router"]

OPEN = {"public": True, "first_visit": True}
READY = "Your centre is ready. Sign in with the e-mail and the password you have just chosen."


@get("/first-visit", opt=OPEN)
def ask_opening(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    if not store_first_visit.nobody_yet(db):
        return go("/sign-in")
    token = token_for(request)
    reply = show(request, "accounts/first_visit/first_visit.html", form={}, problems={})
    give_cookie(request, reply, token)
    return reply


@post(
    "/first-visit",
    status_code=200,
    request_max_body_size=MAX_PUBLIC_FORM_BYTES,
    dependencies=IN_TURN,
    opt=OPEN,
)
def open_centre(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    if not store_first_visit.nobody_yet(db):
        return go("/sign-in")
    form = sent_form(request)
    lock: Lock = centre_of(request).first_visit
    shut = lock.problem(form.get("code", ""), time.monotonic())
    opening, problems = first_visit.read(form)
    if shut:
        problems = {"code": shut}
    if problems:
        return show(
            request,
            "accounts/first_visit/first_visit.html",
            status=422,
            form=form,
            problems=problems,
        )
    hashed = password.hash_of(opening.secret)
    opened = store_first_visit.open_centre(db, opening, hashed)
    return go("/sign-in", READY if opened else "")


router = Router("/", route_handlers=[ask_opening, open_centre])
