"""Series as people write them, and those that entries tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.series.series import Series
from webapp.results.uploads import series as result_series

JUNE = Series(1, "June 2027", None, None, date(2027, 4, 22))
NOVEMBER = Series(2, "November 2027", None, None, date(2027, 9, 22))
DEMAND = Series(3, "On demand", None, None, None)
SUMMER = Series(4, "Summer 2027", None, None, date(2027, 5, 1))
ALL = [JUNE, NOVEMBER, DEMAND, SUMMER]


def choose(
    typed: str,
    awarded_on: date | None = None,
    series: list[Series] = ALL,
    entered: tuple[int, ...] = (),
):
    return result_series.choose(typed, awarded_on, "03999", series, entered)


@pytest.mark.parametrize(
    ("typed", "series"),
    [
        (typed, JUNE)
        for typed in (
            "June 2027",
            "june 2027",
            "Jun 27",
            "Jun-27",
            "2027 June",
            "06/2027",
            "6/27",
            "2027-06",
            "June27",
            "June 2027 series",
            "Exam session June 2027",
            "2027-06-01",
            "01/06/2027",
        )
    ]
    + [(typed, DEMAND) for typed in ("On demand", "ON-DEMAND", "ondemand")]
    + [
        (typed, SUMMER)
        for typed in ("Summer 2027", "summer 27", "2027 Summer", "Summer series 2027")
    ],
)
def test_it_works(typed: str, series: Series) -> None:
    assert choose(typed) == (series, "")


@pytest.mark.parametrize(
    "typed",
    [
        "June",
        "2027",
        "Jun 28",
        "27/06",
        "2027-06-27",
        "27-Jun",
        "13/2027",
        "6/7/2027",
        "demand",
        "?",
    ],
)
def test_what_may_be_another_series_is_refused_and_those_there_are_named(typed: str) -> None:
    found, problem = choose(typed)
    assert found is None
    assert problem == (
        f"“{typed}” is not one series of 03999, whose series are On demand, November 2027, Summer"
        " 2027, June 2027."
    )


def test_two_series_of_one_month_must_be_written_exactly() -> None:
    twice = [
        JUNE,
        Series(5, "June 2027 (late)", None, None, None),
        Series(6, "Jun 27", None, None, None),
    ]
    assert choose("June 2027", series=twice) == (JUNE, "")
    assert choose("06/2027", series=twice)[0] is None


def test_a_blank_series_is_that_of_the_only_entry() -> None:
    assert choose("", entered=(3,)) == (DEMAND, "")


def test_of_several_entries_it_is_the_one_that_closed_last_before_the_award() -> None:
    assert choose("", date(2027, 12, 1), entered=(1, 2, 3)) == (NOVEMBER, "")
    assert choose("", date(2027, 9, 22), entered=(1, 2)) == (JUNE, "")
    for awarded_on in (None, date(2027, 4, 22)):
        found, problem = choose("", awarded_on, entered=(1, 2))
        assert found is None
        assert "entered in November 2027, June 2027: write which one" in problem


def test_without_an_entry_it_is_the_only_series_or_none() -> None:
    assert choose("", series=[JUNE]) == (JUNE, "")
    assert "no entry says which it is" in choose("")[1]
    assert "03999 has no series" in choose("June 2027", series=[])[1]


@given(st.text(max_size=20))
def test_no_text_makes_it_fail(typed: str) -> None:
    found, problem = choose(typed)
    assert (found is None) == bool(problem)
