"""Which ticks of a list are kept with its search, for who searches on without JavaScript."""

from collections.abc import Iterable
from typing import NamedTuple

from webapp.web.formatting import plural

MAX_TICKS_KEPT = 1_200
"""With numbers of seven digits they are 9,600 characters; a kept search holds 10,000 of a field."""


class Ticks(NamedTuple):
    """text: what is kept, numbers with spaces between; notice: says how many were not, or ""."""

    text: str
    notice: str


def keep(candidate_ids: Iterable[int]) -> Ticks:
    """Keep as many ticks as there is room for, each candidate once, in the order given."""
    ids = list(dict.fromkeys(candidate_ids))
    lost = len(ids) - MAX_TICKS_KEPT
    text = " ".join(map(str, ids[:MAX_TICKS_KEPT]))
    if lost <= 0:
        return Ticks(text, "")
    return Ticks(
        text,
        f"At most {MAX_TICKS_KEPT:,} ticks are kept while you search. You ticked"
        f" {plural(len(ids), 'candidate')}, so the last {lost:,} were not. Add the ticked"
        " candidates"
        " first, then go on.",
    )
