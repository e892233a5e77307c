"""Which grades and words say that something was achieved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.results.of_candidate import grade


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Pass", "achieved"),
        ("PASS", "achieved"),
        ("Merit", "achieved"),
        ("Distinction*", "achieved"),
        ("P", "achieved"),
        ("m", "achieved"),
        ("D*D*", "achieved"),
        ("MMP", "achieved"),
        ("L2P", "achieved"),
        ("Level 1 Pass", "achieved"),
        ("Pass (Level 2)", "achieved"),
        ("A*", "achieved"),
        ("G", "achieved"),
        ("9", "achieved"),
        ("1", "achieved"),
        ("Achieved", "achieved"),
        ("Fail", "not achieved"),
        ("U", "not achieved"),
        ("X", "not achieved"),
        ("N", "not achieved"),
        ("0", "not achieved"),
        ("Not achieved", "not achieved"),
        ("Pending", "pending"),
        ("Q", "pending"),
        ("Awaiting results", "pending"),
        ("F", ""),
        ("10", ""),
        ("Working towards", ""),
        ("", ""),
        ("PMDP", ""),
        ("Yes", ""),
    ],
)
def test_it_works(typed: str, meaning: str) -> None:
    assert grade.meaning(typed) == meaning


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("Achieved", "achieved"),
        ("pass", "achieved"),
        ("Passed", "achieved"),
        ("Yes", "achieved"),
        ("A", "achieved"),
        ("TRUE", "achieved"),
        ("Not achieved", "not achieved"),
        ("not-achieved", "not achieved"),
        ("FAIL", "not achieved"),
        ("failed", "not achieved"),
        ("No", "not achieved"),
        ("F", "not achieved"),
        ("Pending", "pending"),
        ("awaiting result", "pending"),
        ("In progress", "pending"),
        ("Claimed", ""),
        ("1", ""),
        ("", ""),
        ("✓", ""),
    ],
)
def test_a_word_in_the_column_of_outcomes_is_understood(typed: str, outcome: str) -> None:
    assert grade.outcome(typed) == outcome


@given(st.text(max_size=20))
def test_any_text_has_one_of_the_outcomes_or_none(typed: str) -> None:
    assert grade.meaning(typed) in ("", *grade.OUTCOMES)
    assert grade.outcome(typed) in ("", *grade.OUTCOMES)
