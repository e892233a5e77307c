"""Letters: signs that nobody sees, and two letters that may stand for one."""

import pytest

from webapp.web import letters


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
