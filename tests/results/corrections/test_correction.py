"""A corrected result as it is typed."""

from datetime import date

import pytest

from webapp.results.corrections.correction import read
from webapp.results.of_candidate.facts import Facts

TODAY = date(2026, 11, 24)
FORM = {
    "grade": "Pass",
    "outcome": "achieved",
    "awarded_on": "20/08/2026",
    "certificate_number": "C-1",
}
PASS = Facts("Pass", "achieved", "2026-08-20", "C-1")


def test_it_works() -> None:
    assert read(FORM, TODAY) == (PASS, {})
    assert read({"outcome": "absent"}, TODAY) == (Facts("", "absent", "", ""), {})
    assert read({"grade": "Fail", "outcome": "absent"}, TODAY).problems == {}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("grade", "P" * 41, "41 characters, but only 40"),
        ("grade", "Fail", "The grade Fail says not achieved and the outcome says achieved"),
        ("outcome", "", "The outcome is missing"),
        ("outcome", "maybe", "The outcome is missing"),
        ("awarded_on", "31/02/2026", "“31/02/2026” is not a date"),
        ("awarded_on", "25/11/2026", "in the future"),
        ("certificate_number", "C" * 41, "41 characters, but only 40"),
    ],
)
def test_what_cannot_be_kept_says_why(field: str, typed: str, says: str) -> None:
    reading = read(FORM | {field: typed}, TODAY)
    assert list(reading.problems) == [field]
    assert says in reading.problems[field]
    if field == "awarded_on" and "future" not in says:
        assert reading.typed.awarded_on == typed


def test_what_nobody_can_see_in_a_pasted_number_is_taken_out() -> None:
    reading = read(FORM | {"certificate_number": " C\u200b-1\x07 ", "grade": "Pas\u00ads"}, TODAY)
    assert reading == (PASS, {})
