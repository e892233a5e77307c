"""The runs of letters by which people are found."""

import pytest

from webapp import letters


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("anna", "^an ann nna na a"),
        ("ng", "^ng ng g"),
        ("o", "^o o"),
        ("ann ann", "^an ann nn n"),
        ("li 王小", "^li li i ^王小 王小 小"),
        ("", ""),
    ],
)
def test_every_run_stands_there_once(text: str, runs: str) -> None:
    assert letters.runs(text) == runs


@pytest.mark.parametrize(
    ("word", "holds", "begins"),
    [
        ("a", '"a" *', '"^a" *'),
        ("an", '"an" *', '"^an"'),
        ("ann", '"ann"', '"^an" "ann"'),
        ("anna", '"ann" "nna"', '"^an" "ann" "nna"'),
    ],
)
def test_what_the_index_is_asked(word: str, holds: str, begins: str) -> None:
    assert (letters.holds(word), letters.begins(word)) == (holds, begins)
