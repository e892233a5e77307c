"""One cell of the entry options: a candidate's tick box for an assessment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Key = tuple[int, int]
"""candidate_id, assessment_id"""
Place = tuple[int, int, int]
"""candidate_id, assessment_id, series_id"""
Why = Literal["", "entered", "elsewhere", "awarded", "failed", "absent", "withdrawn", "no series"]
WARNED_REASONS = frozenset({"awarded", "elsewhere", "withdrawn"})
"""Reasons for which a cell starts unticked and is ticked by itself alone, never with many
others.
"""


@dataclass(frozen=True)
class Cell:
    """One tick box. Locked cells cannot be changed; only ticked, open ones make a new entry."""

    ticked: bool
    locked: bool = False
    why: Why = ""
    since: date | None = None
    """The date of the entry, award, failure or withdrawal."""
    elsewhere: str = ""
    """The title of the other series in which there is an entry."""
    reason: str = ""
    """Why the entry was withdrawn, in somebody's words."""

    @property
    def is_new(self) -> bool:
        return self.ticked and not self.locked

    @property
    def is_warned(self) -> bool:
        return self.why in WARNED_REASONS


class OpenEntry(NamedTuple):
    """An entry without a result as yet."""

    series_id: int
    series_title: str
    entered_on: date


class Failure(NamedTuple):
    """An attempt that came to nothing: outcome is "not achieved" or "absent"."""

    outcome: str
    dated_on: date


class Withdrawal(NamedTuple):
    """When and why an entry was withdrawn."""

    withdrawn_on: date
    reason: str


@dataclass(frozen=True)
class Facts:
    """What is known of the candidates, as far as their cells depend on it."""

    choices: Mapping[Key, bool]
    open_entries: Mapping[Key, list[OpenEntry]]
    awarded: Mapping[Key, date]
    """The dates of awards."""
    failures: Mapping[Key, Failure] = field(default_factory=dict)
    """The latest attempt that failed, in any series."""
    withdrawals: Mapping[Place, Withdrawal] = field(default_factory=dict)
    """Entries withdrawn with nothing in the same series since."""
    attempts: Mapping[Place, int] = field(default_factory=dict)
    """The highest attempt of a live entry or a shown result."""

    def next_attempt(self, candidate_id: int, assessment_id: int, series_id: int) -> int:
        """The attempt that a new entry would be."""
        return self.attempts.get((candidate_id, assessment_id, series_id), 0) + 1
