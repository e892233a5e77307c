"""Pages for what cannot be had: unknown addresses, refusals, and our own failures."""

import errno
import logging
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from traceback import extract_tb
from typing import Any, cast

from litestar import HttpMethod, Response, route
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
)
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ExceptionHandlersMap

from webapp.web import resend as html_resend
from webapp.web.responses import go, show

log = logging.getLogger("single_point")


@route("/{rest:path}", http_method=list(HttpMethod), opt={"holds": False})
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
    408: (
        "This took too long",
        (
            "What you sent arrived too slowly, so nothing was saved. Check your connection and send"
            " it again."
        ),
    ),
    415: (
        "This is not a form",
        "This address takes what a form sends and nothing else. Nothing was saved. Go back, reload"
        " the page and send it again.",
    ),
    413: ("Too much at once", "What you sent is larger than this page takes. Nothing was saved."),
}

FORMS_ONLY = (
    "The address you came by only takes what a form sends, so nothing was done. This is the page"
    " that it"
    " belongs to."
)
KEPT = (
    "Nothing of what you sent was saved, and nothing that was saved before is lost. Send it again "
)
FULL = (
    507,
    "The disk is full",
    KEPT + "when there is room. Tell the person who looks after Single Point.",
)
BUSY = (503, "Somebody else is writing for a long time", KEPT + "in a minute.")
READ_ONLY = (
    503,
    "The file of your centre cannot be written",
    KEPT + "when the file can be written again. Tell the person who looks after Single Point.",
)
FAILING = (
    503,
    "The disk does not do what it should",
    KEPT + "later. Tell the person who looks after Single Point now, with this code:",
)
BROKEN = (
    503,
    "The file of your centre is damaged",
    "Nothing was saved. Do not go on working: the person who looks after Single Point can bring"
    " back a"
    " backup. Give them this code:",
)
BY_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_IOERR: FAILING,
    sqlite3.SQLITE_CORRUPT: BROKEN,
    sqlite3.SQLITE_NOTADB: BROKEN,
}
BY_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY, errno.EIO: FAILING}


def trouble(problem: Exception) -> tuple[int, str, str] | None:
    """Status, heading and words for what the file or its disk refuses; None for all else.

    SQLite's extended codes hold the plain one in their last byte (sqlite.org/rescode.html).
    """
    if isinstance(problem, sqlite3.Error):
        return BY_SQLITE.get((getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF)
    return BY_SYSTEM.get(problem.errno or 0) if isinstance(problem, OSError) else None


UNKNOWN = object()


def handlers(
    by_kind: Mapping[type[Exception], Callable[[HTMXRequest, Any], Response[Any]]],
) -> ExceptionHandlersMap:
    """Return exception handlers as Litestar wants them; its htmx plugin makes all requests one."""
    return cast(ExceptionHandlersMap, by_kind)


def show_refusal(request: HTMXRequest, problem: HTTPException) -> Response[Any]:
    answer_stranger: Callable[[HTMXRequest], Response[Any] | None]
    answer_stranger = request.app.state.answer_stranger
    # The guard has not come so far where there is no user yet, not even nobody.
    if request.scope.get("user", UNKNOWN) is UNKNOWN and (away := answer_stranger(request)):
        return away
    if problem.status_code >= 500:
        return show_failure(request, problem)
    if problem.status_code == 405 and request.method in ("GET", "HEAD") and not request.htmx:
        return go(_page_above(request), FORMS_ONLY)
    heading, why = REFUSALS.get(problem.status_code, REFUSALS[400])
    if problem.status_code == 403:
        why = problem.detail
    reply = _show_error(request, problem.status_code, heading, why)
    reply.headers |= problem.headers or {}
    return reply


def _page_above(request: HTMXRequest) -> str:
    """The nearest page above an address that only takes forms, or Home."""
    path = request.url.path
    while path := path.rpartition("/")[0]:
        # What stands at the end of the address may be no page of its own: /entries/drafts/3.
        with suppress(NotFoundException, MethodNotAllowedException):
            _, handler, *_ = request.app.asgi_router.handle_routing(path, "GET")
            if handler.fn is not refuse_address.fn and not handler.opt.get("needs_query"):
                return path
    return "/"


def show_not_found(request: HTMXRequest, _problem: Exception) -> Response[Any]:
    return _show_error(request, 404, *REFUSALS[404])


def show_failure(request: HTMXRequest, problem: Exception) -> Response[Any]:
    """Our own fault, or the disk's: a code for the person and, in the log, where it happened.

    The exception's own words stay out of the log, for they may hold a candidate's details, and so
    does what stands for a parameter in the address: it may be the secret of an invitation.
    """
    code = secrets.token_hex(3)
    where = " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(extract_tb(problem.__traceback__))
    )
    address = request.scope.get("path_template", request.url.path)
    log.error("%s %s %s: %s at %s", code, request.method, address, type(problem).__name__, where)
    status, heading, why = trouble(problem) or (500, "Something went wrong here", OUR_FAULT)
    return _show_error(request, status, heading, why, code if why.endswith(":") else "")


def _show_error(
    request: HTMXRequest, status: int, heading: str, why: str, code: str = ""
) -> Response[Any]:
    reply = show(
        request,
        "error.html",
        "_error.html",
        status=status,
        heading=heading,
        why=why,
        code=code,
        resend=html_resend.of(request),
        has_sent=request.method == "POST",
    )
    # Beside what the person was doing, never in its place.
    reply.headers |= {"hx-retarget": "#errors", "hx-reswap": "innerHTML"}
    return reply
