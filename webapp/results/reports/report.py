"""A learning programme report: of all lines those that are asked for, their order and their
totals.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from webapp.catalogue.packages.package import Component
from webapp.results.programmes.programme import Line, Package
from webapp.results.programmes.standing import STATES
from webapp.results.reports.terms import LAST, Terms

Graded = Callable[[int], Mapping[int, str]]


class Totals(NamedTuple):
    """Counts; programmes are candidates in packages, components are rows of packages with them."""

    candidates: int
    programmes: int
    states: Mapping[str, int]
    achieved: int
    required: int
    components: int


class Award(NamedTuple):
    """Somebody's award in a component; awarded_on is ISO."""

    candidate_id: int
    assessment_id: int
    awarded_on: str


@dataclass(frozen=True)
class Report:
    """All kinds of report are made of these lines, which stand by name; terms have chosen them.

    Candidates who were archived before they completed a package are left out of the lines and of
    all counts unless the terms include them; what they were awarded stays among the awards.
    """

    packages: Sequence[Package]
    terms: Terms
    chosen: list[Line]

    @cached_property
    def lines(self) -> list[Line]:
        if self.terms.includes_leavers or not any(line.is_leaver for line in self.chosen):
            return self.chosen
        return [line for line in self.chosen if not line.is_leaver]

    @cached_property
    def leaver_count(self) -> int:
        """How many of the candidates chosen were archived before they completed a package."""
        return len({line.candidate_id for line in self.chosen if line.is_leaver})

    @cached_property
    def package_of(self) -> dict[int, Package]:
        return {one.package_id: one for one in self.packages}

    @cached_property
    def component_of(self) -> dict[int, Component]:
        """Assessment → its row in the first package that holds it, in the packages' order."""
        found: dict[int, Component] = {}
        for package in self.packages:
            for one in package.components:
                found.setdefault(one.assessment_id, one)
        return found

    @cached_property
    def totals(self) -> Totals:
        states = dict.fromkeys(STATES, 0)
        achieved = required = components = 0
        for line in self.lines:
            stands = line.standing
            states[stands.state] += 1
            achieved += stands.achieved
            required += stands.required
            components += len(stands.cells)
        people = {line.candidate_id for line in self.lines}
        return Totals(len(people), len(self.lines), states, achieved, required, components)

    @cached_property
    def winners(self) -> dict[int, dict[int, str]]:
        """Component → who was awarded it in the period → when; an award of two packages stands
        once.
        """
        found: dict[int, dict[int, str]] = {one: {} for one in self.component_of}
        first, last = self.terms.period
        for line in self.chosen:
            cells = line.standing.cells
            for one, day in zip(line.held[0], line.held[1].split(","), strict=False):
                if one in cells and first <= day <= last:
                    found[one][line.candidate_id] = day
        return {one: people for one, people in found.items() if people}

    @cached_property
    def lines_of(self) -> dict[int, list[Line]]:
        """Candidate → their lines, those that are left out too."""
        found: dict[int, list[Line]] = {}
        for line in self.chosen:
            found.setdefault(line.candidate_id, []).append(line)
        return found

    def titles(self, award: Award) -> list[str]:
        """The packages of the report in which the award stands."""
        return [
            self.package_of[line.package_id].title
            for line in self.lines_of[award.candidate_id]
            if award.assessment_id in line.standing.cells
        ]

    @property
    def award_count(self) -> int:
        return sum(map(len, self.winners.values()))

    @cached_property
    def ordered(self) -> list[Line]:
        """The lines in the order asked for; those that are alike in it stay by name."""
        down = self.terms.descending
        place = {one.package_id: number for number, one in enumerate(self.packages)}
        if self.terms.sort_key == "name":
            return self.lines[::-1] if down else self.lines
        keys: dict[str, Callable[[Line], Any]] = {
            "package": lambda line: place[line.package_id],
            "components": lambda line: (line.standing.achieved, -line.standing.required),
            "state": lambda line: STATES.index(line.standing.state),
            "date": lambda line: line.latest or ("" if down else LAST),
        }
        return sorted(self.lines, key=keys[self.terms.sort_key], reverse=down)

    def awards(self, begin: int, end: int, graded: Graded) -> list[Award]:
        """The awards at these places of all of them, which stand component by component.

        graded gives the grades in one component, candidate → grade; asked only to sort by them.
        """
        found: list[Award] = []
        before = 0
        for one, people in self.winners.items():
            if before < end and begin < before + len(people):
                given = self._in_order(one, people, graded)
                found += given[max(begin - before, 0) : end - before]
            before += len(people)
        return found

    @cached_property
    def _put_in_order(self) -> dict[int, list[Award]]:
        """Component → its awards in the order asked for, of those that were asked for so far."""
        return {}

    def _in_order(self, one: int, people: Mapping[int, str], graded: Graded) -> list[Award]:
        if one not in self._put_in_order:
            self._put_in_order[one] = self._sorted(one, people, graded)
        return self._put_in_order[one]

    def _sorted(self, one: int, people: Mapping[int, str], graded: Graded) -> list[Award]:
        given = [Award(candidate_id, one, day) for candidate_id, day in people.items()]
        down = self.terms.descending
        if self.terms.sort_key == "date":
            return sorted(given, key=lambda award: award.awarded_on, reverse=down)
        if self.terms.sort_key == "grade":
            grades = graded(one)
            return sorted(given, key=lambda award: grades.get(award.candidate_id, ""), reverse=down)
        return given[::-1] if down else given
