"""What every answer says to the browser about how to treat it, and answers that are headers
alone.
"""

from collections.abc import Sequence

from litestar import HttpMethod, Router
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import Message, Scope

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_RAW_HEADERS = [(name.encode(), text.encode()) for name, text in HEADERS.items()]


async def add_security_headers(message: Message, scope: Scope) -> None:
    if message["type"] == "http.response.start":
        present = {name.lower() for name, _ in message["headers"]}
        message["headers"] = [
            *message["headers"],
            *(one for one in _RAW_HEADERS if one[0] not in present),
        ]


def with_head(
    route_handlers: Sequence[Router | HTTPRouteHandler],
) -> Sequence[Router | HTTPRouteHandler]:
    """Let whatever answers GET answer HEAD too, as calendar programs and link checkers ask.

    The server leaves the body out. What leaves a line in the activity is asked with GET alone.
    """
    for one in route_handlers:
        routes = one.routes if isinstance(one, Router) else ()
        handlers = [
            each
            for route in routes
            if isinstance(route, HTTPRoute)
            for each in route.route_handlers
        ]
        if isinstance(one, HTTPRouteHandler):
            handlers = [one]
        for handler in handlers:
            if HttpMethod.GET in handler.http_methods and not handler.opt.get("notes"):
                handler.http_methods.add(HttpMethod.HEAD)
    return route_handlers
