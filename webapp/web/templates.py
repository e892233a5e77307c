"""The templates: what they may use, and how they become the bytes of a page or of a part of one."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.filters import make_attrgetter
from litestar.plugins.htmx import HTMXRequest

from webapp.web import assets
from webapp.web.formatting import (
    date_control,
    grouped_uci,
    long_date,
    moment,
    money,
    month_and_year,
    plural,
    short_date,
    surname_first,
)

Row = TypeVar("Row")
HERE = Path(__file__).parent.parent
# What somebody sent and gets back may hold code points that HTML allows in no way of writing.
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# With one of these bytes each of them begins; of what else begins so, a page hardly ever has
# anything.
SUSPECT = bytes({*range(32), 127, 0xC2, 0xEF} - set(b"\t\n\f\r"))

CONTROLS = (
    "button",
    "date-input",
    "error-summary",
    "input",
    "inset-text",
    "notification-banner",
    "panel",
    "radios",
    "textarea",
    "warning-text",
)


def _controls() -> dict[str, Callable[..., Any]]:
    # GOV.UK's macros test for parameters that were not given, so they live apart from our
    # strictness.
    lenient = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
    )
    return {
        macro: _control(lenient, name, macro)
        for name in CONTROLS
        if (macro := "govuk" + name.title().replace("-", ""))
    }


def _control(environment: Environment, name: str, macro: str) -> Callable[..., Any]:
    # Compiled when a page first needs it: all of them together take a tenth of a second.
    @cache
    def compiled() -> Callable[..., Any]:
        file = environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
        control: Callable[..., Any] = getattr(file.module, macro)
        return control

    return lambda *given, **named: compiled()(*given, **named)


def _grouped_by(rows: Iterable[Row], field: str) -> list[tuple[Any, list[Row]]]:
    """Neighbours with one value of a field together; Jinja's groupby would sort them as plain
    text.
    """
    value_of = make_attrgetter(templates, field)
    return [(value, list(run)) for value, run in groupby(rows, key=value_of)]


templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)

templates.globals |= _controls() | {
    "static": assets.address,
    "surname_first": surname_first,
}
templates.filters |= {
    "casefold": str.casefold,
    "combine": lambda first, second: {**first, **second},
    "date_control": date_control,
    "long_date": long_date,
    "moment": moment,
    "money": money,
    "plural": plural,
    "grouped_by": _grouped_by,
    "grouped_uci": grouped_uci,
    "short_date": short_date,
    "month_and_year": month_and_year,
}


def rendered(request: HTMXRequest, template: str, needs: dict[str, Any], notice: str = "") -> bytes:
    """A template with what it needs, as bytes in which nothing stands that HTML does not allow."""
    scope = request.scope
    text = templates.get_template(template).render(
        needs,
        person=scope.get("user"),
        form_token=scope.get("form_token", ""),
        path=scope["path"],
        centres=bool(scope.get("app_root_path")),
        notice=notice,
    )
    return _clean(text)


def _clean(text: str) -> bytes:
    body = text.encode()
    # To look for single bytes is a good deal quicker, and they are hardly ever there.
    if not any(map(body.__contains__, SUSPECT)):
        return body
    return NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text).encode()
