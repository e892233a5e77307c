"""How far somebody has come in a package: what counts, what is achieved, what is missing."""

from typing import NamedTuple

import pytest

from webapp.catalogue.packages.package import Component, order
from webapp.results.programmes.standing import standing


def part(
    one: int, required: str = "yes", alternative: str = "", component: str = "knowledge"
) -> Component:
    group = "MAIN" if required == "option_group" else ""
    return Component(
        one,
        f"{one:05}",
        f"Title {one}",
        "3",
        component,
        "",
        required,
        group,
        alternative,
        None,
        None,
        None,
    )


PLAIN = [part(1), part(2), part(3)]
# One diploma, or a competence and a knowledge qualification; English besides; ICT if one likes.
CHOICE = order(
    [
        part(1, "option_group", "combined"),
        part(2, "option_group", "separate"),
        part(3, "option_group", "separate"),
        part(4, component="functional_skills"),
        part(5, "no"),
    ]
)
OPTIONAL = [part(1, "no"), part(2, "no")]
CHOOSE = ("Choose one: combined or separate",)


class Case(NamedTuple):
    components: list[Component]
    awarded: set[int]
    entered: set[int]
    counts: tuple[int, int]
    state: str
    cells: str
    """A letter a component, by assessment: awarded, entered, missing, not taken."""
    choices: tuple[str, ...] = ()


CASES = {
    "nothing at all": Case(PLAIN, set(), set(), (0, 3), "not started", "mmm"),
    "entered for everything, no result yet": Case(
        PLAIN, set(), {1, 2, 3}, (0, 3), "entered", "eee"
    ),
    "some achieved, some entered, some missing": Case(
        PLAIN, {1}, {1, 2}, (1, 3), "in progress", "aem"
    ),
    "all achieved, with entries": Case(PLAIN, {1, 2, 3}, {1, 2, 3}, (3, 3), "complete", "aaa"),
    "all achieved, without an entry": Case(PLAIN, {1, 2, 3}, set(), (3, 3), "complete", "aaa"),
    "achieved elsewhere alone": Case(PLAIN, {9}, {8}, (0, 3), "not started", "mmm"),
    "no alternative begun": Case(CHOICE, {4}, set(), (1, 2), "in progress", "nnnan", CHOOSE),
    "no alternative begun, English entered": Case(
        CHOICE, set(), {4}, (0, 2), "entered", "nnnen", CHOOSE
    ),
    "the first alternative entered": Case(CHOICE, set(), {1, 4}, (0, 2), "entered", "ennen"),
    "the second one entered in part": Case(CHOICE, set(), {2, 4}, (0, 3), "entered", "nemen"),
    "the second one half achieved": Case(CHOICE, {2, 4}, set(), (2, 3), "in progress", "naman"),
    "the second one whole": Case(CHOICE, {2, 3, 4}, set(), (3, 3), "complete", "naaan"),
    "achieved beats entered": Case(CHOICE, {1}, {2, 3}, (1, 2), "in progress", "aeemn"),
    "a whole one beats one with as many achieved and more entries": Case(
        CHOICE, {1, 2}, {3}, (1, 2), "in progress", "aaemn"
    ),
    "with all alike the first": Case(CHOICE, {1, 2}, {1, 2}, (1, 2), "in progress", "aanmn"),
    "half of one and the whole of the other": Case(
        CHOICE, {1, 2, 3, 4}, set(), (3, 3), "complete", "aaaan"
    ),
    "the optional row achieved counts for nothing": Case(
        CHOICE, {5}, set(), (0, 2), "not started", "nnnma", CHOOSE
    ),
    "the optional row entered": Case(CHOICE, set(), {1, 4, 5}, (0, 2), "entered", "ennee"),
    "the optional row alone entered": Case(CHOICE, set(), {5}, (0, 2), "entered", "nnnme", CHOOSE),
    "the optional row achieved, English entered": Case(
        CHOICE, {5}, {4}, (0, 2), "entered", "nnnea", CHOOSE
    ),
    "only optional rows, entered": Case(OPTIONAL, {1}, {1, 2}, (0, 0), "entered", "ae"),
    "only optional rows are never complete": Case(
        OPTIONAL, {1, 2}, set(), (0, 0), "not started", "aa"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_i_see_how_far_somebody_has_come(case: Case) -> None:
    found = standing(case.components, case.awarded, case.entered)
    letters = "".join(found.cells[one][0] for one in sorted(found.cells))
    assert letters == case.cells
    assert (found.achieved, found.required) == case.counts
    assert found.state == case.state
    assert found.choices == case.choices
    assert set(found.missing) == {one for one, cell in found.cells.items() if cell == "missing"}
    assert set(found.won) == case.awarded & found.cells.keys()


def test_nothing_is_known_of_a_package_without_rows() -> None:
    assert standing([], {1}, {1}) == ("not started", 0, 0, {}, (), (), (), ())


@pytest.mark.parametrize(
    ("components", "entered", "failed", "cells", "choices"),
    [
        (PLAIN, {1, 2}, {1}, "mem", ()),
        (PLAIN, {1, 2}, {1, 2, 3}, "mmm", ()),
        # An alternative that somebody has failed in is begun all the same.
        (CHOICE, {2}, {2}, "nmmmn", ()),
        (CHOICE, {1, 4}, {1}, "mnnen", ()),
    ],
)
def test_what_was_not_achieved_is_missing_again(
    components: list[Component], entered: set[int], failed: set[int], cells: str, choices: tuple
) -> None:
    stands = standing(components, set(), entered, failed)
    assert stands.state == "entered"
    in_order = [stands.cells[one] for one in sorted(stands.cells)]
    assert "".join(state[0] for state in in_order) == cells
    assert stands.choices == choices


def test_what_was_achieved_is_not_missing_whatever_failed_before() -> None:
    stands = standing(PLAIN, {1}, {1, 2, 3}, {1})
    assert stands.cells == {1: "awarded", 2: "entered", 3: "entered"}
