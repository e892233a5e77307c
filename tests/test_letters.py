"""The runs of letters by which people are found."""

import pytest

from webapp import letters


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("anna", "^an ^ann ann anna nna na a"),
        ("ng", "^ng ng g"),
        ("o", "^o o"),
        ("ann ann", "^an ^ann ann nn n"),
        ("li 王小", "^li li i ^王小 王小 小"),
        ("a1234", "^a1 ^a12 a12 a123 123 1234 234 34 4"),
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
        ("anna", '"anna"', '"^ann" "anna"'),
        ("anders", '"ande" "ders"', '"^and" "ande" "ders"'),
        ("andersons", '"ande" "rson" "sons"', '"^and" "ande" "rson" "sons"'),
        ("12345b", '"1234" "345b"', '"^123" "1234" "345b"'),
    ],
)
def test_what_the_index_is_asked(word: str, holds: str, begins: str) -> None:
    assert (letters.holds(word), letters.begins(word)) == (holds, begins)
