"""Going on with what was sent before the sign-in."""

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp, HTTPRequestEvent, Receive, Scope, Send

from webapp.accounts import store
from webapp.db import Db
from webapp.html import go


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


router = Router("/", route_handlers=[send_on])
