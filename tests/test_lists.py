"""Rows that are filled in say just what their macro would say of each."""

from typing import NamedTuple

import pytest
from jinja2 import Environment, StrictUndefined

from webapp import lists

MACRO = (
    "{% macro line(one, bold, end) %}<b{% if bold %} class='{x}'{% endif %}>{{ one.name }}</b>"
    "{{ one.note }}, {{ one.name }}{{ end }} %s {0}\n{% endmacro %}"
)


class Facts(NamedTuple):
    name: str
    note: str


class Kind(NamedTuple):
    bold: bool


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [("Ann", "")],
        [("<i>", "\"'&"), ("{0}", "%s"), ("", "{{ one }}")],
        [("Ann", "a\x1fb"), ("\x1f", "<\x1f>")],
    ],
)
def test_it_is_the_macro_for_each_row(texts: list[tuple[str, str]]) -> None:
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(MACRO)
    line = template.module.line
    rows = [(Facts(*one), Kind(place % 2 == 0)) for place, one in enumerate(texts)]
    wanted = "".join(line(one, kind.bold, end=".") for one, kind in rows)
    assert lists.filled_in(line, rows, end=".") == wanted


def test_a_row_may_have_no_kind() -> None:
    template = Environment(autoescape=True).from_string("{% macro line(one) %}{{ one.name }};{% endmacro %}")
    assert lists.filled_in(template.module.line, [(Facts("<", ""), None)] * 2) == "&lt;;&lt;;"
