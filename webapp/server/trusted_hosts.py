"""By which names the program may be called, and which addresses no page of it can have."""

import re
from ipaddress import ip_address

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from webapp.settings import OWN_NAMES, Settings, read_name
from webapp.web.security_headers import HEADERS

Refusal = tuple[int, str]
ALL_INTERFACES = {"0.0.0.0", "::"}
AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:/@\[\]]+)(:[0-9]{1,5})?", re.IGNORECASE)
MAX_PORT = 65_535
MAX_PATH_BYTES = 255
"""No address of a page is longer, and no file's name may be."""
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")

PATH_TOO_LONG = "This address is longer than any of Single Point's. Check it and try again."
PATH_UNREADABLE = (
    "This address holds characters that none of Single Point's does. Check it and try again."
)
NO_NAME = "This request does not say, in one Host header, which address it is meant for."
WRONG_NAME = (
    "Single Point is not served under this name. Use the address that your centre gave you. If"
    " this is"
    " it, the person who looks after Single Point adds the name with: serve --allow-host NAME"
)


class TrustedHostMiddleware:
    """Refuse a request for an unknown name, or for a path that no page has, in plain words.

    Litestar's own middleware passes on a second Host header, knows no port, and answers in JSON.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before app, known by the names in settings."""
        self.app = app
        self.names = OWN_NAMES | settings.host_names | {settings.host}
        self.on_all_interfaces = settings.host in ALL_INTERFACES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == ScopeType.HTTP and (
            refused := self._host_refusal(scope) or _path_refusal(scope)
        ):
            await _refuse(send, *refused)
        else:
            await self.app(scope, receive, send)

    def _host_refusal(self, scope: Scope) -> Refusal | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        authority = AUTHORITY.fullmatch(hosts[0].decode("latin-1")) if len(hosts) == 1 else None
        # No address can be made of a port that there is none of, also not the one of an answer.
        if not authority or (authority[2] and not 0 < int(authority[2][1:]) <= MAX_PORT):
            return 400, NO_NAME
        try:
            name = read_name(authority[1])
        except ValueError:
            return 400, NO_NAME
        # An address typed as such is no name that a stranger could have turned towards us.
        known = name in self.names or (self.on_all_interfaces and _is_address(name))
        return None if known else (421, WRONG_NAME)


def _path_refusal(scope: Scope) -> Refusal | None:
    path = scope["path"]
    if len(scope.get("raw_path") or path) > MAX_PATH_BYTES:
        return 414, PATH_TOO_LONG
    # An absolute address (GET http://other/) would be taken for a path and led on to.
    readable = path.startswith("/") and not CONTROL_CHARACTERS.search(path)
    return None if readable else (400, PATH_UNREADABLE)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


async def _refuse(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = {
        **HEADERS,
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "no-store",
        "content-length": str(len(body)),
        "connection": "close",
    }
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
