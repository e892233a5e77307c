"""A group's title."""

import pytest

from webapp.candidates.groups import group


def test_it_works():
    assert group.read_title("  ICT   Level 2 ") == ("ICT Level 2", "")
    assert group.read_title("x" * 100)[1] == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Type a title"), (" \n", "Type a title"), ("x" * 101, "has 101"), ("a;b", "semicolon")],
)
def test_a_title_that_cannot_be_says_why(typed, said):
    assert said in group.read_title(typed)[1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ICT", "ict", True),
        ("ÉTÉ", "été", True),
        ("Straße", "STRASSE", True),
        ("ICT", "ICT 2", False),
        ("E\u0301te", "Éte", True),
    ],
)
def test_capitals_make_no_other_title(one, other, same):
    assert group.same(one, other) is same
