"""Accounts: who may come in; inviting, changing, disabling, and links for a new password."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.centre import pages as pages_centre
from webapp.accounts.invitations import invitation
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.people import person
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Account
from webapp.accounts.people.store import Refused
from webapp.database.connection import Db
from webapp.web import form_merge
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

LABELS = {"name": "name", "email": "e-mail", "role": "role"}
YOUR_OWN = "This is your own account: choose a new password on your own page."


@get("/")
def list_people(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    people = store_people.all_of_them(db)
    return show(request, "accounts/people/people.html", people=people, roles=person.ROLES)


@get("/new")
def ask_new_person(request: HTMXRequest) -> Response[Any]:
    return show(
        request, "accounts/people/new_person.html", form={}, problems={}, roles=person.ROLES
    )


@post("/new", status_code=200)
def add_person(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """The link stands on this very reply and nowhere else: it cannot be shown a second time."""
    form = sent_form(request)
    invited, problems = person.read(form)
    token = ""
    if not problems:
        try:
            token = store_invitations.invite(db, invited, request.user.account_id)
        except Refused as problem:
            problems = {"email": str(problem)}
    if problems:
        return show(
            request,
            "accounts/people/new_person.html",
            status=422,
            form=form,
            problems=problems,
            roles=person.ROLES,
        )
    account = store_people.with_email(db, invited.email)
    assert account
    return _show_link(request, account, token)


@get("/{account_id:int}")
def show_person(
    request: HTMXRequest, db: NamedDependency[Db], account_id: FromPath[int]
) -> Response[Any]:
    account = _known(db, account_id)
    return _show(request, account, _fields(account), problems={})


@post("/{account_id:int}", status_code=200)
def change_person(
    request: HTMXRequest, db: NamedDependency[Db], account_id: FromPath[int]
) -> Response[Any]:
    account = _known(db, account_id)
    stored = _fields(account)
    merged = form_merge.merge(sent_form(request), stored)
    if merged.conflicts:
        problems = form_merge.messages(merged, stored, LABELS)
        return _show(
            request,
            account,
            merged.values,
            problems=problems,
            opened=merged.opened,
            status=409,
        )
    changed, problems = person.read(merged.values)
    if not problems:
        try:
            store_people.change(db, account_id, changed)
        except Refused as problem:
            field = "role" if str(problem) == store_people.LAST else "email"
            problems = {field: str(problem)}
    if problems:
        return _show(request, account, merged.values, problems=problems, opened=merged.opened)
    return go("/accounts", "The account is changed." + form_merge.notice(merged, LABELS))


@post("/{account_id:int}/link", status_code=200)
def make_link(
    request: HTMXRequest, db: NamedDependency[Db], account_id: FromPath[int]
) -> Response[Any]:
    account = _known(db, account_id)
    mine = request.user.account_id
    if account_id == mine:
        return _show(request, account, _fields(account), problems={"name": YOUR_OWN})
    ends = sent_form(request).get("ends_two_step") == "1"
    try:
        token = store_invitations.reset(db, account_id, mine, ends_two_step=ends)
    except Refused as problem:
        return _show(request, account, _fields(account), problems={"role": str(problem)})
    return _show_link(request, _known(db, account_id), token)


@post("/{account_id:int}/disable", status_code=200)
def disable_person(
    request: HTMXRequest, db: NamedDependency[Db], account_id: FromPath[int]
) -> Response[Any]:
    account = _known(db, account_id)
    try:
        store_people.disable(db, account_id)
    except Refused as problem:
        return _show(request, account, _fields(account), problems={"role": str(problem)})
    return go("/accounts", "The account is disabled, and its sessions have ended.")


@post("/{account_id:int}/enable", status_code=200)
def enable_person(db: NamedDependency[Db], account_id: FromPath[int]) -> Response[Any]:
    _known(db, account_id)
    store_people.enable(db, account_id)
    return go(f"/accounts/{account_id}", "The account is enabled.")


def _known(db: Db, account_id: int) -> Account:
    account = store_people.one(db, account_id)
    if account is None:
        raise NotFoundException
    return account


def _fields(account: Account) -> dict[str, str]:
    return {"name": account.name, "email": account.email, "role": account.role}


def _show(
    request: HTMXRequest,
    account: Account,
    form: dict[str, str],
    *,
    problems: dict[str, str],
    opened: dict[str, str] | None = None,
    status: int = 422,
) -> Response[Any]:
    return show(
        request,
        "accounts/people/person.html",
        status=status if problems else 200,
        account=account,
        form=form,
        problems=problems,
        roles=person.ROLES,
        opened=opened or _fields(account),
        own=account.account_id == request.user.account_id,
    )


def _show_link(request: HTMXRequest, account: Account, token: str) -> Response[Any]:
    base = str(request.base_url).rstrip("/")
    return show(
        request,
        "accounts/people/link.html",
        account=account,
        link=base + invitation.address(token),
        days=invitation.LASTS.days,
    )


router = Router(
    "/accounts",
    opt={"role": "administrator"},
    route_handlers=[
        list_people,
        ask_new_person,
        add_person,
        show_person,
        change_person,
        make_link,
        disable_person,
        enable_person,
        *pages_centre.of_centre,
    ],
)
