"""The last search of a list: it is there again when the list is, until it is cleared or the session
ends.
"""

from collections.abc import Mapping

from litestar.plugins.htmx import HTMXRequest

from webapp.web.centre_state import centre_of

CLEAR = "clear"
"""The button that forgets a list's search."""


def last_search(request: HTMXRequest, list_name: str) -> dict[str, str]:
    """What the person last asked for in this list, field → text; empty for nothing."""
    search: dict[str, str] = centre_of(request).searches.get(request.user.session_id, list_name)
    return search


def keep_search(request: HTMXRequest, list_name: str, fields: Mapping[str, str]) -> None:
    """Let this be what the list shows from now on; no fields forget what it showed."""
    centre_of(request).searches.note(request.user.session_id, list_name, fields)
