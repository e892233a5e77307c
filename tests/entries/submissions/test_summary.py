"""The entry summary: what would be entered, and every warning that goes with it."""

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
from webapp.entries.options.entry_grid import Sheet
from webapp.entries.submissions import summary

NO_ALTERNATIVE = "None of the alternatives is chosen: combined or separate."

WARNINGS: list[tuple[str, Sheet, list[str]]] = [
    ("all well", sheet([component(1)]), []),
    ("nothing missing is said of optional rows", sheet([component(1), component(2, "no")]), []),
    ("no ULN", sheet([component(1)], [person(10, uln=None)]), ["No ULN is recorded."]),
    ("no gender", sheet([component(1)], [person(10, gender=None)]), ["No gender is recorded."]),
    ("awarded and left out", sheet([component(1)], awarded={(10, 1): date(2026, 3, 9)}), []),
    (
        "awarded and ticked",
        sheet([component(1)], awarded={(10, 1): date(2026, 3, 9)}, choices={(10, 1): True}),
        ["00001 has already been awarded, on 9 March 2026."],
    ),
    ("entered elsewhere and left out", sheet([component(1)], live={(10, 1): entered(6)}), []),
    (
        "entered elsewhere and ticked",
        sheet([component(1)], live={(10, 1): entered(6)}, choices={(10, 1): True}),
        ["00001 is already entered in the series Series 6."],
    ),
    ("entered already", sheet([component(1)], live={(10, 1): entered()}), []),
    ("late", sheet([component(1, series=LATE)]), ["The entry for 00001 is late: March 2027."]),
    ("late but not entered", sheet([component(1, "no", series=LATE)]), []),
    ("late and entered already", sheet([component(1, series=LATE)], live={(10, 1): entered()}), []),
    (
        "required and unticked",
        sheet([component(1)], choices={(10, 1): False}),
        ["00001 Assessment 1 is required and missing."],
    ),
    (
        "required, but without a series",
        sheet([component(1, series=None)]),
        ["00001 Assessment 1 is required and missing."],
    ),
    ("no alternative", sheet(package()), [NO_ALTERNATIVE]),
    ("the single alternative", sheet(package(), choices={(10, COMBINED): True}), []),
    (
        "the whole alternative",
        sheet(package(), choices={(10, NVQ): True, (10, KNOWLEDGE): True}),
        [],
    ),
    (
        "half an alternative",
        sheet(package(), choices={(10, NVQ): True}),
        ["The chosen alternative is not complete: 00004 is missing."],
    ),
    ("an alternative awarded", sheet(package(), awarded={(10, COMBINED): date(2026, 3, 9)}), []),
    (
        "an alternative awarded in part, the rest ticked",
        sheet(package(), awarded={(10, NVQ): date(2026, 3, 9)}, choices={(10, KNOWLEDGE): True}),
        [],
    ),
    (
        "half an alternative, and the other whole",
        sheet(package(), choices={(10, COMBINED): True, (10, NVQ): True}),
        [],
    ),
    ("an alternative entered elsewhere", sheet(package(), live={(10, COMBINED): entered(6)}), []),
    (
        "two option groups",
        sheet(
            [choice(1, "a", "A"), choice(2, "b", "A"), choice(3, "c", "B"), choice(4, "d", "B")],
            choices={(10, 1): True},
        ),
        ["None of the alternatives is chosen: c or d."],
    ),
    (
        "everything at once",
        sheet(
            [component(1, series=LATE), component(2)],
            [person(10, uln=None, gender=None)],
            awarded={(10, 1): date(2026, 3, 9)},
            choices={(10, 1): True, (10, 2): False},
        ),
        [
            "No ULN is recorded.",
            "No gender is recorded.",
            "00001 has already been awarded, on 9 March 2026.",
            "The entry for 00001 is late: March 2027.",
            "00002 Assessment 2 is required and missing.",
        ],
    ),
]


@pytest.mark.parametrize(
    ("one", "said"), [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS]
)
def test_what_a_person_is_warned_of(one: Sheet, said: list[str]) -> None:
    assert summary.warnings(one, one.candidates[0]) == said


def test_warnings_are_about_one_candidate_alone() -> None:
    two = sheet([component(1)], [person(10, uln=None), person(11)], choices={(11, 1): False})
    assert [one.warnings for one in summary.by_candidate(two)] == [
        ["No ULN is recorded."],
        ["00001 Assessment 1 is required and missing."],
    ]


def test_by_candidate_names_everybody_also_those_with_nothing_new() -> None:
    two = sheet(
        [component(1), component(2)],
        [person(10), person(11)],
        live={(11, 1): entered(), (11, 2): entered()},
    )
    found = [
        (one.candidate.candidate_id, [line.component.assessment_id for line in one.lines])
        for one in summary.by_candidate(two)
    ]
    assert found == [(10, [1, 2]), (11, [])]


def test_by_assessment_leaves_out_what_nobody_is_entered_for() -> None:
    rows = [
        component(1, fee=1850),
        component(2),
        component(3, "no", fee=100),
        component(4, fee=1850, late_fee=2775, series=LATE),
    ]
    two = sheet(rows, [person(10), person(11)], live={(11, 1): entered()})
    found = [
        (one.component.assessment_id, one.candidates, one.cost)
        for one in summary.by_assessment(two)
    ]
    assert found == [(1, 1, 1850), (2, 2, None), (4, 2, 2 * 2775)]


def test_the_keys_of_what_is_shown_name_candidate_assessment_and_series() -> None:
    two = sheet([component(1), component(2)], [person(10), person(11)], choices={(10, 2): False})
    assert summary.keys(two) == ["10-1-7", "11-1-7", "11-2-7"]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("", set()),
        ("10-1-7 11-1-7", {"10-1-7", "11-1-7"}),
        ("10-1-7 10-1-7", {"10-1-7"}),
        ("10-1-7\n11-2-7\t", {"10-1-7", "11-2-7"}),
        ("10-1 10-1-7-9 -1-2-3 a-b-c 10-1-x 10-1-" + "9" * 19, set()),
        ("١-٢-٣ 1-2-3", {"1-2-3"}),
    ],
)
def test_what_is_no_key_is_passed_over(sent: str, keys: set[str]) -> None:
    assert summary.read_keys(sent) == keys


@pytest.mark.parametrize(
    ("refused", "named"),
    [
        (set(), []),
        ({"10-1-7"}, ["Mary Jones: 00001 Assessment 1"]),
        (
            {"11-2-7", "10-1-7"},
            ["Mary Jones: 00001 Assessment 1", "Seán O'Brien: 00002 Assessment 2"],
        ),
        ({"12-1-7"}, ["Tenzin: 00001 Assessment 1"]),
        ({"13-1-7"}, ["Wulandari: 00001 Assessment 1"]),
        ({"99-1-7", "10-99-7"}, []),
    ],
)
def test_entries_made_by_somebody_else_meanwhile_are_named(
    refused: set[str], named: list[str]
) -> None:
    people: list[dict[str, Any]] = [
        person(10),
        person(11, "Seán", "O'Brien"),
        person(12, "Tenzin", ""),
        person(13, "", "Wulandari"),
    ]
    assert summary.name_refused(sheet([component(1), component(2)], people), refused) == named


def test_they_are_named_in_the_order_of_the_list() -> None:
    people = [person(20, "Ann", "Abel"), person(100, "Ben", "Bower"), person(3, "Cy", "Cole")]
    named = summary.name_refused(sheet([component(1)], people), {"3-1-7", "100-1-7", "20-1-7"})
    assert [one.split(":")[0] for one in named] == ["Ann Abel", "Ben Bower", "Cy Cole"]


def test_every_warning_about_required_rows_and_alternatives_can_come_together() -> None:
    one = sheet(package(), choices={(10, REQUIRED): False, (10, OPTIONAL): True})
    assert summary.warnings(one, one.candidates[0]) == [
        "00001 Assessment 1 is required and missing.",
        NO_ALTERNATIVE,
    ]
