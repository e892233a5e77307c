"""The laws that no tool keeps, each kept by the program and seen to fail.

A law is a function of the source that yields its complaints, each naming file, line and what to do.
"""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from jinja2 import StrictUndefined

from tests.laws import forms, fragments, markup, templates, transactions
from tests.laws.breaks import BREAKS, Break
from tests.laws.source import Source
from webapp.html import templates as environment

LAWS = (
    forms.forms_work_without_htmx,
    forms.holes_hold_a_link,
    forms.typed_text_survives_back,
    fragments.none_missing_none_dead,
    fragments.pages_fragments_macros,
    fragments.upstream,
    markup.nothing_inline,
    markup.outermost_ids,
    markup.targets_are_there,
    templates.declared,
    templates.first_lines,
    templates.given,
    transactions.one_transaction,
)


@cache
def complaints(law: Callable[[Source], Iterator[str]]) -> frozenset[str]:
    return frozenset(law(Source()))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_program_keeps_each_law(law: Callable[[Source], Iterator[str]]) -> None:
    assert not complaints(law)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.law.__name__)
def test_each_law_is_seen_to_fail(broken: Break) -> None:
    source = Source({broken.path: Source().text(broken.path) + broken.text})
    new = set(broken.law(source)) - complaints(broken.law)
    assert any(one.startswith(f"{broken.path}:") and broken.says in one for one in new)


def test_every_law_is_broken_somewhere() -> None:
    assert {broken.law for broken in BREAKS} == set(LAWS)


def test_templates_escape_everything_and_miss_nothing() -> None:
    assert environment.autoescape is True
    assert environment.undefined is StrictUndefined
