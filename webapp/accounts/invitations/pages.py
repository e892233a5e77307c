"""The link that a person was given: choose a password with it, once."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store
from webapp.accounts.invitations import invitation
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.invitations.invitation import Link
from webapp.accounts.passwords import password
from webapp.accounts.sessions import session
from webapp.accounts.sign_in.pages_admission import IN_TURN
from webapp.accounts.sign_in.pages_form_cookie import give_cookie, go_signed_out, token_for
from webapp.database.connection import Db
from webapp.web.responses import MAX_PUBLIC_FORM_BYTES, sent_form, show
from webapp.web.routing import get, post

KEPT = "Your password is kept. Sign in with your e-mail and the password."


@get("/invitation/{token:str}", opt={"public": True})
def ask_password(
    request: HTMXRequest, db: NamedDependency[Db], token: FromPath[str]
) -> Response[Any]:
    link, why = store_invitations.by_token(db, token)
    if link is None or why:
        return _refuse(request, db, why)
    cookie = token_for(request)
    reply = _show(request, db, token, link=link, problems={})
    give_cookie(request, reply, cookie)
    return reply


@post(
    "/invitation/{token:str}",
    status_code=200,
    request_max_body_size=MAX_PUBLIC_FORM_BYTES,
    dependencies=IN_TURN,
    opt={"public": True},
)
def choose_password(
    request: HTMXRequest, db: NamedDependency[Db], token: FromPath[str]
) -> Response[Any]:
    link, why = store_invitations.by_token(db, token)
    if link is None or why:
        return _refuse(request, db, why)
    form = sent_form(request)
    centre = store.centre(db)
    own = (link.email, link.name, centre.name if centre else "")
    if problems := invitation.problems_of_choice(form, *own):
        return _show(request, db, token, link=link, problems=problems)
    hashed = password.hash_of(form["password"])
    if why := store_invitations.choose_password(db, token, hashed):
        return _refuse(request, db, why)
    # Whoever was signed in at this browser makes room for the person with the link.
    store.end_session(db, session.token_in(request.cookies, request.url.scheme)[0])
    return go_signed_out(request, "/sign-in", KEPT)


def _show(
    request: HTMXRequest, db: Db, token: str, *, link: Link, problems: dict[str, str]
) -> Response[Any]:
    return show(
        request,
        "accounts/invitations/invitation.html",
        status=422 if problems else 200,
        centre=store.centre(db),
        link=link,
        address=invitation.address(token),
        problems=problems,
    )


def _refuse(request: HTMXRequest, db: Db, why: str) -> Response[Any]:
    return show(
        request,
        "accounts/invitations/invitation_ended.html",
        status=404,
        centre=store.centre(db),
        why=why,
    )


router = Router("/", route_handlers=[ask_password, choose_password])
