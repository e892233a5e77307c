"""The attendance list as PDF, opened by another program than the one that made it."""

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
import pytest

from tests.entries.attendance.test_attendance_list import row
from tests.entries.attending import bare, opened, pages
from webapp.entries.attendance import attendance_list, pdf_file
from webapp.pdf.typeface import BOLD, REGULAR, typeface
from webapp.web.formatting import short_date

MM = 72 / 25.4
CENTRE = "12345 Riverside College"
AWKWARD = [
    ("Nguyễn Thị", "Ánh"),
    ("O’Brien-Śmith", "Zoë"),
    ("Ọlájùmọ̀kẹ́", "Adébáyọ̀"),
    ("Ẹ̀bùn", "J̌ana"),
    ("Иванова", "Мария"),
    ("Παπαδόπουλος", "Γιώργος"),
    ("Çelik", "İpek"),
    ("Đặng", "Þórdís Łucja"),
    ('Smith, "Bob"', "D'Arcy (x) \\ <y> & 100%"),
    ("", "Sukarno"),
    ("Office", "Affleck-Fiedler"),
    ("शर्मा", "अनिता"),
    ("Ng", "I"),
]
UNDRAWN = [("王", "小明"), ("محمد", "أحمد"), ("Kim 김", "Min")]


def made(rows: list[attendance_list.Entry]) -> bytes:
    sheets = attendance_list.sheets(rows)
    return pdf_file.content(sheets, "Attendance list", CENTRE, "24 November 2026", short_date)


def people(names: list[tuple[str, str]]) -> list[attendance_list.Entry]:
    return [
        row(place, surname=surname, forenames=forenames)
        for place, (surname, forenames) in enumerate(names, 1)
    ]


def test_it_works() -> None:
    rows = [row(place) for place in range(1, 66)]
    found = pages(made(rows))
    assert len(found) == 3
    for number, text in enumerate(found, 1):
        assert text.startswith(
            f"{CENTRE} Page {number} of 3 Attendance list 03999 IT User Skills Level 2."
            " Series: March 2027. Printed: 24 November 2026."
        )
        assert text.count("Signature") == text.count("Absent") == 1
    for one in rows:
        line = (
            f"{one.entry_id} {one.candidate_number} {one.surname}, Ada 68199 0 01 2058 G"
            " 24 Nov 2008"
        )
        assert line in found[(one.entry_id - 1) // 30]


@pytest.mark.parametrize("name", AWKWARD + UNDRAWN)
def test_whoever_reads_or_searches_the_file_finds_every_name_as_it_is_written(
    name: tuple[str, str],
) -> None:
    (text,) = pages(made(people([name])))
    assert f" 0001 {bare(', '.join(filter(None, name)))} 68199 0 01 2058 G" in text


def test_names_that_can_be_drawn_raise_no_note() -> None:
    assert "Boxes" not in pages(made(people(AWKWARD)))[0]


def test_the_page_says_in_which_rows_a_name_could_not_be_drawn() -> None:
    (text,) = pages(made(people([*AWKWARD[:2], *UNDRAWN])))
    assert "Boxes in the name in rows 3, 4, 5 stand for letters that this file cannot draw" in text
    (text,) = pages(made(people(UNDRAWN[:1])))
    assert "Boxes in the name in row 1 stand for" in text


def test_a_page_full_of_such_names_still_names_all_its_rows() -> None:
    found = pages(made(people(UNDRAWN[:1] * 65)))
    assert len(found) == 3
    assert f"rows {', '.join(map(str, range(31, 61)))} stand for" in found[1]


@pytest.mark.parametrize(
    "name",
    [
        ("Featherstonehaugh-Cholmondeley de la Tour", "Maximiliana Alexandrina Bartholomea"),
        ("W" * 100, "M" * 100),
        ("Ab " * 32 + "Ab", "Cd " * 32 + "Cd"),
    ],
)
def test_the_longest_name_keeps_to_its_cell_and_loses_no_letter(name: tuple[str, str]) -> None:
    left, top = (
        (pdf_file.LEFT + 24.5) * MM,
        (pdf_file.TABLE + pdf_file.HEADINGS) * MM,
    )
    with opened(made(people([name, ("Next", "Row")]))) as document:
        page = document[0]
        text, height = page.get_textpage(), page.get_height()
        bottom = height - top - pdf_file.ROW * MM
        found = text.get_text_bounded(left, bottom, left + 52 * MM, height - top)
        text.close()
        page.close()
    assert bare(found).replace(" ", "") == bare(", ".join(name)).replace(" ", "")


def test_thirty_rows_of_at_least_8_millimetres_stay_clear_of_the_papers_edges() -> None:
    with opened(made([row(place) for place in range(1, 31)])) as document:
        page = document[0]
        boxes = [
            one.get_bounds() for one in page.get_objects() if one.type == pdfium.FPDF_PAGEOBJ_PATH
        ]
        size = [round(side / MM) for side in page.get_size()]
        page.close()
    assert size == [210, 297]
    lower = [bottom / MM for left, bottom, right, _ in boxes if right - left > 180 * MM]
    assert len(lower) == 31
    assert all(above - below >= 8 for above, below in pairwise(lower))
    assert lower[-1] > 10


def test_the_file_is_one_that_can_be_read_aloud() -> None:
    with opened(made([row(place) for place in range(1, 3)])) as document:
        assert pdfium.FPDFCatalog_IsTagged(document.raw)
        assert document.get_metadata_value("Title") == "Attendance list"
        page = document[0]
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        (top,) = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)]
        assert kinds(top) == (
            "Document",
            [
                ("P", []),
                ("P", []),
                ("H1", []),
                ("P", []),
                ("P", []),
                ("Table", [("TR", [("TH", [])] * 7), *[("TR", [("TD", [])] * 5)] * 2]),
            ],
        )
        pdfium.FPDF_StructTree_Close(tree)
        page.close()


def kinds(element: Any) -> tuple[str, list]:
    """An element's kind and those of its parts, all the way down."""
    buffer = ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, 64)
    parts = [
        pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        for place in range(pdfium.FPDF_StructElement_CountChildren(element))
    ]
    return buffer.raw[: length - 2].decode("utf-16-le"), [kinds(one) for one in parts if one]


def test_only_the_letters_that_are_used_go_into_the_file() -> None:
    assert len(made([row(place) for place in range(1, 31)])) < 40_000


def test_the_same_list_gives_the_same_file() -> None:
    assert made(people(AWKWARD)) == made(people(AWKWARD))


@pytest.mark.parametrize("file", [REGULAR, BOLD])
def test_the_typeface_has_every_letter_of_europe_and_says_which_it_lacks(file: str) -> None:
    letters = [
        chr(code)
        for first, end in ((0x20, 0x7F), (0xA1, 0x250), (0x1E00, 0x1F00), (0x400, 0x530))
        for code in range(first, end)
    ]
    assert typeface(file).lacks("".join(letters)) == ""
    assert typeface(file).lacks("Kim 김민김") == "김민"
    assert typeface(file).lacks("an\u200dother\u00ad") == ""
