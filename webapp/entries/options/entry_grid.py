"""The entry options: which candidate is to be entered for which assessment, cell by cell."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import msgspec

from webapp.catalogue.packages.package import Component, alternatives
from webapp.catalogue.series.series import Series
from webapp.entries.options.cell import Cell, Facts, Key, Why
from webapp.entries.options.chosen_series import ChosenSeries, message


class SelectedCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on a draft's right-hand list."""

    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None
    uci: str | None
    uln: str | None
    gender: str | None


@dataclass(frozen=True)
class Sheet:
    """Candidates down, components across."""

    candidates: list[SelectedCandidate]
    components: list[Component]
    facts: Facts
    today: date
    chosen: ChosenSeries = field(default_factory=ChosenSeries)
    known_cells: dict[Key, Cell] | None = None

    @cached_property
    def cells(self) -> dict[Key, Cell]:
        return self.known_cells or {
            (person.candidate_id, one.assessment_id): self.cell_now(person.candidate_id, one)
            for person in self.candidates
            for one in self.components
        }

    def cell(self, candidate_id: int, assessment_id: int) -> Cell:
        return self.cells[candidate_id, assessment_id]

    def cell_now(self, candidate_id: int, component: Component) -> Cell:
        """What the facts make of a cell; cells keeps it."""
        component = self.in_cell(candidate_id, component)
        key = (candidate_id, component.assessment_id)
        if component.series is None:
            return Cell(False, locked=True, why="no series")
        series_id = component.series.series_id
        open_entries = self.facts.open_entries.get(key, [])
        for entry in open_entries:
            if entry.series_id == series_id:
                return Cell(True, locked=True, why="entered", since=entry.entered_on)
        choice = self.facts.choices.get(key)
        if key in self.facts.awarded:
            return Cell(bool(choice), why="awarded", since=self.facts.awarded[key])
        if open_entries:
            return Cell(bool(choice), why="elsewhere", elsewhere=open_entries[0].series_title)
        if withdrawal := self.facts.withdrawals.get((*key, series_id)):
            return Cell(
                bool(choice),
                why="withdrawn",
                since=withdrawal.withdrawn_on,
                reason=withdrawal.reason,
            )
        ticked = component.required == "yes" if choice is None else choice
        if failure := self.facts.failures.get(key):
            why: Why = "absent" if failure.outcome == "absent" else "failed"
            return Cell(ticked, why=why, since=failure.dated_on)
        return Cell(ticked)

    def in_cell(self, candidate_id: int, component: Component) -> Component:
        """The component in the series that counts for this candidate: their own, or the
        column's.
        """
        own = self.chosen.cells.get((candidate_id, component.assessment_id))
        return replace(component, series=own) if own else component

    def other_series(self, candidate_id: int, component: Component) -> str:
        """The title of the candidate's own series where it is not the column's; else blank."""
        own = self.chosen.cells.get((candidate_id, component.assessment_id))
        return own.title if own and own != component.series else ""

    def lapsed(self) -> list[str]:
        """What was chosen and holds no more, in sentences."""
        components = {one.assessment_id: one for one in self.components}
        return [
            message(
                one, components[one.assessment_id].entry_code, components[one.assessment_id].series
            )
            for one in self.chosen.lapsed
            if one.assessment_id in components
        ]

    def not_late(self, component: Component) -> Series | None:
        """The first series that is not late, when the column's is."""
        if component.series is None:
            return None
        return self.chosen.not_late(component.assessment_id, component.series, self.today)

    def fee_in(self, component: Component, series: Series) -> int | None:
        """What one entry would cost today in that series, in pence, where it is known."""
        return replace(component, series=series).fee(self.today)

    def fee(self, component: Component) -> int | None:
        """What one entry costs today, in pence, where it is known."""
        return component.fee(self.today)

    def row_total(self, candidate_id: int) -> int:
        return sum(self.cells[candidate_id, one.assessment_id].is_new for one in self.components)

    def column_total(self, assessment_id: int) -> int:
        return self._column_totals[assessment_id]

    @cached_property
    def _column_totals(self) -> Counter[int]:
        return Counter(
            assessment_id for (_, assessment_id), cell in self.cells.items() if cell.is_new
        )

    @property
    def total(self) -> int:
        return self._column_totals.total()

    @cached_property
    def cost(self) -> int | None:
        """Pence for all new entries; None when no fee is known."""
        if self.chosen.cells:
            known = [fee for _, one in self.new_entries() if (fee := self.fee(one)) is not None]
            return sum(known) if known else None
        known = [
            fee * self.column_total(one.assessment_id)
            for one in self.components
            if (fee := self.fee(one)) is not None
        ]
        return sum(known) if known else None

    def whole_row(self, candidate_id: int) -> bool:
        """Whether every open box of the row is ticked; alternatives are a choice and don't
        count.
        """
        return self._all_ticked(
            (candidate_id, one.assessment_id)
            for one in self.components
            if one.required != "option_group"
        )

    def whole_column(self, assessment_id: int) -> bool:
        return self._all_ticked((person.candidate_id, assessment_id) for person in self.candidates)

    def _all_ticked(self, keys: Iterable[Key]) -> bool:
        cells = [self.cells[key] for key in keys]
        open_cells = [cell for cell in cells if not cell.locked and not cell.is_warned]
        return bool(open_cells) and all(cell.ticked for cell in open_cells)

    def without_any_tick(self) -> list[SelectedCandidate]:
        return [
            person
            for person in self.candidates
            if not any(
                self.cell(person.candidate_id, one.assessment_id).ticked for one in self.components
            )
        ]

    def new_entries(self) -> list[tuple[SelectedCandidate, Component]]:
        """What would be entered, by candidate, in the order of the grid, each in its series."""
        return [
            (person, self.in_cell(person.candidate_id, one))
            for person in self.candidates
            for one in self.components
            if self.cell(person.candidate_id, one.assessment_id).is_new
        ]

    def attempt(self, candidate_id: int, component: Component) -> int:
        """Which attempt in its series a new entry would be."""
        series_id = component.series.series_id if component.series else 0
        return self.facts.next_attempt(candidate_id, component.assessment_id, series_id)

    def decide(self, wanted: Mapping[Key, bool]) -> dict[Key, bool]:
        """The decisions that ticking or unticking these cells amounts to.

        assessment 0 stands for the whole row, candidate 0 for the whole column; single cells have
        the last word. Locked and unknown cells are left alone. An alternative is taken whole and
        puts out the others of its option group; ticking a whole row leaves option groups alone,
        ticking a whole row or column leaves cells with a warning alone.
        """
        decided: dict[Key, bool] = {}
        for (candidate_id, assessment_id), ticked in self._single_cells(wanted).items():
            for sibling, value in self._with_alternatives(assessment_id, ticked).items():
                key = (candidate_id, sibling)
                if key in self.cells and not self.cells[key].locked:
                    decided[key] = value
        return decided

    def without_warned(self, keys: Iterable[Key]) -> list[Key]:
        """Those of these cells that may be changed together with others."""
        return [key for key in keys if key in self.cells and not self.cells[key].is_warned]

    def changed_by(self, decided: Mapping[Key, bool]) -> list[Key]:
        """The cells whose tick these decisions change."""
        return [key for key, ticked in decided.items() if self.cells[key].ticked != ticked]

    def _single_cells(self, wanted: Mapping[Key, bool]) -> dict[Key, bool]:
        single: dict[Key, bool] = {}
        for (candidate_id, assessment_id), ticked in wanted.items():
            if not assessment_id:
                covered = [
                    (candidate_id, one.assessment_id)
                    for one in self.components
                    if not (ticked and one.required == "option_group")
                ]
            elif not candidate_id:
                covered = [(person.candidate_id, assessment_id) for person in self.candidates]
            else:
                continue
            single |= dict.fromkeys(self.without_warned(covered) if ticked else covered, ticked)
        return single | {key: ticked for key, ticked in wanted.items() if all(key)}

    def _with_alternatives(self, assessment_id: int, ticked: bool) -> dict[int, bool]:
        for choice in alternatives(self.components).values() if ticked else ():
            mine = [
                rows
                for rows in choice.values()
                if any(one.assessment_id == assessment_id for one in rows)
            ]
            if mine:
                return {one.assessment_id: rows in mine for rows in choice.values() for one in rows}
        return {assessment_id: ticked}
