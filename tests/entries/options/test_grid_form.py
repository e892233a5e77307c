"""The grid as a form: its boxes, and what was changed in it."""

import pytest

from tests.entries.sheets import OPTIONAL, REQUIRED, entered, package, person, sheet
from webapp.entries.options import grid_form


def test_a_box_stands_for_a_candidate_and_an_assessment() -> None:
    assert grid_form.box(12, 34) == "12-34"
    assert grid_form.read_boxes(["12-34"]) == {(12, 34)}


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([], set()),
        (["1-2", "1-2", "3-4"], {(1, 2), (3, 4)}),
        (["12-0", "0-34"], {(12, 0), (0, 34)}),
        (["9" * 18 + "-1"], {(10**18 - 1, 1)}),
        (["9" * 19 + "-1", "1-" + "9" * 19], set()),
        (["", "1", "1-", "-1", "-1-2", "1-2-3", "a-b", "1 -2", "1-2 ", "1-2\n", "1.0-2"], set()),
        (["١-٢", "１-２", "²-1"], set()),
        (["rubbish", "5-6", "<b>"], {(5, 6)}),
    ],
)
def test_what_is_no_box_is_passed_over(values: list[str], cells: set[tuple[int, int]]) -> None:
    assert grid_form.read_boxes(values) == cells


def test_the_boxes_shown_ticked_hold_whole_rows_and_columns_but_nothing_locked() -> None:
    two = [person(10), person(11)]
    shown = sheet(package(), two, choices={(10, OPTIONAL): True}, live={(11, REQUIRED): entered()})
    assert set(grid_form.ticked_boxes(shown)) == {"10-0", "0-1", "10-1", "10-5"}


def test_a_whole_row_or_column_without_an_open_box_is_not_shown_ticked() -> None:
    shown = sheet(package()[:1], live={(10, REQUIRED): entered()})
    assert grid_form.ticked_boxes(shown) == []


@pytest.mark.parametrize(
    ("shown", "sent", "changed"),
    [
        (set(), set(), {}),
        ({(1, 1), (1, 2)}, {(1, 1), (1, 2)}, {}),
        ({(1, 1)}, set(), {(1, 1): False}),
        (set(), {(1, 1)}, {(1, 1): True}),
        ({(1, 1), (1, 2)}, {(1, 2), (0, 3)}, {(1, 1): False, (0, 3): True}),
    ],
)
def test_only_what_a_person_changed_counts(
    shown: set[tuple[int, int]], sent: set[tuple[int, int]], changed: dict[tuple[int, int], bool]
) -> None:
    assert grid_form.changes(shown, sent) == changed
