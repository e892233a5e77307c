"""The outer wall, before the application: who calls, by which name, and whose word that is."""

import re
from collections.abc import Iterable
from ipaddress import ip_address

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from webapp.html_headers import HEADERS
from webapp.pace import in_time
from webapp.settings import OWN_NAMES, Settings, read_name

Refusal = tuple[int, str]
EVERYWHERE = {"0.0.0.0", "::"}
HSTS = b"max-age=31536000"
HSTS_SUBDOMAINS = HSTS + b"; includeSubDomains"
SECURE = re.compile(rb";\s*secure\s*(;|$)", re.IGNORECASE)
AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:/@\[\]]+)(:[0-9]{1,5})?", re.IGNORECASE)

MAX_PORT = 65_535

# No address of ours is longer, and no file's name may be.
LONGEST = 255
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

TOO_LONG = "This address is longer than any of Single Point's. Check it and try again."
UNREADABLE = (
    "This address holds characters that none of Single Point's does. Check it and try again."
)
NO_NAME = "This request does not say, in one Host header, which address it is meant for."
WRONG_NAME = (
    "Single Point is not served under this name. Use the address that your centre gave you. If"
    " this is"
    " it, the person who looks after Single Point adds the name with: serve --allow-host NAME"
)


class Wall:
    """Lets in what is meant for us, as it left the browser.

    Behind it scope holds the browser's own address as client and scheme, and Host what the browser
    asked for: the proxies in settings are believed, nobody else.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = OWN_NAMES | settings.host_names | {settings.host}
        self.every_address = settings.host in EVERYWHERE
        self.proxies = settings.proxies
        self.hsts = HSTS_SUBDOMAINS if settings.hsts_subdomains else HSTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent: list[tuple[bytes, bytes]] = list(scope["headers"])
        if self.proxies and _within(_peer(scope), self.proxies):
            sent = self._as_the_proxy_says(scope, sent)
        hosts = [value for name, value in sent if name == b"host"]
        if refused := self._refused_name(hosts) or _refused_path(scope):
            await _refuse(send, *refused)
            return
        scope["headers"] = sent
        # Most requests have no body that could be slow.
        waits = any(name in (b"content-length", b"transfer-encoding") for name, _ in sent)
        await self.app(
            scope,
            in_time(receive) if waits else receive,
            _only_over_https(send, self.hsts) if scope["scheme"] == "https" else send,
        )

    def _as_the_proxy_says(
        self, scope: Scope, sent: list[tuple[bytes, bytes]]
    ) -> list[tuple[bytes, bytes]]:
        """Rewrites client and scheme; gives the headers with the forwarded Host."""
        hops = _listed(sent, b"x-forwarded-for")
        # Each proxy adds on the right whom it heard; what stands left of the first stranger is
        # hearsay.
        for hop in reversed(hops):
            if not _is_address(hop):
                break
            scope["client"] = (hop, 0)
            if not _within(hop, self.proxies):
                break
        schemes = _listed(sent, b"x-forwarded-proto")
        if schemes and schemes[-1] in ("http", "https"):
            scope["scheme"] = schemes[-1]
        hosts = _listed(sent, b"x-forwarded-host")
        if not hosts:
            return sent
        others = [(name, value) for name, value in sent if name != b"host"]
        return [*others, (b"host", hosts[-1].encode("latin-1"))]

    def _refused_name(self, hosts: list[bytes]) -> Refusal | None:
        found = AUTHORITY.fullmatch(hosts[0].decode("latin-1")) if len(hosts) == 1 else None
        # No address can be made of a port that there is none of, also not the one of an answer.
        if not found or (found[2] and not 0 < int(found[2][1:]) <= MAX_PORT):
            return 400, NO_NAME
        try:
            name = read_name(found[1])
        except ValueError:
            return 400, NO_NAME
        # An address typed as such is no name that a stranger could have turned towards us.
        ours = name in self.names or (self.every_address and _is_address(name))
        return None if ours else (421, WRONG_NAME)


def _refused_path(scope: Scope) -> Refusal | None:
    if len(scope.get("raw_path") or scope["path"]) > LONGEST:
        return 414, TOO_LONG
    return (400, UNREADABLE) if CONTROLS.search(scope["path"]) else None


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _within(text: str, networks: Iterable) -> bool:
    if not _is_address(text):
        return False
    address = ip_address(text)
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)


def _listed(sent: list[tuple[bytes, bytes]], wanted: bytes) -> list[str]:
    values = b",".join(value for name, value in sent if name == wanted).decode("latin-1")
    return [one.strip() for one in values.split(",") if one.strip()]


def _only_over_https(send: Send, hsts: bytes) -> Send:
    """Cookies that never travel in the clear, and a browser that will not try to."""

    async def send_secure(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *(
                    (name, value + b"; Secure")
                    if name == b"set-cookie" and not SECURE.search(value)
                    else (name, value)
                    for name, value in message["headers"]
                ),
                (b"strict-transport-security", hsts),
            ]
        await send(message)

    return send_secure


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
