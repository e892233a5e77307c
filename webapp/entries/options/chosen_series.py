"""The series that people have chosen in a draft in place of the next available ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from webapp.catalogue.series.series import Series
from webapp.entries.options.cell import Key
from webapp.web.formatting import plural


class Lapsed(NamedTuple):
    """A choice that holds no more, because the series has closed or was deleted (gone).

    candidates is how many single candidates it was chosen for, 0 for the whole column.
    """

    assessment_id: int
    series_title: str
    candidates: int
    gone: bool


@dataclass(frozen=True)
class ChosenSeries:
    """What can be chosen and what was: a cell's own choice counts before its column's."""

    planned: Mapping[int, Sequence[Series]] = field(default_factory=dict)
    """Assessment id → its series that can be entered today, the next available one first."""
    columns: Mapping[int, Series] = field(default_factory=dict)
    cells: Mapping[Key, Series] = field(default_factory=dict)
    lapsed: Sequence[Lapsed] = ()
    lapsed_cells: Mapping[Key, str] = field(default_factory=dict)
    """Title of the series that was chosen for a single candidate and holds no more"""

    def not_late(self, assessment_id: int, now: Series, today: date) -> Series | None:
        """Return the first later series that is not late, when this one is; else None."""
        if not now.is_late(today):
            return None
        later = (one for one in self.planned.get(assessment_id, ()) if not one.is_late(today))
        return next(later, None)


def message(lapsed: Lapsed, entry_code: str, instead: Series | None) -> str:
    """Say what was chosen, why it holds no more, and what is shown instead."""
    scope = f" for {plural(lapsed.candidates, 'candidate')}" if lapsed.candidates else ""
    why = "is not there any more" if lapsed.gone else "has closed"
    now = f"{instead.title} is shown instead" if instead else "no series is open"
    return (
        f"{lapsed.series_title}, which was chosen for {entry_code}{scope}, {why}: {now}."
        " Check it, or change the series."
    )
