"""Entry codes as they are typed, eaten and mistaken."""

import pytest

from webapp.results.uploads import entry_code

TITLES = {"03999": "ICT", "03998": "ICT", "10384": "Business", "AB123": "Care", "00012": "Short"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("03999", "03999"),
        (" 039 99", "03999"),
        ("ab-123", "AB123"),
        ("'03999", "03999"),
        ("3999.0", "3999"),
        ("3E104", "3E104"),
    ],
)
def test_it_works(typed: str, code: str) -> None:
    assert entry_code.read(typed) == (code, "")


@pytest.mark.parametrize(
    ("typed", "said"), [("", "missing"), (" - ", "missing"), ("3.999E+03", "Excel has shortened")]
)
def test_a_cell_without_a_code_is_refused(typed: str, said: str) -> None:
    code, problem = entry_code.read(typed)
    assert code == ""
    assert said in problem


def test_zeros_are_given_back_only_where_the_whole_code_is_known() -> None:
    code, problem, warning = entry_code.find("3999", TITLES)
    assert (code, problem) == ("03999", "")
    assert warning == "3999 was read as 03999, ICT: Excel takes zeros off the front of a number."
    code, problem, _ = entry_code.find("3997", TITLES)
    assert code == ""
    assert "there is no 03997 in the catalogue. Is it one of these: 03999, 03998?" in problem


def test_one_or_two_digits_are_no_code_even_where_zeros_would_make_one() -> None:
    code, problem, _ = entry_code.find("12", TITLES)
    assert (code, problem.partition(".")[0]) == ("", "12 is not an entry code of the catalogue")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("10385", "Is it 10384, Business?"),
        ("AB124", "Is it AB123, Care?"),
        ("1038", "Compare it"),
        ("99999", "Compare it"),
    ],
)
def test_the_nearest_known_code_is_named_when_one_character_differs(code: str, said: str) -> None:
    assert said in entry_code.find(code, {**TITLES, "1038X": ""} if code == "99999" else TITLES)[1]
