"""One cell of the entry options: a candidate's tick box for an assessment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Key = tuple[int, int]
"""candidate_id, assessment_id"""
WARNED_REASONS = frozenset({"awarded", "elsewhere"})
"""Reasons for which a cell starts unticked and is ticked by itself alone, never with many others."""


@dataclass(frozen=True)
class Cell:
    """One tick box. Locked cells cannot be changed; only ticked, open ones make a new entry."""

    ticked: bool
    locked: bool = False
    why: Literal["", "entered", "elsewhere", "awarded", "no series"] = ""
    since: str = ""
    """The date (ISO) of the entry or award, or the title of the other series."""

    @property
    def is_new(self) -> bool:
        return self.ticked and not self.locked

    @property
    def is_warned(self) -> bool:
        return self.why in WARNED_REASONS


@dataclass(frozen=True)
class Facts:
    """What is known of the candidates: decisions, live entries (series_id → date), awards."""

    choices: Mapping[Key, bool]
    live: Mapping[Key, list[Mapping[str, Any]]]
    awarded: Mapping[Key, str]
