"""Which of a candidate's attempts in one series a result belongs to."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from webapp.results.of_candidate import grade
from webapp.results.of_candidate.facts import Facts
from webapp.web.formatting import london_day


class EnteredAttempt(NamedTuple):
    """A live entry; entered_at is a UTC moment."""

    attempt: int
    entered_at: str

    @property
    def entered_on(self) -> str:
        return london_day(self.entered_at).isoformat()


def choose(new: Facts, shown: Mapping[int, Facts], entered: Mapping[int, EnteredAttempt]) -> int:
    """Return the attempt of a new result; shown and entered are by attempt.

    What an attempt shows already stays with it, so that a file which is sent again never decides a
    resit. Of an award before the open entry was made an earlier attempt is the occasion: the last
    that had been entered by then, unless that came out otherwise before the award, because a resit
    is often entered after the day it was sat. Anything else is about the open attempt, or else the
    latest.
    """
    for attempt in sorted(shown, reverse=True):
        if says_the_same(new, shown[attempt]):
            return attempt
    attempts = sorted({*shown, *entered})
    waiting = open_attempt(shown, entered)
    if waiting is None:
        return attempts[-1] if attempts else 1
    earlier = [one for one in attempts if one < waiting]
    if not earlier or not new.awarded_on or new.awarded_on >= entered[waiting].entered_on:
        return waiting
    entered_by_then = [
        one for one in earlier if one in entered and entered[one].entered_on <= new.awarded_on
    ]
    number = entered_by_then[-1] if entered_by_then else earlier[0]
    results = [shown[one] for one in earlier if one in shown]
    if number in shown and _is_after(new, shown[number], results):
        return waiting
    return number


def _is_after(new: Facts, result: Facts, earlier: Iterable[Facts]) -> bool:
    """Whether a result differs from a final one, and is dated after it and all earlier attempts."""
    return (
        is_final(result)
        and new.outcome != result.outcome
        and result.awarded_on != ""
        and all(new.awarded_on > facts.awarded_on for facts in earlier)
    )


def is_final(facts: Facts) -> bool:
    """Whether the attempt has come out: it is achieved, not achieved or absent."""
    return facts.outcome != grade.PENDING


def open_attempt(shown: Mapping[int, Facts], entered: Mapping[int, EnteredAttempt]) -> int | None:
    """Return the attempt whose entry is live and waits for its result, None for none."""
    waiting = [one for one in entered if one not in shown or not is_final(shown[one])]
    return max(waiting, default=None)


def says_the_same(new: Facts, shown: Facts) -> bool:
    """Whether a result says nothing beyond what is shown; a blank says nothing."""
    return new.outcome == shown.outcome and all(
        not after or after.casefold() == before.casefold()
        for before, after in zip(shown, new, strict=True)
    )


def reopens(
    attempt: int, new: Facts, shown: Mapping[int, Facts], entered: Mapping[int, EnteredAttempt]
) -> bool:
    """Whether a pending result of this attempt would let two entries wait for their results."""
    others = {one: entry for one, entry in entered.items() if one != attempt}
    return (
        new.outcome == grade.PENDING
        and attempt in entered
        and open_attempt(shown, others) is not None
    )
