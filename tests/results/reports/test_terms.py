"""The terms of a report in its address: read, refused, written again."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from webapp.results.reports import terms
from webapp.results.reports.terms import Terms

FULL = Terms("all", 4, 12, date(2026, 3, 1), date(2026, 3, 31), "-date", 3, (7, 12, 30))


def read(**fields: str) -> tuple[Terms, dict[str, str]]:
    return terms.read(fields, [4, 5], [12])


def test_without_anything_it_is_everybody_by_name() -> None:
    assert read() == (Terms(), {})
    assert read(kind="", package="", group="", sort="", page="", candidates="") == (Terms(), {})


def test_what_was_written_is_read_again() -> None:
    assert terms.read(dict(parse_qsl(terms.written(FULL))), [4], [12]) == (FULL, {})
    assert dict(parse_qsl(terms.written(FULL)))["candidates"] == "7-12-30"
    assert terms.written(FULL, page=1).endswith("candidates=7-12-30")
    assert "page=all" in terms.written(FULL, page=0)


@pytest.mark.parametrize(
    "typed",
    ["27/3/2026", "27-03-2026", " 27 Mar 2026 ", "27 March 2026", "2026-03-27", "27.3.2026"],
)
def test_a_date_is_typed_in_many_ways(typed: str) -> None:
    assert terms.read({"from": typed}, [], [])[0].since == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31/2/2026", "not a day of February"),
        ("3/27/2026", "month first"),
        ("hello", "not a date"),
        ("27/3/26", "two centuries"),
        ("2026", "is a number and no date"),
    ],
)
def test_a_wrong_date_is_said_beside_its_field(typed: str, says: str) -> None:
    found, problems = terms.read({"from": typed, "to": "1/4/2026"}, [], [])
    assert says in problems["from"]
    assert "birth" not in problems["from"]
    assert (found.since, found.until) == (None, date(2026, 4, 1))


def test_the_dates_stand_in_order() -> None:
    assert "swap" in terms.read({"from": "2/4/2026", "to": "1/4/2026"}, [], [])[1]["to"]
    assert not terms.read({"from": "1/4/2026", "to": "1/4/2026"}, [], [])[1]


def test_what_is_not_here_any_more_is_said() -> None:
    for field, value in (("package", "99"), ("group", "x"), ("kind", "nothing")):
        assert list(read(**{field: value})[1]) == [field], field


def test_pages_and_people_that_make_no_sense_are_passed_over() -> None:
    for page in ("0", "-1", "x", "9" * 30, "²"):
        assert read(page=page)[0].page == 1, page
    assert read(page="all")[0].page == 0
    assert read(candidates="7-x-7-" + "9" * 30 + "-8")[0].candidate_ids == (7, 8)
    many = "-".join(map(str, range(1, 700)))
    assert len(read(candidates=many)[0].candidate_ids) == terms.MOST_PEOPLE


def test_a_column_that_a_kind_does_not_have_sorts_by_name() -> None:
    assert read(kind="components-awarded", sort="-state")[0].sort_key == "name"
    assert not read(kind="components-awarded", sort="-state")[0].descending
    assert read(kind="all", sort="-state")[0].descending
