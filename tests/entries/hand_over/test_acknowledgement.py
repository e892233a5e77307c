"""The awarding body's acknowledgement: its day and its reference."""

from datetime import date

import pytest

from webapp.entries.hand_over.acknowledgement import NONE, Acknowledgement, read

TODAY, SUBMITTED = date(2026, 11, 24), date(2026, 11, 10)
RECORDED = Acknowledgement(date(2026, 11, 20), "ACK-1")


def form(day: str, reference: str = "") -> dict[str, str]:
    return {"acknowledged_on": day, "reference": reference}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-10", SUBMITTED),
        ("2026-11-24", TODAY),
        ("12/11/2026", date(2026, 11, 12)),
        (" 12 Nov 2026 ", date(2026, 11, 12)),
    ],
)
def test_a_day_from_the_submission_until_today_is_taken(typed: str, day: date) -> None:
    assert read(form(typed, "  ACK  7 "), TODAY, SUBMITTED) == (Acknowledgement(day, "ACK 7"), {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-25", "in the future"),
        ("2026-11-09", "10 November 2026, which is later"),
        ("", "missing"),
        ("soon", "“soon” is not a date"),
        ("30/02/2026", "not a date"),
    ],
)
def test_any_other_day_is_refused(typed: str, said: str) -> None:
    assert said in read(form(typed, "ACK"), TODAY, SUBMITTED)[1]["acknowledged_on"]


def test_a_reference_has_up_to_fifty_characters() -> None:
    assert read(form("2026-11-20", "x" * 50), TODAY, SUBMITTED)[1] == {}
    assert "51 characters" in read(form("2026-11-20", "x" * 51), TODAY, SUBMITTED)[1]["reference"]
    assert "letters" in read(form("2026-11-20", "a\x07"), TODAY, SUBMITTED)[1]["reference"]


def test_both_blank_take_back_what_was_recorded() -> None:
    assert read(form("", " "), TODAY, SUBMITTED, recorded=RECORDED) == (NONE, {})
    assert "missing" in read(form("", ""), TODAY, SUBMITTED)[1]["acknowledged_on"]
    assert (
        "missing" in read(form("", "A"), TODAY, SUBMITTED, recorded=RECORDED)[1]["acknowledged_on"]
    )
