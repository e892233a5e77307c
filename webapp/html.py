"""What every page shares: the templates, pages and fragments, redirects, notices, headers."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from litestar import MediaType, Response
from litestar.datastructures import Cookie, FormMultiDict
from litestar.exceptions import ClientException
from litestar.plugins.htmx import HTMXRequest

from webapp import assets, lists, packing
from webapp.words import date_control, long_date, moment, money, plural, short_date

HERE = Path(__file__).parent
NOTICE = "single_point_notice"
# What somebody sent and gets back may hold code points that HTML allows in no way of writing.
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
CONTROLS_OF_ASCII = bytes({*range(32), 127} - set(b"\t\n\f\r"))

CONTROLS = (
    "button", "date-input", "error-summary", "input", "inset-text", "notification-banner", "panel",
    "radios", "textarea", "warning-text",
)  # fmt: skip

def _controls() -> dict[str, Callable[..., Any]]:
    # GOV.UK's macros test for parameters that were not given, so they live apart from our strictness.
    lenient = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
    )
    return {macro: _control(lenient, name, macro) for name in CONTROLS
            if (macro := "govuk" + name.title().replace("-", ""))}  # fmt: skip


def _control(environment: Environment, name: str, macro: str) -> Callable[..., Any]:
    # Compiled when a page first needs it: all of them together take a tenth of a second.
    @cache
    def compiled() -> Callable[..., Any]:
        file = environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
        return getattr(file.module, macro)

    return lambda *given, **named: compiled()(*given, **named)


templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)

templates.globals |= _controls() | {"static": assets.address, "filled_in": lists.filled_in}
templates.filters |= {
    "casefold": str.casefold,
    "combine": lambda first, second: {**first, **second},
    "date_control": date_control,
    "long_date": long_date,
    "moment": moment,
    "money": money,
    "plural": plural,
    "short_date": short_date,
}


def asks_fragment(request: HTMXRequest) -> bool:
    headers = request.headers
    return headers.get("hx-request") == "true" and headers.get("hx-history-restore-request") != "true"


def show(
    request: HTMXRequest, page: str, fragment: str | None = None, /, status: int = 200, **needs: Any
) -> Response[bytes]:
    """Render a page, or its fragment when htmx asks and there is one."""
    wants_fragment = fragment is not None and asks_fragment(request)
    template = templates.get_template(fragment if wants_fragment and fragment else page)
    told = request.cookies.get(NOTICE) if not wants_fragment else None
    rendered = template.render(
        needs,
        person=request.scope.get("user"),
        form_token=request.scope.get("form_token", ""),
        path=request.url.path,
        centres=bool(request.scope.get("app_root_path")),
        notice=unquote(told) if told else "",
    )
    body = _clean(rendered)
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


def _clean(rendered: str) -> bytes:
    body = rendered.encode()
    # To look for single bytes is a good deal quicker, and they are hardly ever there.
    if rendered.isascii() and len(body.translate(None, CONTROLS_OF_ASCII)) == len(body):
        return body
    return NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", rendered).encode()


def go(path: str, notice: str = "") -> Response[None]:
    """Leave with 303; the notice is shown once by the next page. It must not name a person."""
    cookies = [Cookie(NOTICE, value=quote(notice), httponly=True, samesite="lax")] if notice else []
    return Response(
        b"", status_code=303, media_type=MediaType.TEXT, cookies=cookies,
        headers={"location": quote(path, safe="/?&=#%+:,;@!$'()*"), "cache-control": "no-store"},
    )  # fmt: skip


async def read_form(request: HTMXRequest) -> FormMultiDict:
    """The form's text fields; a file sent in a text field's place counts as not sent."""
    if known := request.scope.get("form_fields"):
        return known
    try:
        sent = await request.form()
    except (LookupError, UnicodeError) as problem:
        # A part that is no text in the encoding it names.
        raise ClientException from problem
    fields = FormMultiDict([(k, v) for k, v in sent.multi_items() if isinstance(v, str)])
    request.scope["form_fields"] = fields
    return fields


def number(text: str) -> int | None:
    """A whole number that a form sent and the file can hold, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
