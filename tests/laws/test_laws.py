"""The laws that no tool keeps, each kept by the program and seen to fail.

A law of the source yields its complaints, each naming file, line and what to do. What holds of
pages is looked at in every page that a test fetches, what holds of stores in every statement.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from httpx import Request, Response
from jinja2 import StrictUndefined

from tests.laws import rendered
from tests.laws.breaks import BREAKS, BREAKS_OF_PAGES
from tests.laws.source import Source
from tests.page import Page
from webapp.web.responses import templates as environment

Law = Callable[[Source], Iterator[str]]


@cache
def complaints(law: Law) -> frozenset[str]:
    return frozenset(law(Source()))


@pytest.mark.parametrize("law", BREAKS, ids=lambda law: law.__name__)
def test_the_program_keeps_each_law(law: Law) -> None:
    assert not complaints(law)


def samples(breaks: Mapping[Callable, list[tuple[str, ...]]]) -> list[Any]:
    return [
        pytest.param(law, *sample, id=f"{law.__name__}-{place}")
        for law, of_law in breaks.items()
        for place, sample in enumerate(of_law, 1)
    ]


@pytest.mark.parametrize(("law", "path", "text", "words"), samples(BREAKS))
def test_each_law_is_seen_to_fail(law: Law, path: str, text: str, words: str) -> None:
    source = Source({path: Source().text(path) + text})
    new = set(law(source)) - complaints(law)
    assert any(complaint.startswith(f"{path}:") and words in complaint for complaint in new)


@pytest.mark.parametrize(("law", "text", "words"), samples(BREAKS_OF_PAGES))
def test_each_law_of_pages_is_seen_to_fail(law: Callable, text: str, words: str) -> None:
    page = Page(Response(200, text=text, request=Request("GET", "http://localhost/")))
    assert any(words in complaint for complaint in law(page.tags))


def test_every_law_of_pages_is_broken_somewhere() -> None:
    assert set(BREAKS_OF_PAGES) == set(rendered.LAWS)


def test_templates_escape_everything_and_miss_nothing() -> None:
    assert environment.autoescape is True
    assert environment.undefined is StrictUndefined
