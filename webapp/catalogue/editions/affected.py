"""Whom the changes of an edition touch: asked by the check page, answered where people are
known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from webapp.catalogue.editions.columns import Key


class Touched(NamedTuple):
    """Whom a change touches: candidate ids, and how many others have completed the package and stay
    so.
    """

    candidate_ids: tuple[int, ...]
    complete: int = 0


@dataclass(frozen=True)
class Touching:
    """people(db, revision, today) gives what Touched says for (table, key), where there is
    anybody.
    """

    people: Callable[..., Mapping[tuple[str, Key], Touched]]
    words: Callable[[Touched], str]


def total(touched: Mapping[Any, Touched]) -> int:
    """How many people are touched in all."""
    return len({one for each in touched.values() for one in each.candidate_ids})
