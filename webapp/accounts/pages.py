"""Sign in, sign out, and going on with what was sent in between; Support."""

import asyncio
import re

from litestar import Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp, HTTPRequestEvent, Receive, Scope, Send

from webapp.accounts import password, session, store
from webapp.accounts.guard import COOKIE
from webapp.db import Db
from webapp.html import go, number, read_form, show

WRONG = "The e-mail and the password do not fit together. Check both and try again."


def _local(path: str) -> str:
    """Only a path of our own: `//elsewhere`, `/\\elsewhere` and what browsers read as these leave."""
    return path if re.fullmatch(r"/(?!/)[^\x00-\x20\x7f\\]*", path) else "/"


@get("/sign-in", opt={"public": True})
async def ask_sign_in(
    request: HTMXRequest, db: NamedDependency[Db], next: FromQuery[str] = "/", held: FromQuery[int] = 0
) -> Response:
    if request.user and not held:
        return go(_local(next))
    token = request.cookies.get(COOKIE)
    if not token:
        token = session.new_token()
        request.scope["form_token"] = session.form_token(token)
    reply = show(
        request, "accounts/sign_in.html", centre=store.centre(db), next=_local(next), held=held,
        email="", problems={},
    )  # fmt: skip
    _give_cookie(request, reply, token)
    return reply


@post("/sign-in", status_code=200, opt={"public": True})
async def sign_in(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    form = await read_form(request)
    email, typed = form.get("email", "").strip(), form.get("password", "")
    next, held = _local(form.get("next", "/")), form.get("held", "0")
    account = store.by_email(db, email)
    known_hash = account["password_hash"] if account else password.NOBODY
    if not await asyncio.to_thread(password.fits, typed, known_hash) or account is None:
        return show(
            request, "accounts/sign_in.html", status=422, centre=store.centre(db), next=next,
            held=held, email=email, problems={"email": WRONG},
        )  # fmt: skip
    token = store.start_session(db, account["account_id"], request.cookies.get(COOKIE, ""))
    reply = go(f"/sign-in/continue/{held}" if number(held) else next)
    _give_cookie(request, reply, token)
    return reply


@post("/sign-out", status_code=200, opt={"holds": False})
async def sign_out(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    # The dead cookie stays: a form left open in another tab is then still known as this person's.
    store.end_session(db, request.cookies.get(COOKIE, ""))
    return go("/sign-in", "You are signed out.")


@get("/sign-in/continue/{held_post_id:int}")
async def send_on(request: HTMXRequest, db: NamedDependency[Db], held_post_id: FromPath[int]) -> ASGIApp:
    """Send on what the person had sent when their session was over, as if they sent it now."""
    held = store.take_held_post(db, held_post_id, request.user["account_id"])
    if held is None:
        return go("/").to_asgi_response(None, request)
    ours = {"cookie", "host", "accept", "accept-language", "user-agent"}
    headers = [(name, value) for name, value in request.scope["headers"] if name.decode() in ours]
    headers.append((b"content-type", held["content_type"].encode()))
    headers.append((b"content-length", str(len(held["body"])).encode()))
    same = ("type", "asgi", "http_version", "scheme", "server", "client", "root_path")
    scope = {key: request.scope[key] for key in same if key in request.scope} | {
        "method": "POST", "path": held["path"], "raw_path": held["path"].encode(),
        "query_string": b"", "headers": headers, "state": {},
    }  # fmt: skip

    async def body() -> HTTPRequestEvent:
        return {"type": "http.request", "body": held["body"], "more_body": False}

    async def again(_scope: Scope, _receive: Receive, send: Send) -> None:
        await request.app(scope, body, send)  # type: ignore[arg-type]

    return again


@get("/support")
async def show_support(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    return show(request, "accounts/support.html", centre=store.centre(db))


def _give_cookie(request: HTMXRequest, reply: Response, token: str) -> None:
    secure = request.url.scheme == "https"
    reply.set_cookie(Cookie(COOKIE, value=token, httponly=True, samesite="lax", secure=secure))


router = Router("/", route_handlers=[ask_sign_in, sign_in, sign_out, send_on, show_support])
