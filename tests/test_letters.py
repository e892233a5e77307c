"""The runs of letters by which people are found."""

import pytest

from webapp import letters


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("anna", "^an ^ann ^anna nna na a"),
        ("ng", "^ng g"),
        ("o", "^o"),
        ("ann ann", "^an ^ann nn n"),
        ("hanna", "^ha ^han ^hann ann anna nna na a"),
        ("li 王小", "^li i ^王小 小"),
        ("a1234", "^a1 ^a12 ^a123 123 1234 234 34 4"),
        ("berg anna", "^be ^ber ^berg erg rg g ^an ^ann ^anna nna na a anna+berg"),
        ("anna annabel", "^an ^ann ^anna nna na a nnab nab nabe abe abel bel el l"),
        ("anna 1234", "^an ^ann ^anna nna na a ^12 ^123 ^1234 234 34 4"),
        ("", ""),
    ],
)
def test_every_run_stands_there_once(text: str, runs: str) -> None:
    assert letters.runs(text) == runs


def test_of_three_words_each_two_are_a_pair() -> None:
    found = letters.runs("clark annabel ng berg").split()
    assert [run for run in found if "+" in run] == ["anna+berg", "anna+clar", "berg+clar"]


@pytest.mark.parametrize(
    ("word", "holds", "begins"),
    [
        ("a", '("^a" * OR "a" *)', '"^a" *'),
        ("an", '("^an" OR "an" *)', '"^an"'),
        ("ann", '("^ann" OR "ann")', '"^ann"'),
        ("anna", '("^anna" OR "anna")', '"^anna"'),
        ("anders", '("^ande" OR "ande") AND "ders"', '"^ande" AND "ders"'),
        ("andersons", '("^ande" OR "ande") AND "rson" AND "sons"', '"^ande" AND "rson" AND "sons"'),
        ("12345b", '("^1234" OR "1234") AND "345b"', '"^1234" AND "345b"'),
        ("aaaaa", '("^aaaa" OR "aaaa") AND "aaaa"', '"^aaaa" AND "aaaa"'),
    ],
)
def test_what_the_index_is_asked(word: str, holds: str, begins: str) -> None:
    assert (letters.holds(word), letters.begins(word)) == (holds, begins)


PAIR = '("anna+berg" OR "^anna" AND "berg" OR "anna" AND ("^berg" OR "berg"))'


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["anna"], '("^anna" OR "anna")'),
        (["berger", "annabel"], PAIR),
        (["o", "anna", "berg"], PAIR + ' AND ("^o" * OR "o" *)'),
        (["ann", "berg"], '("^ann" OR "ann") AND ("^berg" OR "berg")'),
        (["anna", "1234"], '("^anna" OR "anna") AND ("^1234" OR "1234")'),
        (["anna", "annab"], '("^anna" OR "anna") AND ("^anna" OR "anna") AND "nnab"'),
    ],
)
def test_what_it_is_asked_for_several_words(words: list[str], asked: str) -> None:
    assert letters.all_hold(words) == asked


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("Smi\u200bth", "Smith", True),
        ("\ufeffSo\u00adphie", "Sophie", True),
        ("\u202eSmith\u202c", "Smith", True),
        ("\u2066Zo\u0065\u0308\u2069", "Zoë", True),
        ("Smith\u200d", "Smith", True),
        ("a \u200b b", "a b", True),
        ("Ada\nSmith\t", "Ada Smith", False),
        ("علی\u200cرضا", "علی\u200cرضا", False),
        ("علی\u200c", "علی", True),
        ("O’Brien-Śmith", "O’Brien-Śmith", False),
        ("\U000e0041x", "x", True),
        ("\u200b", "", True),
    ],
)
def test_invisible_signs_are_tidied_away(typed: str, stored: str, said: bool) -> None:
    assert letters.tidy(typed) == stored
    assert letters.tidied_away(typed) is said
    assert letters.tidy(stored) == stored
    assert not letters.tidied_away(stored)


def test_lines_stay_lines() -> None:
    assert letters.tidy_lines("\r\nRoom\u200b  7 \r\n\r\nExt 12\r\n") == "Room 7\n\nExt 12"


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("muellner", "mullner"),
        ("kjaer", "kjar"),
        ("soerensen", "sorensen"),
        ("aagaard", "agard"),
        ("anna", "anna"),
    ],
)
def test_two_letters_may_stand_for_one(word: str, short: str) -> None:
    assert letters.contracted(word) == short
