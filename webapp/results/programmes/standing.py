"""How far a candidate has come in a package: what counts, what is achieved, what is missing."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from webapp.catalogue.packages.package import Component, Part, alternatives

COMPLETE, IN_PROGRESS, NOT_STARTED = "complete", "in progress", "not started"
ENTERED = "entered"
"""Of a package: nothing that counts is achieved, something is entered; of a component: it waits."""
STATES = (COMPLETE, IN_PROGRESS, ENTERED, NOT_STARTED)
AWARDED, MISSING, NOT_TAKEN = "awarded", "missing", "not taken"


class Standing(NamedTuple):
    """What one candidate has of one package; components are named by their assessment_id."""

    state: str
    achieved: int
    required: int
    cells: Mapping[int, str]
    """Every component of the package → awarded, entered, missing or not taken."""
    won: tuple[int, ...]
    """The awarded ones, whether they count or not."""
    missing: tuple[int, ...]
    choices: tuple[str, ...]
    """Option groups of which nothing is begun, in words: "Choose one: combined or separate"."""
    added_since: tuple[int, ...] = ()
    """What an edition has added since the package was completed, and does not count any more."""


def standing(
    components: Sequence[Component | Part],
    awarded: Collection[int],
    entered: Collection[int],
    failed: Collection[int] = (),
) -> Standing:
    """Work out where somebody stands from the assessments awarded and those with a live entry.

    failed are those of which every live entry has led to "not achieved" or "absent": they are
    begun, but no result is to be waited for.

    What counts is every required row and one alternative of each option group: one with all rows
    awarded, else the one with the most, then with the most entered, then the first. An option group
    of which nothing is begun counts as its first alternative, but no row of it is missing: it is a
    choice to make.
    """
    counted = [one.assessment_id for one in components if one.required == "yes"]
    wanted = list(counted)
    choices = []
    for choice in alternatives(components).values():
        taken = max(
            choice.values(),
            key=lambda rows: (
                _of(rows, awarded) == len(rows),
                _of(rows, awarded),
                _of(rows, entered),
            ),
        )
        counted += [one.assessment_id for one in taken]
        if any(_of(rows, awarded) or _of(rows, entered) for rows in choice.values()):
            wanted += [one.assessment_id for one in taken]
        else:
            choices.append(f"Choose one: {' or '.join(choice)}")
    achieved = sum(one in awarded for one in counted)
    waiting = [one for one in entered if one not in failed]
    cells = {
        one.assessment_id: _cell(one.assessment_id, awarded, waiting, wanted) for one in components
    }
    return Standing(
        _state(achieved, len(counted), _of(components, entered)),
        achieved,
        len(counted),
        cells,
        _which(cells, AWARDED),
        _which(cells, MISSING),
        tuple(choices),
    )


def completed_before(
    stands: Standing, components: Sequence[Component], earlier: Sequence[Part]
) -> Standing:
    """Where somebody stands who had achieved all that counted in the package before it was changed.

    earlier are the rows that counted then, and all of those that were needed are awarded.
    """
    had = standing(earlier, {one.assessment_id for one in earlier}, ())
    counted = {one.assessment_id for one in earlier}
    added = [
        one.assessment_id
        for one in components
        if one.required != "no"
        and one.assessment_id not in counted
        and stands.cells[one.assessment_id] != AWARDED
    ]
    cells = {one: NOT_TAKEN if cell == MISSING else cell for one, cell in stands.cells.items()}
    return stands._replace(
        state=COMPLETE,
        achieved=had.required,
        required=had.required,
        cells=cells,
        missing=(),
        choices=(),
        added_since=tuple(added),
    )


def has_all(parts: Sequence[Part], awarded: Collection[int]) -> bool:
    """Whether every required row and one whole alternative of each option group is awarded."""
    return standing(parts, awarded, ()).state == COMPLETE


def _of(rows: Sequence[Component | Part], among: Collection[int]) -> int:
    return sum(one.assessment_id in among for one in rows)


def _cell(
    one: int, awarded: Collection[int], entered: Collection[int], wanted: Collection[int]
) -> str:
    if one in awarded:
        return AWARDED
    if one in entered:
        return ENTERED
    return MISSING if one in wanted else NOT_TAKEN


def _which(cells: Mapping[int, str], wanted: str) -> tuple[int, ...]:
    return tuple(one for one, cell in cells.items() if cell == wanted)


def _state(achieved: int, required: int, entered: int) -> str:
    """Name the state by how many components that count are achieved and required, and how many
    components of the package, counted or not, have a live entry, whatever that has led to.

    A package in which nothing counts is never complete.
    """
    if not achieved:
        return ENTERED if entered else NOT_STARTED
    return COMPLETE if achieved == required else IN_PROGRESS
