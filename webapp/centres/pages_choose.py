"""What is seen before a centre is chosen, where one program serves many."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from litestar import HttpMethod, Litestar, MediaType, Response, get, post, route
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest

from webapp.accounts.access import origin
from webapp.accounts.centre import centre
from webapp.app import static_files
from webapp.web import errors, security_headers
from webapp.web import responses as html

COOKIE = "single_point_centre"
YEAR = 366 * 24 * 60 * 60
UNKNOWN = (
    "No centre is served here under {}. Check the number, or ask the person who looks after"
    " Single Point."
)
NOT_OURS = (
    "This did not come from a page of Single Point, so the centre is the same as before. Open the"
    " address"
    " of the centre that you want to work with."
)


@get("/centre")
async def ask_centre(
    request: HTMXRequest, number: FromQuery[str] = "", next: FromQuery[str] = "/"
) -> Response[Any]:
    typed = number.strip()
    if not typed:
        return _ask(request, next)
    if problem := centre.problem(typed):
        return _ask(request, next, typed, problem=problem)
    return html.go(f"/c/{typed}{_local(next)}")


CHOICES = ["/c/{number:str}", "/c/{number:str}/{rest:path}"]


@get(CHOICES)
async def choose_centre(request: HTMXRequest, number: FromPath[str]) -> Response[Any]:
    """The address that leads to a centre and to a page of it; the browser keeps which centre.

    A link elsewhere takes nobody out of the centre that the browser has: the person is asked first.
    """
    if refused := await _refusal(request, number):
        return refused
    before = request.cookies.get(COOKIE, "")
    if before not in ("", number) and origin.is_led_from_elsewhere(request.headers):
        return html.show(
            request,
            "another_centre.html",
            number=number,
            before=before,
            address=request.url.path + _query(request),
        )
    return _enter(request, number)


@post(CHOICES, status_code=200, request_max_body_size=html.MAX_PUBLIC_FORM_BYTES)
async def choose_another_centre(request: HTMXRequest, number: FromPath[str]) -> Response[Any]:
    """The answer of somebody who was asked, which only a page of our own can give."""
    headers = request.headers
    ours = origin.is_ours(
        headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", "")
    )
    if not ours:
        raise PermissionDeniedException(NOT_OURS)
    return await _refusal(request, number) or _enter(request, number)


async def _refusal(request: HTMXRequest, number: str) -> Response[Any] | None:
    rest = _rest(request, number)
    if problem := centre.problem(number):
        return _ask(request, rest, number, problem=problem)
    if await request.app.state.find(number) is None:
        return _ask(request, rest, number, problem=UNKNOWN.format(number), status=404)
    return None


def _enter(request: HTMXRequest, number: str) -> Response[Any]:
    reply = html.go(_local(_rest(request, number)) + _query(request))
    reply.set_cookie(
        Cookie(
            COOKIE,
            value=number,
            max_age=YEAR,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    )
    return reply


def _rest(request: HTMXRequest, number: str) -> str:
    return request.url.path.removeprefix(f"/c/{number}")


def _query(request: HTMXRequest) -> str:
    query = request.scope["query_string"].decode("latin-1")
    return f"?{query}" if query else ""


@route(["/", "/{rest:path}"], http_method=list(HttpMethod))
async def send_to_ask(request: HTMXRequest) -> Response[Any]:
    """Every other address: choose a centre first, then go on there."""
    if request.htmx:
        return Response(
            b"",
            status_code=401,
            media_type=MediaType.TEXT,
            headers={"hx-redirect": "/centre", "cache-control": "no-store"},
        )
    path = request.url.path
    asked = {"next": path} if request.method == HttpMethod.GET and path != "/" else {}
    return html.go("/centre" + (f"?{urlencode(asked)}" if asked else ""))


def _ask(
    request: HTMXRequest, onward: str, number: str = "", *, problem: str = "", status: int = 422
) -> Response[Any]:
    return html.show(
        request,
        "centre.html",
        status=status if problem else 200,
        number=number,
        next=_local(onward),
        problems={"number": problem} if problem else {},
    )


def _local(path: str) -> str:
    return "/" + path.lstrip("/\\")


def create_door(find: Callable[[str], Any], lifespan: Sequence[Callable[..., Any]]) -> Litestar:
    """The pages that ask for a centre; `find` gives None for a number that is not served."""
    door = Litestar(
        route_handlers=[
            ask_centre,
            choose_centre,
            choose_another_centre,
            send_to_ask,
            static_files(),
        ],
        exception_handlers=errors.handlers(
            {HTTPException: errors.show_refusal, Exception: errors.show_failure}
        ),
        before_send=[security_headers.add_security_headers],
        lifespan=list(lifespan),
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )
    door.state.find = find
    door.state.answer_stranger = lambda _request: None
    return door
