"""The attempts of two records put together: what waits comes last, nothing is counted twice."""

from webapp.results.of_candidate.attempt import EnteredAttempt
from webapp.results.of_candidate.facts import Facts
from webapp.results.of_candidate.uniting import Attempts, ShownResult, plan


def entered(attempt: int, day: str) -> EnteredAttempt:
    return EnteredAttempt(attempt, f"{day}T09:00:00.000000Z")


def result(
    result_id: int, outcome: str, day: str, grade: str = "", recorded: str = ""
) -> ShownResult:
    moment = f"{recorded or day}T12:00:00.000000Z"
    return ShownResult(result_id, Facts(grade, outcome, day, ""), moment)


NOTHING = Attempts({}, {})
FAILED = Attempts({1: entered(1, "2026-01-05")}, {1: result(1, "not achieved", "2026-02-05")})


def test_it_works() -> None:
    assert plan(FAILED, NOTHING) == (({1: 1}, {}), [])


def test_an_entry_that_waits_is_the_attempt_after_those_with_a_result() -> None:
    waiting = Attempts({1: entered(1, "2026-01-01")}, {})
    assert plan(FAILED, waiting) == (({1: 1}, {1: 2}), [])
    assert plan(waiting, FAILED) == (({1: 2}, {1: 1}), [])


def test_a_result_that_came_to_the_other_record_belongs_to_the_entry_that_waits() -> None:
    waiting = Attempts({1: entered(1, "2026-01-05")}, {})
    loose = Attempts({}, {1: result(1, "achieved", "2026-02-05")})
    assert plan(waiting, loose) == plan(loose, waiting) == (({1: 1}, {1: 1}), [])


def test_a_result_from_before_the_second_entry_stays_with_the_first_attempt() -> None:
    twice = Attempts({1: entered(1, "2026-01-05"), 2: entered(2, "2026-03-01")}, FAILED.shown)
    loose = Attempts({}, {1: result(2, "not achieved", "2026-02-06", recorded="2026-02-07")})
    assert plan(twice, loose) == (({1: 1, 2: 2}, {1: 1}), [1])


def test_two_attempts_with_results_go_by_their_dates() -> None:
    passed = Attempts({1: entered(1, "2025-11-01")}, {1: result(2, "achieved", "2025-12-01")})
    assert plan(FAILED, passed) == (({1: 2}, {1: 1}), [])


def test_of_two_results_without_an_entry_the_later_recorded_stays() -> None:
    one = Attempts({}, {1: result(1, "achieved", "2026-02-01", recorded="2026-03-01")})
    other = Attempts({}, {1: result(2, "not achieved", "2026-02-02", recorded="2026-02-03")})
    assert plan(one, other).hidden == plan(other, one).hidden == [2]
