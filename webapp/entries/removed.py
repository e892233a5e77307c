"""Who was taken off a draft's right-hand list, with what had been decided for them, so that it can be undone."""

from collections.abc import Iterable
from typing import NamedTuple

Tick = tuple[int, int, bool]
"""A candidate, an assessment, and whether it was ticked."""


class Removed(NamedTuple):
    people: list[int]
    ticks: list[Tick]

    def written(self) -> dict[str, str]:
        """As a form carries it: "7 9" and "7-25-1 9-25-0"."""
        ticks = (f"{person}-{assessment}-{int(ticked)}" for person, assessment, ticked in self.ticks)
        return {"people": " ".join(map(str, self.people)), "ticks": " ".join(ticks)}


def read(people: str, ticks: str) -> Removed:
    """What a form carries; what is no number is left out."""
    found = [_numbers(one.split("-")) for one in ticks.split()]
    return Removed(
        _numbers(people.split()),
        [(one[0], one[1], one[2] == 1) for one in found if len(one) == 3],
    )


def _numbers(words: Iterable[str]) -> list[int]:
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 19]
