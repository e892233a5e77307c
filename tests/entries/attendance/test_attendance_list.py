"""Sheets of thirty: how many there are, who stands on which, and what their file is called."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from webapp.entries.attendance import attendance_list


def row(place: int, **more: Any) -> attendance_list.Entry:
    first = attendance_list.Entry(
        entry_id=place,
        assessment_id=1,
        series_id=7,
        entry_code="03999",
        assessment_title="IT User Skills",
        level="2",
        series_title="March 2027",
        surname=f"Surname {place:03}",
        forenames="Ada",
        born_on=date(2008, 11, 24),
        candidate_number=f"{place:04}",
        uci="681990012058G",
    )
    return replace(first, **more)


@pytest.mark.parametrize(
    ("entries", "sizes"),
    [
        (0, []),
        (1, [1]),
        (30, [30]),
        (31, [30, 1]),
        (60, [30, 30]),
        (65, [30, 30, 5]),
        (300, [30] * 10),
    ],
)
def test_thirty_stand_on_a_page_and_the_last_holds_what_is_left(
    entries: int, sizes: list[int]
) -> None:
    sheets = attendance_list.sheets(row(place) for place in range(1, entries + 1))
    assert [len(sheet.lines) for sheet in sheets] == sizes
    assert [(sheet.page, sheet.pages) for sheet in sheets] == [
        (page, len(sizes)) for page in range(1, len(sizes) + 1)
    ]
    places = [line.place for sheet in sheets for line in sheet.lines]
    assert places == list(range(1, entries + 1))


def test_each_assessment_and_series_counts_its_own_pages() -> None:
    first = [row(place) for place in range(31)]
    second = [row(place, series_id=8, series_title="June 2027") for place in range(2)]
    third = [row(place, assessment_id=2, entry_code="09499", level="E3") for place in range(2)]
    sheets = attendance_list.sheets([*first, *second, *third])
    assert [(one.entry_code, one.series, one.level, one.page, one.pages) for one in sheets] == [
        ("03999", "March 2027", "2", 1, 2),
        ("03999", "March 2027", "2", 2, 2),
        ("03999", "June 2027", "2", 1, 1),
        ("09499", "March 2027", "Entry 3", 1, 1),
    ]
    assert [sheet.lines[0].place for sheet in sheets] == [1, 31, 1, 1]


def test_where_a_title_has_changed_the_newest_entry_says_it() -> None:
    (sheet,) = attendance_list.sheets(
        [row(9, assessment_title="New"), row(3, assessment_title="Old")]
    )
    assert sheet.title == "New"


@pytest.mark.parametrize(
    ("surname", "forenames", "name"),
    [
        ("O’Brien-Śmith", "Zoë", "O’Brien-Śmith, Zoë"),
        ("", "Sukarno", "Sukarno"),
        ("Smith", "", "Smith"),
    ],
)
def test_a_name_stands_surname_first_and_a_single_name_alone(
    surname: str, forenames: str, name: str
) -> None:
    (sheet,) = attendance_list.sheets([row(1, surname=surname, forenames=forenames)])
    assert sheet.lines[0].name == name


def test_the_uci_is_grouped_and_what_is_not_known_stays_blank() -> None:
    (sheet,) = attendance_list.sheets([row(1), row(2, uci=None, candidate_number=None)])
    assert [(line.uci, line.candidate_number) for line in sheet.lines] == [
        ("68199 0 01 2058 G", "0001"),
        ("", ""),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("03999", "March 2027"), "attendance-03999-March-2027.pdf"),
        (("SP-000012",), "attendance-SP-000012.pdf"),
        (("03999", '../"June"\r\n2027 é'), "attendance-03999-June-2027.pdf"),
    ],
)
def test_a_file_is_named_for_its_series_with_plain_letters(
    words: tuple[str, ...], name: str
) -> None:
    assert attendance_list.file_name(*words) == name
