"""The attempts of two records of one person, put together when the records are made one."""

from collections.abc import Mapping
from typing import NamedTuple

from webapp.results.of_candidate import attempt, grade
from webapp.results.of_candidate.attempt import EnteredAttempt
from webapp.results.of_candidate.facts import Facts


class ShownResult(NamedTuple):
    """A result with what it says; recorded_at is a UTC moment."""

    result_id: int
    facts: Facts
    recorded_at: str

    @property
    def day(self) -> str:
        return self.facts.awarded_on or self.recorded_at[:10]


class Attempts(NamedTuple):
    """What one record has for an assessment and series, by attempt: live entries and shown
    results.
    """

    entered: Mapping[int, EnteredAttempt]
    shown: Mapping[int, ShownResult]

    @property
    def numbers(self) -> list[int]:
        return sorted({*self.entered, *self.shown})


class Plan(NamedTuple):
    """For each of the two, attempt → attempt afterwards; and the results that become history."""

    numbers: tuple[dict[int, int], dict[int, int]]
    hidden: list[int]


class _Unit(NamedTuple):
    side: int
    number: int
    entered: EnteredAttempt | None
    result: ShownResult | None

    @property
    def order(self) -> tuple[bool, str, int, int]:
        """Attempts with a result go by its date, the one that waits comes last."""
        waiting = self.result is None or (
            self.entered is not None and self.result.facts.outcome == grade.PENDING
        )
        day = self.result.day if self.result else ""
        return waiting, day, self.number, self.side


def plan(one: Attempts, other: Attempts) -> Plan:
    """Put the attempts of two records together; at most one of their entries may be open.

    Each live entry stays an attempt of its own. A result without an entry belongs to the other
    record's attempt that it would have belonged to if it had been recorded there; of two results
    for one attempt the later recorded stays shown.
    """
    units = [_units(side, held) for side, held in enumerate((one, other))]
    with_entries = [side for side in (0, 1) if (one, other)[side].entered]
    if len(with_entries) == 1:
        (base,) = with_entries
    else:
        base = max((0, 1), key=lambda side: len(units[side]))
    loose = (
        [] if len(with_entries) == 2 else [unit for unit in units[1 - base] if unit.entered is None]
    )
    standing = [unit for unit in (*units[0], *units[1]) if unit not in loose]
    numbers: tuple[dict[int, int], dict[int, int]] = ({}, {})
    shown: dict[int, ShownResult] = {}
    entered: dict[int, EnteredAttempt] = {}
    hidden: list[int] = []
    for unit in sorted(standing, key=lambda unit: unit.order):
        same = _shown_already(unit, shown)
        number = same or len({*shown, *entered}) + 1
        numbers[unit.side][unit.number] = number
        if unit.entered:
            entered[number] = unit.entered
        if unit.result:
            _show(shown, number, unit.result, hidden)
    for unit in sorted(loose, key=lambda unit: unit.result.recorded_at if unit.result else ""):
        assert unit.result
        facts = {number: result.facts for number, result in shown.items()}
        number = attempt.choose(unit.result.facts, facts, entered)
        numbers[unit.side][unit.number] = number
        if attempt.reopens(number, unit.result.facts, facts, entered):
            hidden.append(unit.result.result_id)
        else:
            _show(shown, number, unit.result, hidden)
    return Plan(numbers, hidden)


def _units(side: int, held: Attempts) -> list[_Unit]:
    return [
        _Unit(side, number, held.entered.get(number), held.shown.get(number))
        for number in held.numbers
    ]


def _shown_already(unit: _Unit, shown: Mapping[int, ShownResult]) -> int:
    """Return the attempt that shows just this result of a unit without an entry, or 0."""
    if unit.entered or unit.result is None:
        return 0
    return next((one for one, result in shown.items() if result.facts == unit.result.facts), 0)


def _show(shown: dict[int, ShownResult], number: int, new: ShownResult, hidden: list[int]) -> None:
    """Of two results for one attempt the later recorded stays."""
    before = shown.get(number)
    later, earlier = (new, before)
    if before and (before.recorded_at, before.result_id) > (new.recorded_at, new.result_id):
        later, earlier = before, new
    shown[number] = later
    if earlier:
        hidden.append(earlier.result_id)
