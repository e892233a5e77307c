"""What a person sent when their session had run out: looking at it, sending it on, throwing it
away.
"""

import asyncio
from typing import Any, cast

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp, HTTPRequestEvent, Message, Receive, Scope, Send

from webapp.accounts.access.guard import FIELD
from webapp.accounts.activity import store as store_activity
from webapp.accounts.parked_forms import parked_form
from webapp.accounts.sign_in.pages_admission import local
from webapp.database.connection import Db
from webapp.web import form_fields
from webapp.web.centre_state import SCOPE_KEY, centre_of
from webapp.web.request_scope import own_scope
from webapp.web.responses import go, show
from webapp.web.routing import get, post

FEW_FIELDS = 12
MAX_VALUE_CHARACTERS = 200
GONE = "This does not wait any longer: it has been sent on or thrown away, or a day has passed."
DISCARDED = "It has been thrown away."
# These say that nothing was done, so the form waits on; 409 and 422 show it again as it was filled
# in.
NOT_DONE = {403, 404, 408, 413, 429}


@get("/kept")
def list_kept(request: HTMXRequest, next: FromQuery[str] = "/") -> Response[Any]:
    waits = parked_form.waiting(centre_of(request).parked, request.user)
    return show(
        request,
        "accounts/parked_forms/kept.html",
        forms=[_described(one) for one in waits],
        next=local(next),
    )


@post("/kept/{token:str}/send", status_code=200, opt={"fresh": True})
def send_kept(request: HTMXRequest, token: FromPath[str]) -> ASGIApp:
    """Carry out what waits as if the person sent it now, under this session's own token."""
    user, folder = request.user, centre_of(request).parked
    taken = parked_form.take(folder, user, token)
    if taken is None:
        return go("/kept", GONE).to_asgi_response(None, request)
    content_type, body = parked_form.body_of(taken.form, FIELD, own_scope(request)["form_token"])
    ours = {
        b"cookie",
        b"host",
        b"accept",
        b"accept-language",
        b"user-agent",
        b"origin",
        b"sec-fetch-site",
    }
    headers = [(name, value) for name, value in request.scope["headers"] if name in ours]
    headers.append((b"content-type", content_type.encode("utf-8", "replace")))
    headers.append((b"content-length", str(len(body)).encode()))
    same = (
        "type",
        "asgi",
        "http_version",
        "scheme",
        "server",
        "client",
        "root_path",
        "app_root_path",
        SCOPE_KEY,
    )
    own = own_scope(request)
    scope = {key: own[key] for key in same if key in own} | {
        "method": "POST",
        "path": taken.form.path,
        "raw_path": taken.form.path.encode(),
        "query_string": b"",
        "headers": headers,
        "state": {},
    }

    def note() -> None:
        with centre_of(request).connections.one(user) as db:
            store_activity.note(
                db, "sent on what was kept", address=taken.form.path, sent=taken.parked_at
            )

    async def receive() -> HTTPRequestEvent:
        return {"type": "http.request", "body": body, "more_body": False}

    async def again(_scope: Scope, _receive: Receive, send: Send) -> None:
        is_done = False

        async def watched(message: Message) -> None:
            nonlocal is_done
            if message["type"] == "http.response.start":
                is_done = message["status"] < 500 and message["status"] not in NOT_DONE
            await send(message)

        try:
            await asyncio.to_thread(note)
            await request.app(cast(Scope, scope), receive, watched)
        finally:
            parked_form.settle(folder, user, token, is_done=is_done)

    return again


@post("/kept/{token:str}/delete", status_code=200, opt={"fresh": True})
def delete_kept(
    request: HTMXRequest, db: NamedDependency[Db], token: FromPath[str]
) -> Response[Any]:
    folder = centre_of(request).parked
    if not parked_form.discard(folder, request.user, token):
        return go("/kept", GONE)
    store_activity.note(db, "threw away what was kept")
    return go("/kept" if parked_form.count(folder, request.user) else "/", DISCARDED)


class KeptForm(msgspec.Struct, frozen=True, kw_only=True):
    """A form that waits, as its person reads it: what it does, where, and its fields in lines."""

    token: str
    does: str
    where: str
    parked_at: str
    fields: list[tuple[str, str]]
    more: list[tuple[str, str]]


def _described(one: parked_form.Parked) -> KeptForm:
    """A form as its person reads it: fields of one name together, long values cut."""
    fields: dict[str, list[str]] = {}
    for name, value in one.form.fields:
        if form_fields.is_readable(name):
            fields.setdefault(name, []).append(value)
    lines = [(form_fields.label(name), _cut(values)) for name, values in fields.items()]
    lines += [
        (form_fields.label(file.field), f"The file {file.name}, {len(file.content):,} bytes")
        for file in one.form.files
        if file.name
    ]
    where = [form_fields.label(part) for part in one.form.path.split("/") if part]
    return KeptForm(
        token=one.token,
        does=one.form.does,
        where=", ".join(where),
        parked_at=one.parked_at,
        fields=lines[:FEW_FIELDS],
        more=lines[FEW_FIELDS:],
    )


def _cut(values: list[str]) -> str:
    text = ", ".join(one or "blank" for one in values)
    if len(text) > MAX_VALUE_CHARACTERS:
        count = f" ({len(values):,} values)" if len(values) > 1 else f" ({len(text):,} characters)"
        text = text[:MAX_VALUE_CHARACTERS] + "…" + count
    return text


router = Router("/", route_handlers=[list_kept, send_kept, delete_kept])
