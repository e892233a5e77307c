"""Rows that are filled in say just what their macro would say of each."""

from typing import NamedTuple

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from webapp import lists

MACRO = (
    "{% macro line(one, bold, end) %}<b{% if bold %} class='{x}'{% endif %}>{{ one.name }}</b>"
    "{{ one.note }}, {{ one.name }}{{ end }} %s {0}\n{% endmacro %}"
)


class Facts(NamedTuple):
    name: str
    note: str

    def facts(self) -> "Facts":
        return self


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
    environment = Environment(
        loader=DictLoader({"row": MACRO}), autoescape=True, undefined=StrictUndefined
    )
    line = environment.get_template("row").module.line
    rows = [(Facts(*one), Kind(place % 2 == 0)) for place, one in enumerate(texts)]
    wanted = "".join(line(one, kind.bold, end=".") for one, kind in rows)
    # What is kept from the first time is as good.
    for _ in range(2):
        assert lists.filled_in(environment, "row", rows, end=".") == wanted


def test_a_row_may_have_no_kind() -> None:
    rows = {"row": "{% macro line(one) %}{{ one.name }};{% endmacro %}"}
    environment = Environment(loader=DictLoader(rows), autoescape=True)
    assert lists.filled_in(environment, "row", [(Facts("<", ""), None)] * 2) == "&lt;;&lt;;"


def test_no_more_rows_than_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "KEPT", 3)
    monkeypatch.setattr(lists, "_kept", {})
    environment = Environment(
        loader=DictLoader({"row": "{% macro line(one) %}{{ one.name }};{% endmacro %}"})
    )
    for names in ("abc", "bcd", "ab", "abcde", "e"):
        assert lists.filled_in(
            environment, "row", [(Facts(one, ""), None) for one in names]
        ) == "".join(f"{one};" for one in names)
        assert len(lists._kept) <= max(3, len(names))
