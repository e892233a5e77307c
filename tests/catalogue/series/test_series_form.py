"""A series as it is typed: title, dates, and their order."""

from datetime import date

import pytest

from webapp.catalogue.series import series_form
from webapp.catalogue.series.series_form import Window

GOOD = {
    "title": " June  2027 ",
    "kind": "dated",
    "opens_on": "1/2/2027",
    "late_from": "1 Apr 2027",
    "closes_on": "2027-04-08",
}


def test_it_works() -> None:
    value, problems = series_form.read(GOOD)
    assert value == Window("June 2027", date(2027, 2, 1), date(2027, 4, 1), date(2027, 4, 8))
    assert problems == {}


def test_on_demand_has_no_dates_and_needs_no_title() -> None:
    value, _ = series_form.read({**GOOD, "kind": "on_demand", "title": ""})
    assert value == Window("On demand", None, None, None)


def test_only_the_closing_date_is_needed_and_all_may_be_one_day() -> None:
    value, _ = series_form.read({**GOOD, "opens_on": "", "late_from": ""})
    assert value == Window("June 2027", None, None, date(2027, 4, 8))
    same = dict.fromkeys(series_form.LABELS, "8/4/2027")
    assert series_form.read(GOOD | same).window


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": "  "}, "title", "needs a title"),
        ({"title": "x" * 61}, "title", "longer than 60"),
        ({"kind": ""}, "kind", "Choose whether"),
        ({"closes_on": ""}, "closes_on", "needs its closing date"),
        ({"closes_on": "4/8/27"}, "closes_on", "4/8/27 is no date"),
        ({"late_from": "tomorrow"}, "late_from", "is no date"),
        ({"closes_on": "31/3/2027"}, "closes_on", "Late from is 1 April 2027, which is after"),
        ({"opens_on": "2/4/2027"}, "late_from", "Opens on is 2 April 2027, which is after"),
        ({"opens_on": "9/4/2027", "late_from": ""}, "closes_on", "Opens on is 9 April 2027"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(change: dict[str, str], field: str, said: str) -> None:
    value, problems = series_form.read(GOOD | change)
    assert value is None
    assert said in problems[field]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("day", "said"), [(7, "closes on a Saturday"), (8, "closes on a Sunday"), (9, ""), (6, "")]
)
def test_a_weekend_is_noticed(day: int, said: str) -> None:
    assert series_form.weekend(date(2026, 11, day)) == said
