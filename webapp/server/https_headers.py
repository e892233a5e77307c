"""What an answer over HTTPS adds: cookies that never travel in the clear, and HSTS."""

import re

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

HSTS = b"max-age=31536000"
HSTS_SUBDOMAINS = HSTS + b"; includeSubDomains"
SECURE = re.compile(rb";\s*secure\s*(;|$)", re.IGNORECASE)


class HTTPSHeadersMiddleware:
    """Mark each cookie as Secure, and tell the browser to call this host over HTTPS alone."""

    def __init__(self, app: ASGIApp, include_subdomains: bool = False) -> None:
        """Stand before app; speak for the hosts below this one too if include_subdomains."""
        self.app = app
        self.hsts = HSTS_SUBDOMAINS if include_subdomains else HSTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_secure(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *(_secure(name, value) for name, value in message["headers"]),
                    (b"strict-transport-security", self.hsts),
                ]
            await send(message)

        over_https = scope["type"] == ScopeType.HTTP and scope["scheme"] == "https"
        await self.app(scope, receive, send_secure if over_https else send)


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    needs_secure = name == b"set-cookie" and not SECURE.search(value)
    return name, value + b"; Secure" if needs_secure else value
