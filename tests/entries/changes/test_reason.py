"""The reason for a change."""

import pytest

from webapp.entries.changes.reason import read


def test_a_reason_is_tidied() -> None:
    assert read("  left \r\n the   course, “Zoë” ") == ("left the course, “Zoë”", "")
    assert read("x" * 200) == ("x" * 200, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "missing"),
        (" \n ", "missing"),
        ("x" * 201, "201 characters"),
        ("a\x07b", "letters, digits"),
    ],
)
def test_what_is_no_reason_is_refused(typed: str, said: str) -> None:
    assert said in read(typed)[1]
