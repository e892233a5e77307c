"""What is seen before a centre is chosen, where one program serves many."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from litestar import HttpMethod, Litestar, MediaType, Response, get, route
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest

from webapp import errors, html, html_headers
from webapp.accounts import centre
from webapp.app import static_files

COOKIE = "single_point_centre"
YEAR = 366 * 24 * 60 * 60
UNKNOWN = (
    "No centre is served here under {}. Check the number, or ask the person who looks after"
    " Single Point."
)


@get("/centre")
async def ask_centre(
    request: HTMXRequest, number: FromQuery[str] = "", next: FromQuery[str] = "/"
) -> Response:
    typed = number.strip()
    if not typed:
        return _ask(request, next)
    if problem := centre.problem(typed):
        return _ask(request, next, typed, problem)
    return html.go(f"/c/{typed}{_local(next)}")


@get(["/c/{number:str}", "/c/{number:str}/{rest:path}"])
async def choose_centre(request: HTMXRequest, number: FromPath[str]) -> Response:
    """The address that leads to a centre and to a page of it; the browser keeps which centre."""
    rest = request.url.path.removeprefix(f"/c/{number}")
    if problem := centre.problem(number):
        return _ask(request, rest, number, problem)
    if request.app.state.find(number) is None:
        return _ask(request, rest, number, UNKNOWN.format(number), 404)
    query = request.scope["query_string"].decode("latin-1")
    reply = html.go(_local(rest) + (f"?{query}" if query else ""))
    reply.set_cookie(Cookie(
        COOKIE, value=number, max_age=YEAR, httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    ))  # fmt: skip
    return reply


@route(["/", "/{rest:path}"], http_method=list(HttpMethod))
async def send_to_ask(request: HTMXRequest) -> Response:
    """Every other address: choose a centre first, then go on there."""
    if request.htmx:
        return Response(
            b"", status_code=401, media_type=MediaType.TEXT,
            headers={"hx-redirect": "/centre", "cache-control": "no-store"},
        )  # fmt: skip
    path = request.url.path
    asked = {"next": path} if request.method == HttpMethod.GET and path != "/" else {}
    return html.go("/centre" + (f"?{urlencode(asked)}" if asked else ""))


def _ask(
    request: HTMXRequest, onward: str, number: str = "", problem: str = "", status: int = 422
) -> Response:
    return html.show(
        request, "centre.html", status=status if problem else 200, number=number,
        next=_local(onward), problems={"number": problem} if problem else {},
    )  # fmt: skip


def _local(path: str) -> str:
    return "/" + path.lstrip("/\\")


def create_door(find: Callable[[str], Any], lifespan: Sequence[Callable[..., Any]]) -> Litestar:
    """The pages that ask for a centre; `find` gives None for a number that is not served."""
    door = Litestar(
        route_handlers=[ask_centre, choose_centre, send_to_ask, static_files()],
        exception_handlers={HTTPException: errors.show_refusal, Exception: errors.show_failure},
        before_send=[html_headers.add_security_headers],
        lifespan=list(lifespan),
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )
    door.state.find = find
    door.state.answer_stranger = lambda _request: None
    return door
