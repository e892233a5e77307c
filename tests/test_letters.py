"""The runs of letters by which people are found."""

import pytest

from webapp import letters


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("anna", "^an ^ann ann nna na a"),
        ("ng", "^ng ng g"),
        ("o", "^o o"),
        ("ann ann", "^an ^ann ann nn n"),
        ("li 王小", "^li li i ^王小 王小 小"),
        ("a12345", "^a1 ^a12 a12 123 234 345 45 5 a123 1234 2345"),
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
        ("ann", '"ann"', '"^ann"'),
        ("anna", '"ann" "nna"', '"^ann" "nna"'),
        ("anders", '"and" "ers"', '"^and" "ers"'),
        ("andersons", '"and" "ers" "ons"', '"^and" "ers" "ons"'),
        ("1234", '"1234"', '"^123"'),
        ("12345b", '"1234" "345b"', '"^123" "345b"'),
    ],
)
def test_what_the_index_is_asked(word: str, holds: str, begins: str) -> None:
    assert (letters.holds(word), letters.begins(word)) == (holds, begins)
