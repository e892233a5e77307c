"""A link elsewhere that leads to a download: the person is asked first, because it is recorded as
theirs.
"""

from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.plugins.htmx import HTMXRequest

from webapp.web.responses import show


class FromElsewhere(HTTPException):
    """Somebody else's page, or the browser on its own, asked for what leaves a line in the
    activity.
    """

    status_code = 403


def ask_to_go_on(request: HTMXRequest, _problem: FromElsewhere) -> Response[Any]:
    """The same address as a link of our own, which the person may follow."""
    query = request.scope["query_string"].decode("latin-1")
    address = request.url.path + (f"?{query}" if query else "")
    return show(request, "accounts/access/elsewhere.html", address=address)
