"""Where a request was made, as the browser itself says; a page elsewhere cannot change these words."""

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
    scheme, _, named = origin.partition("://")
    usual = _USUAL_PORTS.get(scheme, "")
    return bool(named) and named.removesuffix(usual).lower() == host.removesuffix(usual).lower()
