"""Many ticks of the grid changed at one press, and put back: what is said of it."""

from typing import NamedTuple

import msgspec

from webapp.entries.options.cell import Key
from webapp.web.formatting import plural


class Fill(msgspec.Struct, frozen=True, kw_only=True):
    """What one press made of how many candidates' ticks; ticked is None for some of each."""

    draft_undo_id: int
    ticked: bool | None
    candidates: int

    @property
    def message(self) -> str:
        verb = {True: "Ticked", False: "Unticked", None: "Ticks changed"}[self.ticked]
        return f"{verb} for {plural(self.candidates, 'candidate')}."


class Undone(NamedTuple):
    """The cells that are again as they were, and how many had been changed since and stay."""

    cells: list[Key]
    kept: int

    @property
    def message(self) -> str:
        if not self.cells and not self.kept:
            return "That had been put back already."
        people = len({candidate_id for candidate_id, _ in self.cells})
        message = f"Put back for {plural(people, 'candidate')}."
        if self.kept:
            message += f" {plural(self.kept, 'tick')} changed since then, and not put back."
        return message
