"""Pages for what cannot be had: unknown addresses, refusals, and our own failures."""

import logging
import secrets
from traceback import extract_tb

from litestar import HttpMethod, Response, route
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.html import show

log = logging.getLogger("single_point")


@route("/{rest:path}", http_method=list(HttpMethod))
async def refuse_address(rest: FromPath[str]) -> None:
    """Every other address: it stands behind the guard too, so a stranger learns nothing from it."""
    raise NotFoundException


OUR_FAULT = (
    "What you sent was not saved. Try again; if it happens again, tell the person who looks after"
    " Single Point at your centre, with this code:"
)

REFUSALS = {
    400: ("This request cannot be read", "Go back and try again."),
    403: ("You cannot do this", ""),
    404: (
        "Page not found",
        "What you are looking for is not here. It may have been submitted, deleted or mistyped.",
    ),
    405: ("Page not found", "This address takes other requests only."),
    413: ("Too much at once", "What you sent is larger than this page takes. Nothing was saved."),
}


def show_refusal(request: HTMXRequest, problem: HTTPException) -> Response:
    if "user" not in request.scope:
        if away := request.app.state.answer_stranger(request):
            return away
    if problem.status_code >= 500:
        return show_failure(request, problem)
    heading, why = REFUSALS.get(problem.status_code, REFUSALS[400])
    if problem.status_code == 403:
        why = problem.detail
    return _show_error(request, problem.status_code, heading, why)


def show_not_found(request: HTMXRequest, _problem: Exception) -> Response:
    return _show_error(request, 404, *REFUSALS[404])


def show_failure(request: HTMXRequest, problem: Exception) -> Response:
    """Our own fault: a code for the person and, in the log, where it happened.

    The exception's own words stay out of the log: they may hold a candidate's details.
    """
    code = secrets.token_hex(3)
    where = " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(extract_tb(problem.__traceback__))
    )
    log.error("%s %s %s: %s at %s", code, request.method, request.url.path,
              type(problem).__name__, where)  # fmt: skip
    return _show_error(request, 500, "Something went wrong here", OUR_FAULT, code)


def _show_error(
    request: HTMXRequest, status: int, heading: str, why: str, code: str = ""
) -> Response:
    reply = show(
        request, "error.html", "_error.html", status=status, heading=heading, why=why, code=code
    )
    # Beside what the person was doing, never in its place.
    reply.headers |= {"hx-retarget": "#errors", "hx-reswap": "innerHTML"}
    return reply
