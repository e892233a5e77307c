"""The list "Candidates added"."""

from datetime import date

import pytest

from webapp.candidates.register import added_since

TUESDAY = date(2026, 11, 24)


def test_the_list_reads_as_it_always_has():
    assert list(added_since.LABELS.items()) == [
        ("any", "Any time"),
        ("today", "Today"),
        ("week", "In the last week"),
        ("month", "In the last month"),
        ("3-months", "In the last three months"),
        ("6-months", "In the last six months"),
        ("year", "In the last year"),
        ("2-years", "In the last two years"),
        ("3-years", "In the last three years"),
        ("4-years", "In the last four years"),
        ("5-years", "In the last five years"),
    ]


@pytest.mark.parametrize(
    ("key", "today", "first"),
    [
        ("any", TUESDAY, None),
        ("today", TUESDAY, date(2026, 11, 24)),
        ("week", TUESDAY, date(2026, 11, 17)),
        ("month", TUESDAY, date(2026, 10, 24)),
        ("3-months", TUESDAY, date(2026, 8, 24)),
        ("6-months", TUESDAY, date(2026, 5, 24)),
        ("year", TUESDAY, date(2025, 11, 24)),
        ("2-years", TUESDAY, date(2024, 11, 24)),
        ("3-years", TUESDAY, date(2023, 11, 24)),
        ("4-years", TUESDAY, date(2022, 11, 24)),
        ("5-years", TUESDAY, date(2021, 11, 24)),
        ("week", date(2027, 1, 3), date(2026, 12, 27)),
        ("month", date(2027, 1, 15), date(2026, 12, 15)),
        ("month", date(2026, 12, 31), date(2026, 11, 30)),
        ("3-months", date(2027, 5, 31), date(2027, 2, 28)),
        ("3-months", date(2028, 5, 31), date(2028, 2, 29)),
        ("6-months", date(2026, 8, 31), date(2026, 2, 28)),
        ("year", date(2028, 2, 29), date(2027, 2, 28)),
        ("4-years", date(2028, 2, 29), date(2024, 2, 29)),
    ],
)
def test_i_can_look_back_by_the_calendar(key, today, first):
    assert added_since.since(key, today) == first


@pytest.mark.parametrize("key", ["", "TODAY", "yesterday", "2-weeks"])
def test_a_period_that_is_not_in_the_list_leaves_nobody_out(key):
    assert added_since.since(key, TUESDAY) is None


def test_every_period_but_any_time_reaches_further_back_than_the_one_before():
    firsts = [added_since.since(key, TUESDAY) for key in added_since.LABELS if key != "any"]
    assert firsts == sorted(firsts, reverse=True)
    assert len(set(firsts)) == len(added_since.LABELS) - 1
