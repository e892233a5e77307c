"""What a person sent when their session had run out: looking at it, sending it on, throwing it
away.
"""

import asyncio

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp, HTTPRequestEvent, Message, Receive, Scope, Send

from webapp import form_merge
from webapp.accounts import parked, store_activity
from webapp.accounts.guard import FIELD
from webapp.accounts.pages_admission import local
from webapp.db import Db
from webapp.html import go, show
from webapp.routing import get, post

FEW_FIELDS = 12
MAX_VALUE_CHARACTERS = 200
ABBREVIATIONS = {"UCI", "ULN", "OCR", "QAN"}
OPENED = form_merge.PREFIX
CARRIED_ALONG = {"shown", "next", "start_key", "checked", "fingerprint"}
"""Hidden fields, which say what the page showed and nothing that the person typed."""
GONE = "This does not wait any longer: it has been sent on or thrown away, or a day has passed."
DISCARDED = "It is thrown away."
# These say that nothing was done, so the form waits on; 409 and 422 show it again as it was filled
# in.
NOT_DONE = {403, 404, 408, 413, 429}


@get("/kept")
def list_kept(request: HTMXRequest, next: FromQuery[str] = "/") -> Response:
    waits = parked.waiting(request.app.state.parked, request.user)
    return show(
        request, "accounts/kept.html", forms=[_described(one) for one in waits], next=local(next)
    )


@post("/kept/{token:str}/send", status_code=200, opt={"fresh": True})
def send_kept(request: HTMXRequest, token: FromPath[str]) -> ASGIApp:
    """Carry out what waits as if the person sent it now, under this session's own token."""
    user, folder = request.user, request.app.state.parked
    taken = parked.take(folder, user, token)
    if taken is None:
        return go("/kept", GONE).to_asgi_response(None, request)
    content_type, body = parked.body_of(taken.form, FIELD, request.scope["form_token"])
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
    )
    scope = {key: value for key, value in request.scope.items() if key in same} | {
        "method": "POST",
        "path": taken.form.path,
        "raw_path": taken.form.path.encode(),
        "query_string": b"",
        "headers": headers,
        "state": {},
    }

    def note() -> None:
        with request.app.state.connections.one(user) as db:
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
            await request.app(scope, receive, watched)  # type: ignore[arg-type]
        finally:
            parked.settle(folder, user, token, is_done)

    return again


@post("/kept/{token:str}/delete", status_code=200, opt={"fresh": True})
def delete_kept(request: HTMXRequest, db: NamedDependency[Db], token: FromPath[str]) -> Response:
    folder = request.app.state.parked
    if not parked.discard(folder, request.user, token):
        return go("/kept", GONE)
    store_activity.note(db, "threw away what was kept")
    return go("/kept" if parked.count(folder, request.user) else "/", DISCARDED)


def _described(one: parked.Parked) -> dict:
    """A form as its person reads it: fields of one name together, long values cut."""
    fields: dict[str, list[str]] = {}
    for name, value in one.form.fields:
        if name not in CARRIED_ALONG and not name.startswith(OPENED):
            fields.setdefault(name, []).append(value)
    lines = [(_plain(name), _cut(values)) for name, values in fields.items()]
    lines += [
        (_plain(file.field), f"The file {file.name}, {len(file.content):,} bytes")
        for file in one.form.files
        if file.name
    ]
    where = [_plain(part) for part in one.form.path.split("/") if part]
    return {
        "token": one.token,
        "does": one.form.does,
        "where": ", ".join(where),
        "path": one.form.path,
        "parked_at": one.parked_at,
        "fields": lines[:FEW_FIELDS],
        "more": lines[FEW_FIELDS:],
    }


def _plain(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").capitalize().split()
    return " ".join(word.upper() if word.upper() in ABBREVIATIONS else word for word in words)


def _cut(values: list[str]) -> str:
    text = ", ".join(one or "blank" for one in values)
    if len(text) > MAX_VALUE_CHARACTERS:
        count = f" ({len(values):,} values)" if len(values) > 1 else f" ({len(text):,} characters)"
        text = text[:MAX_VALUE_CHARACTERS] + "…" + count
    return text


router = Router("/", route_handlers=[list_kept, send_kept, delete_kept])
