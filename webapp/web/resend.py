"""What a form sent, on an error page that answers it: to be sent again, or at least read and
copied.
"""

from typing import NamedTuple
from urllib.parse import quote

from litestar.datastructures import FormMultiDict
from litestar.plugins.htmx import HTMXRequest

from webapp.web import form_fields
from webapp.web.request_scope import own_scope

FORM_TOKEN = "form_token"
MAX_FIELDS_READ = 200


class Resend(NamedTuple):
    """A form to be sent again, to the address that it was sent to.

    fields: each name and text in the order in which they were sent. files: the field and the name
    of each file, which has to be chosen again. readable: label and text of what people may want to
    copy. is_secret: something in it is never carried, so that it cannot be sent again from here.
    """

    address: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, str]]
    readable: list[tuple[str, str]]
    is_secret: bool


def of(request: HTMXRequest) -> Resend | None:
    """The form that a request has sent; None when there was none, or it may come from elsewhere."""
    scope = own_scope(request)
    sent: FormMultiDict | None = scope.get("form_fields")
    if request.method != "POST" or sent is None or not scope.get("user"):
        return None
    if sent.get(FORM_TOKEN) != scope.get("form_token") and not _is_from_our_page(request):
        return None
    every = [(name, text) for name, text in sent.items() if name != FORM_TOKEN]
    fields = [(name, text) for name, text in every if not form_fields.is_secret(name)]
    readable = [
        (form_fields.label(name), text)
        for name, text in fields
        if text and form_fields.is_readable(name)
    ]
    return Resend(
        quote(scope["path"]),
        fields,
        [(name, file.filename) for name, file in scope.get("form_files", [])],
        readable[:MAX_FIELDS_READ],
        len(fields) < len(every),
    )


def _is_from_our_page(request: HTMXRequest) -> bool:
    """Whether the browser itself says so; the guard has compared the origin already."""
    headers = request.headers
    return bool(headers.get("origin")) or headers.get("sec-fetch-site") == "same-origin"
