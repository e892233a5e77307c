"""Where a request was made, as the browser itself says; a page elsewhere cannot change these
words.
"""

from collections.abc import Mapping

_USUAL_PORTS = {"http": ":80", "https": ":443"}


def is_ours(origin: str | None, site: str | None, host: str) -> bool:
    """Whether a page of our own, or nobody's page, made a request that changes something.

    origin and site are the headers Origin and Sec-Fetch-Site, None when not sent: programs and old
    browsers send neither. The scheme is not compared: a proxy may have taken it off.
    """
    if site not in (None, "same-origin", "none"):
        return False
    if origin is None:
        return True
    return _names(origin, host)


def is_led_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a link or picture elsewhere, or the browser on its own, leads to an address.

    A bookmark, a typed address and a link of our own do not; a program or an old browser that says
    nothing is believed. headers are those of the request, in lower case.
    """
    fetched_ahead = any(
        headers.get(name, "").startswith("prefetch") for name in ("sec-purpose", "purpose", "x-moz")
    )
    if fetched_ahead:
        return True
    if site := headers.get("sec-fetch-site"):
        return site not in ("same-origin", "none")
    referer = headers.get("referer")
    return referer is not None and not _names(referer, headers.get("host", ""))


def _names(address: str, host: str) -> bool:
    scheme, _, rest = address.partition("://")
    named = rest.partition("/")[0]
    usual = _USUAL_PORTS.get(scheme, "")
    return bool(named) and named.removesuffix(usual).lower() == host.removesuffix(usual).lower()
