"""The cookie that forms need before anybody has signed in, and going out again."""

from litestar import Response
from litestar.datastructures import Cookie
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import session
from webapp.accounts.guard import COOKIE
from webapp.html import go


def token_for(request: HTMXRequest) -> str:
    """The browser's token, or a new one, with which the forms of the reply are made."""
    token = request.cookies.get(COOKIE) or session.new_token()
    request.scope["form_token"] = session.form_token(token)
    return token


def give_cookie(request: HTMXRequest, reply: Response, token: str) -> None:
    secure = request.url.scheme == "https"
    reply.set_cookie(Cookie(COOKIE, value=token, httponly=True, samesite="lax", secure=secure))


def send_out(words: str) -> Response[None]:
    """Lead to the sign-in after a session was ended, and let the browser forget the pages."""
    reply = go("/sign-in", words)
    reply.headers["clear-site-data"] = '"cache", "storage"'
    return reply
