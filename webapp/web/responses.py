"""What every page shares: pages and fragments, redirects, notices, and reading what was sent."""

from typing import Any, cast
from urllib.parse import quote, unquote

from litestar import MediaType, Response
from litestar.datastructures import Cookie, FormMultiDict, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp, Receive, Scope, Send

from webapp.web import compression as packing
from webapp.web.request_scope import own_scope
from webapp.web.templates import rendered, templates

__all__ = [
    "MAX_PUBLIC_FORM_BYTES",
    "asks_fragment",
    "fragment",
    "go",
    "number",
    "read_form",
    "sent_files",
    "sent_form",
    "show",
    "templates",
]

NOTICE = "single_point_notice"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MAX_PUBLIC_FORM_BYTES = 16 * 1024
"""Of a form that nobody needs to be signed in for."""
MAX_FORM_FIELDS = 50_000
"""Two and a half for each of as many people as are ticked at once; they are read in less than a
tenth of a second.
"""
FRAGMENT = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"vary", b"HX-Request"),
    (b"cache-control", b"no-store"),
)


class NotAForm(HTTPException):
    """The body is of another kind than forms are."""

    status_code = 415

    def __init__(self) -> None:
        super().__init__(headers={"accept": ", ".join(FORM_TYPES)})


def asks_fragment(request: HTMXRequest) -> bool:
    headers = request.headers
    return (
        headers.get("hx-request") == "true" and headers.get("hx-history-restore-request") != "true"
    )


class Fragment:
    """A part of a page on its way to the browser.

    Litestar's Response would weigh cookies, encodings and media types first, at each key that
    somebody presses.
    """

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = (b"content-length", b"%d" % len(self.body))
        await send({"type": "http.response.start", "status": 200, "headers": [*FRAGMENT, length]})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


def fragment(request: HTMXRequest, template: str, **needs: Any) -> ASGIApp:
    """Render what takes the place of a part of a page, for a handler that answers at once or not at
    all.
    """
    return Fragment(rendered(request, template, needs))


def show(
    request: HTMXRequest, page: str, fragment: str | None = None, /, status: int = 200, **needs: Any
) -> Response[bytes]:
    """Render a page, or its fragment when htmx asks and there is one."""
    wants_fragment = fragment is not None and asks_fragment(request)
    told = request.cookies.get(NOTICE) if not wants_fragment else None
    template = fragment if wants_fragment and fragment else page
    body = rendered(request, template, needs, unquote(told) if told else "")
    headers = {"vary": "HX-Request", "cache-control": "no-store"}
    if not wants_fragment and packing.packs(request) and len(body) > packing.LEAST:
        body = packing.packed(body)
        headers |= {"vary": "HX-Request, Accept-Encoding", "content-encoding": "gzip"}
    return Response(
        body,
        status_code=status,
        media_type=MediaType.HTML,
        headers=headers,
        cookies=[Cookie(NOTICE, value="", max_age=0)] if told else [],
    )


def go(path: str, notice: str = "") -> Response[bytes]:
    """Leave with 303; the notice is shown once by the next page. It must not name a person."""
    cookies = [Cookie(NOTICE, value=quote(notice), httponly=True, samesite="lax")] if notice else []
    return Response(
        b"",
        status_code=303,
        media_type=MediaType.TEXT,
        cookies=cookies,
        headers={"location": quote(path, safe="/?&=#%+:,;@!$'()*"), "cache-control": "no-store"},
    )


async def read_form(request: HTMXRequest) -> FormMultiDict:
    """The form's text fields; a file in a text field's place counts as not sent. Raises
    NotAForm.
    """
    known: FormMultiDict | None = own_scope(request).get("form_fields")
    if known is not None:
        return known
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in FORM_TYPES:
        raise NotAForm
    # Files come in parts, of which Litestar takes a thousand.
    is_multipart = request.content_type[0] == RequestEncodingType.MULTI_PART
    if not is_multipart and (await request.body()).count(b"&") >= MAX_FORM_FIELDS:
        raise RequestEntityTooLarge
    try:
        sent = await request.form()
    except (LookupError, UnicodeError) as problem:
        # A part that is no text in the encoding it names.
        raise ClientException from problem
    own_scope(request)["form_files"] = [
        (name, value)
        for name, value in sent.multi_items()
        if not isinstance(value, str) and value.filename
    ]
    texts = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
    fields = sent if len(texts) == len(sent) else FormMultiDict(texts)
    own_scope(request)["form_fields"] = fields
    return fields


def sent_form(request: HTMXRequest) -> FormMultiDict:
    """The same for a handler in a worker thread: the guard has read the form by then."""
    fields: FormMultiDict = cast(dict[str, Any], request.scope)["form_fields"]
    return fields


def sent_files(request: HTMXRequest, field: str) -> list[UploadFile]:
    """Return the files that came in one field of a form; empty without any."""
    files: list[tuple[str, UploadFile]] = cast(dict[str, Any], request.scope)["form_files"]
    return [file for name, file in files if name == field]


def number(text: str) -> int | None:
    """A whole number that a form sent and the file can hold, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
