"""Which attempt a result belongs to."""

from typing import NamedTuple

import pytest

from webapp.results.of_candidate.attempt import EnteredAttempt, choose, open_attempt, reopens
from webapp.results.of_candidate.facts import Facts

FAIL = Facts("Fail", "not achieved", "2026-02-10", "")
PASS = Facts("Pass", "achieved", "2026-04-10", "C-1")
PENDING = Facts("", "pending", "", "")
FIRST = EnteredAttempt(1, "2026-01-05T09:00:00.000000Z")
SECOND = EnteredAttempt(2, "2026-03-01T09:00:00.000000Z")
THIRD = EnteredAttempt(3, "2026-06-01T09:00:00.000000Z")


class Case(NamedTuple):
    says: str
    new: Facts
    shown: dict[int, Facts]
    entered: dict[int, EnteredAttempt]
    attempt: int


CASES = [
    Case("nothing is known", PASS, {}, {}, 1),
    Case("the first entry waits", PASS, {}, {1: FIRST}, 1),
    Case("it waits, and was recorded after the award", FAIL, {}, {1: SECOND}, 1),
    Case("the second entry waits", PASS, {1: FAIL}, {1: FIRST, 2: SECOND}, 2),
    Case("the same again", FAIL, {1: FAIL}, {1: FIRST, 2: SECOND}, 1),
    Case(
        "the same again without a date",
        FAIL._replace(awarded_on=""),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "the same again without a grade",
        FAIL._replace(grade=""),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "the same again in capitals",
        FAIL._replace(grade="FAIL", awarded_on=""),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "another outcome later than the first result, before the second was entered",
        PASS._replace(awarded_on="2026-02-28"),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        2,
    ),
    Case(
        "the same outcome later than the first result, before the second was entered",
        FAIL._replace(awarded_on="2026-02-28"),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "another outcome on the day of the first result",
        PASS._replace(awarded_on="2026-02-10"),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "another outcome before the first result",
        PASS._replace(awarded_on="2026-02-09"),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "the first result has no date",
        PASS._replace(awarded_on="2026-02-28"),
        {1: FAIL._replace(awarded_on="")},
        {1: FIRST, 2: SECOND},
        1,
    ),
    Case(
        "an award on the day of the second entry",
        PASS._replace(awarded_on="2026-03-01"),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        2,
    ),
    Case(
        "without a date, another outcome",
        PASS._replace(awarded_on=""),
        {1: FAIL},
        {1: FIRST, 2: SECOND},
        2,
    ),
    Case(
        "later than both results",
        PASS,
        {1: FAIL, 2: FAIL._replace(awarded_on="2026-04-01")},
        {1: FIRST, 2: SECOND, 3: THIRD},
        3,
    ),
    Case(
        "later than the first result, and before the second",
        PASS._replace(awarded_on="2026-02-20"),
        {1: FAIL, 2: FAIL._replace(awarded_on="2026-02-25")},
        {1: FIRST, 2: SECOND, 3: THIRD},
        1,
    ),
    Case(
        "before the first of three",
        PASS._replace(awarded_on="2025-12-01"),
        {1: FAIL, 2: FAIL},
        {1: FIRST, 2: SECOND, 3: THIRD},
        1,
    ),
    Case("the second has a pending result", PASS, {1: FAIL, 2: PENDING}, {1: FIRST, 2: SECOND}, 2),
    Case("nothing waits", PASS, {1: FAIL, 2: FAIL}, {1: FIRST, 2: SECOND}, 2),
    Case("only a result without an entry", PASS, {1: FAIL}, {}, 1),
    Case("a result without an entry, and an entry since", PASS, {1: FAIL}, {2: SECOND}, 2),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_whose_result_it_is(case: Case) -> None:
    assert choose(case.new, case.shown, case.entered) == case.attempt


def test_a_grade_with_a_star_is_another_grade() -> None:
    shown = {1: Facts("Distinction", "achieved", "", "")}
    assert choose(Facts("Distinction*", "achieved", "", ""), shown, {1: FIRST, 2: SECOND}) == 2


def test_an_entry_waits_until_its_result_is_decided() -> None:
    assert open_attempt({}, {}) is None
    assert open_attempt({1: FAIL}, {1: FIRST}) is None
    assert open_attempt({1: PENDING}, {1: FIRST}) == 1
    assert open_attempt({1: FAIL}, {1: FIRST, 2: SECOND}) == 2


def test_a_pending_result_of_an_earlier_attempt_would_let_two_wait() -> None:
    assert reopens(1, PENDING, {1: FAIL}, {1: FIRST, 2: SECOND})
    assert not reopens(2, PENDING, {1: FAIL}, {1: FIRST, 2: SECOND})
    assert not reopens(1, PASS, {1: FAIL}, {1: FIRST, 2: SECOND})
    assert not reopens(1, PENDING, {1: FAIL, 2: PASS}, {1: FIRST, 2: SECOND})
