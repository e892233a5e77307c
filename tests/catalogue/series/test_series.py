"""The next available series, and how near its closing date is."""

from datetime import date, timedelta

import pytest

from webapp.catalogue.series.series import Series, next_available

TODAY = date(2026, 11, 24)


def day(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days=days)


def series(title: str = "March", closes: int | None = None, late: int | None = None) -> Series:
    """A series by days from today; without closes it is on demand."""
    return Series(1, title, None, day(late), day(closes))


@pytest.mark.parametrize(
    ("on_offer", "chosen"),
    [
        ([], None),
        ([("gone", -1)], None),
        ([("last day", 0)], "last day"),
        ([("gone", -1), ("tomorrow", 1)], "tomorrow"),
        ([("last day", 0), ("tomorrow", 1)], "last day"),
        ([("later", 200), ("sooner", 30), ("gone", -30)], "sooner"),
        ([("on demand", None)], "on demand"),
        ([("on demand", None), ("in years", 3000)], "in years"),
        ([("in years", 3000), ("on demand", None)], "in years"),
        ([("on demand", None), ("gone", -1)], "on demand"),
    ],
)
def test_the_next_series_is_the_earliest_that_has_not_closed(
    on_offer: list[tuple[str, int | None]], chosen: str | None
) -> None:
    found = next_available([series(title, closes) for title, closes in on_offer], TODAY)
    assert (found and found.title) == chosen


def test_a_series_that_has_not_opened_yet_may_be_the_next() -> None:
    early = Series(1, "June", day(60), None, day(150))
    assert next_available([early], TODAY) is early


@pytest.mark.parametrize(
    ("closes", "late", "late_now"),
    [
        (30, None, False),
        (None, None, False),
        (30, 1, False),
        (30, 0, True),
        (30, -5, True),
        (0, 0, True),
        (None, -1, True),
    ],
)
def test_an_entry_is_late_from_the_late_date_on(
    closes: int | None, late: int | None, late_now: bool
) -> None:
    assert series(closes=closes, late=late).is_late(TODAY) is late_now


@pytest.mark.parametrize(
    ("closes", "late", "said"),
    [
        (None, None, ""),
        (200, None, ""),
        (15, None, ""),
        (14, None, "closes in 14 days"),
        (3, None, "closes in 3 days"),
        (2, None, "closes in 2 days"),
        (1, None, "closes tomorrow"),
        (0, None, "closes today"),
        (7, 0, "late"),
        (0, 0, "late"),
        (0, -3, "late"),
        (None, -1, "late"),
        (200, 193, ""),
    ],
)
def test_a_near_closing_date_is_said_in_words(
    closes: int | None, late: int | None, said: str
) -> None:
    assert series(closes=closes, late=late).closing(TODAY) == said


@pytest.mark.parametrize(("closes", "late"), [(10, 3), (8, 1), (3, 1)])
def test_the_days_are_counted_to_the_closing_date_that_stands_beside_them(
    closes: int, late: int
) -> None:
    assert series(closes=closes, late=late).closing(TODAY) == f"closes in {closes} days"
