"""Copying a year's series to the next."""

from datetime import date

import pytest

from webapp.catalogue.series.next_year import a_year_later, copies, raised
from webapp.catalogue.series.series import AssessmentSeries


def row(
    assessment_id: int, title: str, closes_on: date | None, late_from: date | None = None
) -> AssessmentSeries:
    return AssessmentSeries(
        series_id=1,
        assessment_id=assessment_id,
        entry_code=f"0{assessment_id}",
        assessment_title="",
        title=title,
        opens_on=None,
        late_from=late_from,
        closes_on=closes_on,
    )


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("June 2027", "June 2028"),
        ("2026/27", "2027/28"),
        ("1999/00", "2000/01"),
        ("2098-99", "2099-00"),
        ("Series 12, 2026", "Series 12, 2027"),
        ("Summer", "Summer 2031"),
        ("20267", "20267 2031"),
        ("2026 and 2027", "2027 and 2028"),
    ],
)
def test_the_year_in_a_title_is_raised(title: str, later: str) -> None:
    assert raised(title, 2031) == later


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 24), date(2027, 11, 24)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (None, None),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_dates_are_the_same_a_year_later(day: date | None, later: date | None) -> None:
    assert a_year_later(day) == later


def test_series_with_the_same_title_and_dates_are_copied_together() -> None:
    rows = [
        row(1, "June 2026", date(2026, 4, 8), late_from=date(2026, 4, 1)),
        row(2, "June 2026", date(2026, 4, 8), late_from=date(2026, 4, 1)),
        row(3, "June 2026", date(2026, 4, 9)),
        row(4, "On demand", None),
    ]
    first, second = copies(rows, [])
    assert (first.source, first.window.title) == ("June 2026", "June 2027")
    assert first.assessment_ids == [1, 2]
    assert first.window.late_from == date(2027, 4, 1)
    assert second.entry_codes == ["03"]


def test_what_is_there_is_left_alone_and_said() -> None:
    (one,) = copies(
        [row(1, "June 2026", date(2026, 4, 8)), row(2, "June 2026", date(2026, 4, 8))],
        [(2, "June 2027")],
    )
    assert (one.assessment_ids, one.there) == ([1], ["02"])


def test_two_titles_that_become_one_are_not_doubled() -> None:
    found = copies(
        [row(1, "Summer", date(2026, 4, 8)), row(1, "Summer 2026", date(2026, 4, 9))], []
    )
    assert [one.assessment_ids for one in found] == [[1], []]


def test_a_closing_date_on_a_weekend_is_warned_about() -> None:
    found = copies([row(1, "A 2026", date(2026, 4, 10)), row(1, "B 2026", date(2026, 4, 9))], [])
    assert [one.weekend for one in found] == ["", "closes on a Saturday"]
