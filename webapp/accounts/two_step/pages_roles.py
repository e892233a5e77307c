"""Who must use two-step sign-in, and turning it off for somebody whose telephone is lost."""

from collections.abc import Collection
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.people import person
from webapp.accounts.people import store as store_people
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.two_step import store as store_two_step
from webapp.database.connection import Db
from webapp.web import form_merge
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

YOUR_OWN = "This is your own two-step sign-in: turn it off here, with your password and a code."
REQUIRED = "required"
LABELS = {role: f"requirement for the role {role}" for role in person.ROLES}


@get("/")
def show_roles(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    required = store_two_step.roles(db)
    return show(
        request,
        "accounts/two_step/two_step_roles.html",
        roles=person.ROLES,
        required=required,
        opened=_boxes(required),
        people=store_two_step.people(db),
    )


@post("/", status_code=200)
def save_roles(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    stored = _boxes(store_two_step.roles(db))
    opened = {name: text for name, text in form.items() if name.startswith(form_merge.PREFIX)}
    merged = form_merge.merge(opened | _boxes(form.getall("role", [])), stored)
    store_two_step.require(db, [role for role in person.ROLES if merged.values[role] == REQUIRED])
    told = "Kept. It counts from each person's next sign-in."
    return go("/accounts/two-step", told + form_merge.notice(merged, LABELS))


def _boxes(required: Collection[str]) -> dict[str, str]:
    return {role: REQUIRED if role in required else "" for role in person.ROLES}


@post("/{account_id:int}/off", status_code=200)
def remove_persons_two_step(
    request: HTMXRequest, db: NamedDependency[Db], account_id: FromPath[int]
) -> Response[Any]:
    if store_people.one(db, account_id) is None:
        raise NotFoundException
    if account_id == request.user.account_id:
        return go("/account/two-step", YOUR_OWN)
    store_two_step.turn_off(db, account_id)
    store_sessions.end_all(db, account_id)
    return go(
        "/accounts/two-step", "Two-step sign-in is off for one person, whose sessions have ended."
    )


router = Router(
    "/accounts/two-step",
    opt={"role": "administrator"},
    route_handlers=[show_roles, save_roles, remove_persons_two_step],
)
