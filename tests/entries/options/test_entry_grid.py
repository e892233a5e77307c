"""The entry options, cell by cell: what starts ticked, what is locked, what a tick brings along."""

from datetime import date
from typing import Any

import pytest

from tests.entries.sheets import (
    COMBINED,
    KNOWLEDGE,
    LATE,
    NVQ,
    OPTIONAL,
    REQUIRED,
    choice,
    component,
    entered,
    package,
    person,
    sheet,
)
from webapp.catalogue.packages.package import Component
from webapp.entries.options.cell import Cell, Failure, Withdrawal

TICKED, OPEN = Cell(True), Cell(False)
NO_SERIES = Cell(False, locked=True, why="no series")
ENTERED = Cell(True, locked=True, why="entered", since=date(2026, 11, 10))
ELSEWHERE = Cell(False, why="elsewhere", elsewhere="Series 6")
AWARDED = Cell(False, why="awarded", since=date(2026, 3, 9))

FAILED = Failure("not achieved", date(2026, 2, 10))
WITHDRAWN = Withdrawal(date(2026, 10, 1), "ill")

CELLS = [
    ("required starts ticked", component(1), {}, TICKED),
    ("optional starts unticked", component(1, "no"), {}, OPEN),
    ("an alternative starts unticked", choice(1, "combined"), {}, OPEN),
    ("required, unticked by hand", component(1), {"choice": False}, OPEN),
    ("optional, ticked by hand", component(1, "no"), {"choice": True}, TICKED),
    ("an alternative, ticked by hand", choice(1, "combined"), {"choice": True}, TICKED),
    ("entered in this series", component(1), {"live": entered()}, ENTERED),
    ("optional and entered", component(1, "no"), {"live": entered()}, ENTERED),
    ("entered, whatever was decided", component(1), {"live": entered(), "choice": False}, ENTERED),
    (
        "entered and awarded",
        component(1),
        {"live": entered(), "awarded": date(2026, 3, 9)},
        ENTERED,
    ),
    ("entered here and elsewhere", component(1), {"live": entered(6) + entered()}, ENTERED),
    ("entered elsewhere", component(1), {"live": entered(6)}, ELSEWHERE),
    (
        "entered elsewhere, ticked by hand",
        component(1),
        {"live": entered(6), "choice": True},
        Cell(True, why="elsewhere", elsewhere="Series 6"),
    ),
    ("awarded", component(1), {"awarded": date(2026, 3, 9)}, AWARDED),
    (
        "awarded, ticked by hand",
        component(1),
        {"awarded": date(2026, 3, 9), "choice": True},
        Cell(True, why="awarded", since=date(2026, 3, 9)),
    ),
    (
        "awarded and entered elsewhere",
        component(1),
        {"awarded": date(2026, 3, 9), "live": entered(6)},
        AWARDED,
    ),
    (
        "failed, required",
        component(1),
        {"failed": FAILED},
        Cell(True, why="failed", since=date(2026, 2, 10)),
    ),
    (
        "failed, optional",
        component(1, "no"),
        {"failed": FAILED},
        Cell(False, why="failed", since=date(2026, 2, 10)),
    ),
    (
        "failed, unticked by hand",
        component(1),
        {"failed": FAILED, "choice": False},
        Cell(False, why="failed", since=date(2026, 2, 10)),
    ),
    (
        "absent",
        component(1),
        {"failed": Failure("absent", date(2026, 2, 10))},
        Cell(True, why="absent", since=date(2026, 2, 10)),
    ),
    ("failed and entered again", component(1), {"failed": FAILED, "live": entered()}, ENTERED),
    (
        "failed and entered again elsewhere",
        component(1),
        {"failed": FAILED, "live": entered(6)},
        ELSEWHERE,
    ),
    ("failed and awarded", component(1), {"failed": FAILED, "awarded": date(2026, 3, 9)}, AWARDED),
    (
        "withdrawn",
        component(1),
        {"withdrawn": WITHDRAWN},
        Cell(False, why="withdrawn", since=date(2026, 10, 1), reason="ill"),
    ),
    (
        "withdrawn, ticked by hand",
        component(1),
        {"withdrawn": WITHDRAWN, "choice": True},
        Cell(True, why="withdrawn", since=date(2026, 10, 1), reason="ill"),
    ),
    (
        "withdrawn after it was failed",
        component(1),
        {"withdrawn": WITHDRAWN, "failed": FAILED},
        Cell(False, why="withdrawn", since=date(2026, 10, 1), reason="ill"),
    ),
    (
        "withdrawn in another series",
        component(1),
        {"withdrawn in": 6, "withdrawn": WITHDRAWN},
        TICKED,
    ),
    ("no series", component(1, series=None), {}, NO_SERIES),
    (
        "no series, whatever was decided",
        component(1, "no", series=None),
        {"choice": True},
        NO_SERIES,
    ),
    ("no series, entered before", component(1, series=None), {"live": entered(6)}, NO_SERIES),
]


@pytest.mark.parametrize(
    ("one", "known", "cell"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS]
)
def test_how_a_cell_starts(one: Component, known: dict[str, Any], cell: Cell) -> None:
    key = (10, 1)
    found = sheet(
        [one],
        choices={key: known["choice"]} if "choice" in known else {},
        live={key: known["live"]} if "live" in known else {},
        awarded={key: known["awarded"]} if "awarded" in known else {},
        failures={key: known["failed"]} if "failed" in known else {},
        withdrawals={(*key, known.get("withdrawn in", 7)): known["withdrawn"]}
        if "withdrawn" in known
        else {},
    )
    assert found.cell(*key) == cell


def test_only_ticked_open_cells_make_new_entries() -> None:
    assert [one.is_new for one in (TICKED, OPEN, ENTERED, NO_SERIES)] == [True, False, False, False]


def everything(candidate_id: int, *ticked: int) -> dict[tuple[int, int], bool]:
    return {(candidate_id, place): place in ticked for place in range(1, 6)}


DECISIONS = [
    ("nothing", {}, {}),
    ("one cell off", {(10, 1): False}, {(10, 1): False}),
    ("one optional cell on", {(10, 5): True}, {(10, 5): True}),
    ("the whole row leaves alternatives alone", {(10, 0): True}, {(10, 1): True, (10, 5): True}),
    ("the whole row off", {(10, 0): False}, everything(10)),
    ("the whole column", {(0, 5): True}, {(10, 5): True, (11, 5): True}),
    ("the whole column off", {(0, 1): False}, {(10, 1): False, (11, 1): False}),
    (
        "an alternative puts out the other, both rows of it",
        {(10, 2): True},
        {(10, 2): True, (10, 3): False, (10, 4): False},
    ),
    (
        "an alternative is taken whole",
        {(10, 3): True},
        {(10, 2): False, (10, 3): True, (10, 4): True},
    ),
    ("one row of an alternative off", {(10, 3): False}, {(10, 3): False}),
    (
        "a whole column of an alternative",
        {(0, 4): True},
        {(who, place): place != 2 for who in (10, 11) for place in (2, 3, 4)},
    ),
    (
        "a single cell wins over its column",
        {(0, 1): False, (10, 1): True},
        {(10, 1): True, (11, 1): False},
    ),
    (
        "a single cell wins over its column, named first",
        {(10, 1): True, (0, 1): False},
        {(10, 1): True, (11, 1): False},
    ),
    ("a single cell wins over its row", {(10, 1): True, (10, 0): False}, everything(10, 1)),
    (
        "a single cell off wins over its row on",
        {(10, 5): False, (10, 0): True},
        {(10, 1): True, (10, 5): False},
    ),
    (
        "a single alternative wins over the other's column",
        {(0, 2): True, (10, 3): True},
        {
            (10, 2): False,
            (10, 3): True,
            (10, 4): True,
            (11, 2): True,
            (11, 3): False,
            (11, 4): False,
        },
    ),
    (
        "from one alternative to the other",
        {(10, 2): False, (10, 4): True},
        {(10, 2): False, (10, 3): True, (10, 4): True},
    ),
    ("nobody of that number", {(99, 1): True, (99, 0): True}, {}),
    ("no assessment of that number", {(10, 99): True, (0, 99): True}, {}),
    ("neither row nor column", {(0, 0): True}, {}),
]


@pytest.mark.parametrize(
    ("wanted", "decided"), [row[1:] for row in DECISIONS], ids=[row[0] for row in DECISIONS]
)
def test_what_a_tick_amounts_to(
    wanted: dict[tuple[int, int], bool], decided: dict[tuple[int, int], bool]
) -> None:
    assert sheet(package(), [person(10), person(11)]).decide(wanted) == decided


@pytest.mark.parametrize(
    ("wanted", "decided"),
    [
        ({(10, 1): False}, {}),
        ({(10, 1): True}, {}),
        ({(0, 1): False}, {(11, 1): False}),
        ({(10, 0): False}, {(10, place): False for place in (2, 3, 4)}),
        ({(10, 5): True}, {}),
        ({(0, 5): True}, {}),
    ],
)
def test_locked_cells_are_left_alone(
    wanted: dict[tuple[int, int], bool], decided: dict[tuple[int, int], bool]
) -> None:
    rows = [*package()[:4], component(OPTIONAL, "no", series=None)]
    two = sheet(rows, [person(10), person(11)], live={(10, REQUIRED): entered()})
    assert two.decide(wanted) == decided


def test_an_alternative_that_is_entered_already_stays_when_the_other_is_ticked() -> None:
    one = sheet(package(), live={(10, COMBINED): entered()})
    assert one.decide({(10, NVQ): True}) == {(10, NVQ): True, (10, KNOWLEDGE): True}


def test_two_option_groups_do_not_touch_each_other() -> None:
    rows = [choice(1, "a", "A"), choice(2, "b", "A"), choice(3, "a", "B"), choice(4, "b", "B")]
    assert sheet(rows).decide({(10, 1): True, (10, 4): True}) == {
        (10, 1): True,
        (10, 2): False,
        (10, 3): False,
        (10, 4): True,
    }


def test_totals_count_what_would_be_entered_anew() -> None:
    two = sheet(
        package(),
        [person(10), person(11)],
        choices={(10, OPTIONAL): True, (11, NVQ): True, (11, KNOWLEDGE): True},
        live={(11, REQUIRED): entered()},
    )
    assert [two.row_total(10), two.row_total(11)] == [2, 2]
    assert [two.column_total(place) for place in range(1, 6)] == [1, 0, 1, 1, 1]
    assert two.total == 4
    assert [(who.candidate_id, one.assessment_id) for who, one in two.new_entries()] == [
        (10, 1),
        (10, 5),
        (11, 3),
        (11, 4),
    ]


@pytest.mark.parametrize(
    ("rows", "cost"),
    [
        ([component(1)], None),
        ([component(1, fee=1850)], 2 * 1850),
        ([component(1, fee=1850), component(2)], 2 * 1850),
        ([component(1, fee=1850), component(2, fee=11500)], 2 * (1850 + 11500)),
        ([component(1, fee=1850), component(2, "no", fee=11500)], 2 * 1850),
        ([component(1, fee=1850, late_fee=2775)], 2 * 1850),
        ([component(1, fee=1850, late_fee=2775, series=LATE)], 2 * 2775),
        ([component(1, fee=1850, series=LATE)], None),
        ([component(1, fee=1850, series=LATE), component(2, fee=100)], 2 * 100),
        ([component(1, fee=0)], 0),
        ([component(1, fee=1850, series=None)], 0),
    ],
)
def test_the_cost_adds_up_what_is_known(rows: list[Component], cost: int | None) -> None:
    assert sheet(rows, [person(10), person(11)]).cost == cost


def test_entries_that_exist_already_cost_nothing_more() -> None:
    one = sheet([component(1, fee=1850)], [person(10), person(11)], live={(10, 1): entered()})
    assert one.cost == 1850


def test_a_candidate_whose_only_ticks_are_entered_already_is_not_without_a_tick() -> None:
    people = [person(10), person(11), person(12)]
    three = sheet(
        [component(1), component(2, "no")],
        people,
        choices={(11, 1): False, (12, 1): False},
        live={(12, 1): entered()},
    )
    assert three.without_any_tick() == [people[1]]


@pytest.mark.parametrize(
    ("choices", "whole_row", "whole_column"),
    [
        ({}, False, True),
        ({(10, OPTIONAL): True}, True, True),
        ({(10, OPTIONAL): True, (10, REQUIRED): False}, False, False),
        ({(10, OPTIONAL): True, (11, REQUIRED): False}, True, False),
    ],
)
def test_the_boxes_for_the_whole_row_and_column_follow_their_cells(
    choices: dict[tuple[int, int], bool], whole_row: bool, whole_column: bool
) -> None:
    two = sheet(package(), [person(10), person(11)], choices=choices)
    assert two.whole_row(10) is whole_row
    assert two.whole_column(REQUIRED) is whole_column
