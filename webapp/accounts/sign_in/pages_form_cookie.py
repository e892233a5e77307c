"""The cookies of the sign-in: the one that forms need before anybody has signed in, and the
browser's.
"""

from typing import Any

from litestar import Response
from litestar.datastructures import Cookie
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.sessions import session
from webapp.web.request_scope import own_scope
from webapp.web.responses import go


def token_for(request: HTMXRequest) -> str:
    """The browser's token, or a new one, with which the forms of the reply are made."""
    sent, is_protected = session.token_in(request.cookies, request.url.scheme)
    # What came under an unprotected name over HTTPS may have been planted.
    is_own = sent and is_protected == (request.url.scheme == "https")
    token = sent if is_own else session.new_token()
    own_scope(request)["form_token"] = session.form_token(token)
    return token


def give_cookie(request: HTMXRequest, reply: Response[Any], token: str) -> None:
    set_own_cookie(request, reply, session.COOKIE, value=token)


def go_signed_out(request: HTMXRequest, path: str, notice: str) -> Response[Any]:
    """Leave for another page after a session has ended, and let the browser forget the pages.

    The cookie of the session gives way to one that is nobody's.
    """
    reply = go(path, notice)
    reply.headers["clear-site-data"] = '"cache", "storage"'
    give_cookie(request, reply, session.new_token())
    return reply


def set_own_cookie(
    request: HTMXRequest, reply: Response[Any], name: str, *, value: str, max_age: int | None = None
) -> None:
    """Set a cookie that no other host can have set and no script can read; max_age in seconds."""
    scheme = request.url.scheme
    reply.set_cookie(
        Cookie(
            session.cookie_name(name, scheme),
            value=value,
            httponly=True,
            samesite="lax",
            path="/",
            secure=scheme == "https",
            max_age=max_age,
        )
    )
