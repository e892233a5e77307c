"""The pictures of a framework."""

from datetime import date

from webapp.results.programmes import chart

TODAY = date(2026, 11, 24)


def test_the_last_twelve_months_stand_in_order_and_this_one_last() -> None:
    found = chart.columns([], TODAY)
    assert (found[0].title, found[-1].title, len(found)) == ("December 2025", "November 2026", 12)
    assert [one.year for one in found] == ["", "2026", *[""] * 10]
    assert [one.year for one in chart.columns([], date(2026, 7, 1))][:7] == [
        "2025",
        *[""] * 4,
        "2026",
        "",
    ]
    assert all(one.awards == one.height == 0 for one in found)


def test_each_award_is_in_its_month_and_older_ones_in_none() -> None:
    days = ["2026-11-24", "2026-11-01", "2026-01-31", "2025-12-01", "2025-11-30", "2024-11-24"]
    found = {one.title: one for one in chart.columns(days, TODAY)}
    assert {title: one.awards for title, one in found.items() if one.awards} == {
        "December 2025": 1,
        "January 2026": 1,
        "November 2026": 2,
    }
    assert found["November 2026"].height == 2 * found["January 2026"].height > 0
    floor = {one.y + one.height for one in found.values()}
    assert len(floor) == 1
    assert max(one.x + one.width for one in found.values()) <= chart.WIDTH


def test_one_award_among_thousands_can_be_seen() -> None:
    days = ["2026-10-01"] * 5000 + ["2026-11-01"]
    assert chart.columns(days, TODAY)[-1].height == 2


def test_the_stretches_of_a_bar_fill_it() -> None:
    found = chart.stretches({"complete": 15, "in progress": 0, "entered": 30, "not started": 15})
    assert [one.percent for one in found] == [25, 0, 50, 25]
    assert [one.width for one in found] == [250, 0, 500, 250]
    assert [one.x for one in found] == [0, 250, 250, 750]
    assert all(one.width == 0 for one in chart.stretches({"complete": 0}))
