"""Learning programmes: which packages a candidate takes part in, and how far they have come in
each.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from webapp.catalogue.packages.package import Component, Requirement
from webapp.results.programmes.standing import (
    COMPLETE,
    Standing,
    completed_before,
    has_all,
    standing,
)

Entered = tuple[int, frozenset[int]]
"""A package, and the assessments that have a live entry in a submission for it."""
Awards = tuple[Sequence[int], str]
"""Assessments, and in the same order the dates (ISO) of their awards, a comma between."""
NONE: frozenset[int] = frozenset()


class Package(NamedTuple):
    """One package of a framework with its rows in reading order."""

    package_id: int
    title: str
    components: tuple[Component, ...]
    earlier: tuple[Requirement, ...] = ()
    """What counted in it before editions changed that, the earliest first."""

    @property
    def assessment_ids(self) -> list[int]:
        return [one.assessment_id for one in self.components]


class Line(NamedTuple):
    """One candidate in one package."""

    candidate_id: int
    package_id: int
    standing: Standing
    held: Awards
    """All that the candidate has been awarded in the framework."""
    is_archived: bool = False

    @property
    def is_leaver(self) -> bool:
        """Whether the candidate was archived and has not completed the package."""
        return self.is_archived and self.standing.state != COMPLETE

    @property
    def awards(self) -> dict[int, str]:
        """Assessment → date awarded (ISO), of this package alone."""
        cells = self.standing.cells
        return {
            one: day
            for one, day in zip(self.held[0], self.held[1].split(","), strict=False)
            if one in cells
        }

    @property
    def latest(self) -> str:
        """The latest date awarded, "" for none."""
        return max(self.awards.values(), default="")


class Facts(NamedTuple):
    """What the file holds about a framework's candidates."""

    packages: Sequence[Package]
    order: Sequence[int]
    """Candidates by name; whoever is not among them is left out."""
    entered: Mapping[int, Sequence[Entered]]
    """Candidate → their live entries, those under packages of other frameworks too."""
    results: Mapping[int, frozenset[int]]
    """Candidate → the assessments in which a result is shown, at least those that matter to
    taking_part.
    """
    awards: Mapping[int, Awards]
    first_awarded: Mapping[int, Mapping[int, str]] = {}
    """Candidate → assessment → the day (ISO) since when it is achieved, for earlier
    requirements.
    """
    failed: Mapping[int, frozenset[int]] = {}
    """Candidate → the assessments whose every live entry has led to "not achieved" or "absent"."""
    archived: Collection[int] = NONE
    """The candidates who are archived."""


def taking_part(
    packages: Sequence[Package], entered: Sequence[Entered], results: Collection[int]
) -> list[Package]:
    """The packages that somebody takes part in: entered for, or with a result that no entry
    explains.
    """
    live = NONE.union(*(assessments for _, assessments in entered))
    loose = set(results) - live
    under = {package_id for package_id, assessments in entered if assessments}
    return [
        one
        for one in packages
        if one.package_id in under
        or any(part.assessment_id in loose and places(part) for part in one.components)
    ]


def places(component: Component) -> bool:
    """Whether a result alone tells the package; functional skills stand in nearly every one."""
    return component.component != "functional_skills"


def lines(facts: Facts) -> list[Line]:
    """Every candidate in every package they take part in, by name and then in the packages'
    order.
    """
    found: list[Line] = []
    # Most people have come just as far as somebody else has.
    known: dict[tuple[object, ...], list[tuple[int, Standing]]] = {}
    for candidate_id in facts.order:
        entered = facts.entered.get(candidate_id, ())
        results = facts.results.get(candidate_id, NONE)
        if not entered and not results:
            continue
        held = facts.awards.get(candidate_id, ((), ""))
        failed = facts.failed.get(candidate_id, NONE)
        before = _completed_before(facts, candidate_id)
        key = (entered, results, held[0], failed, before)
        if key not in known:
            known[key] = _standings(facts.packages, *key)
        for package_id, stands in known[key]:
            is_archived = candidate_id in facts.archived
            found.append(Line(candidate_id, package_id, stands, held, is_archived))
    return found


def _standings(
    packages: Sequence[Package],
    entered: Sequence[Entered],
    results: Collection[int],
    won: Collection[int],
    failed: Collection[int],
    before: Collection[tuple[int, int]],
) -> list[tuple[int, Standing]]:
    live = NONE.union(*(assessments for _, assessments in entered))
    places = dict(before)
    found = []
    for one in taking_part(packages, entered, results):
        stands = standing(one.components, won, live, failed)
        if stands.state != COMPLETE and one.package_id in places:
            earlier = one.earlier[places[one.package_id]].parts
            stands = completed_before(stands, one.components, earlier)
        found.append((one.package_id, stands))
    return found


def _completed_before(facts: Facts, candidate_id: int) -> tuple[tuple[int, int], ...]:
    """The packages that somebody had completed before they were changed, each with the place of the
    latest requirement that was met: whoever has completed a package stays complete.
    """
    days = facts.first_awarded.get(candidate_id)
    if not days:
        return ()
    found = {}
    for package in facts.packages:
        for place, one in enumerate(package.earlier):
            if has_all(one.parts, {part for part, day in days.items() if day <= one.last_day}):
                found[package.package_id] = place
    return tuple(found.items())
