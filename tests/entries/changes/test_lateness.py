"""What changing entries means: before opening, open, late, closed; and what it costs."""

from datetime import date

import pytest

from webapp.catalogue.series.series import Series
from webapp.entries.changes.lateness import Line, fingerprint, total

OPENS, LATE, CLOSES = date(2026, 9, 1), date(2026, 11, 20), date(2026, 11, 27)


def line(today: date, late_fee: int | None = 2775, **dates: date | None) -> Line:
    given = {"opens_on": OPENS, "late_from": LATE, "closes_on": CLOSES} | dates
    return Line(
        "09866", "Mathematics", Series(1, "December 2026", **given), late_fee, (4, 5), today
    )


@pytest.mark.parametrize(
    ("today", "state", "late"),
    [
        (date(2026, 8, 31), "not open yet", False),
        (date(2026, 9, 1), "open", False),
        (date(2026, 11, 19), "open", False),
        (date(2026, 11, 20), "late", True),
        (date(2026, 11, 27), "late", True),
        (date(2026, 11, 28), "closed", True),
    ],
)
def test_a_series_is_late_from_its_day_and_closed_the_day_after_closing(
    today: date, state: str, late: bool
) -> None:
    assert (line(today).state, line(today).late) == (state, late)


def test_without_a_late_period_the_last_day_is_in_time() -> None:
    assert line(CLOSES, late_from=None).state == "open"
    assert line(date(2026, 11, 28), late_from=None).state == "closed"


def test_on_demand_is_never_late() -> None:
    never = line(date(2030, 1, 1), opens_on=None, late_from=None, closes_on=None)
    assert (never.state, never.late, never.cost) == ("on demand", False, None)


def test_the_cost_is_the_late_fee_of_each_entry_and_only_when_late() -> None:
    assert (line(CLOSES).fee, line(CLOSES).cost) == (2775, 5550)
    assert line(date(2026, 11, 19)).cost is None
    assert line(CLOSES, late_fee=None).cost is None


def test_the_total_leaves_out_what_has_no_fee() -> None:
    assert total([line(CLOSES), line(CLOSES, late_fee=None), line(OPENS)]) == 5550
    assert total([line(CLOSES, late_fee=None)]) is None
    assert total([]) is None


def test_the_fingerprint_changes_with_whatever_was_shown() -> None:
    shown = fingerprint([line(CLOSES)], "PO-1")
    assert fingerprint([line(date(2026, 11, 26))], "PO-1") == shown
    for other in (line(date(2026, 11, 28)), line(CLOSES, late_fee=2776), line(date(2026, 11, 19))):
        assert fingerprint([other], "PO-1") != shown
    assert fingerprint([line(CLOSES)], "PO-2") != shown
    assert fingerprint([line(CLOSES)] * 2, "PO-1") != shown
