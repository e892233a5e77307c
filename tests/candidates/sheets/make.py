"""Makes the workbooks of this folder again: python tests/candidates/sheets/make.py.

The text files beside them were written by hand and are kept to the byte.
"""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).parent
HEADINGS = ["Surname", "Forenames", "Date of birth", "Gender", "Candidate number", "Group"]
MADE = datetime(2026, 11, 24)
OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def make_all() -> None:
    for made in (
        date_cells,
        dates_from_1904,
        merged_cells,
        two_sheets,
        hidden_first_sheet,
        empty_first_sheet,
        numbers_and_texts,
        hidden_rows,
        formatted_to_the_end,
        error_cells,
        true_and_false,
        formulas,
        far_cell,
        many_merged_cells,
        inset,
    ):
        content = io.BytesIO()
        options = {"in_memory": True, "date_1904": made is dates_from_1904}
        with Workbook(content, options) as book:
            book.set_properties({"created": MADE})
            made(book)
        name = made.__name__.replace("_", "-")
        (HERE / f"{name}.xlsx").write_bytes(_packed_again(content.getvalue()))
    whole = (HERE / "date-cells.xlsx").read_bytes()
    (HERE / "cut-short.xlsx").write_bytes(whole[: len(whole) // 2])
    (HERE / "old-excel.xls").write_bytes(
        OLD + bytes(504) + "Workbook".encode("utf-16-le") + bytes(496)
    )
    locked = "EncryptedPackage".encode("utf-16-le")
    (HERE / "password.xlsx").write_bytes(OLD + bytes(504) + locked + bytes(480))
    _zip(
        "open-document.ods",
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""},
    )
    _zip("apple.numbers", {"Index/Document.iwa": "", "Metadata/Properties.plist": ""})
    _zip("letter.docx", {"[Content_Types].xml": "", "word/document.xml": ""})


def _sheet(book: Workbook, rows: list[list[Any]], title: str = "Year 12") -> Worksheet:
    """A sheet with a row of headings and rows whose dates are date cells."""
    sheet = book.add_worksheet(title)
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    moments = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for place, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                how = moments if isinstance(cell, datetime) else dates
                sheet.write_datetime(place, column, cell, how)
            elif cell != "":
                sheet.write(place, column, cell)
    return sheet


def date_cells(book: Workbook) -> None:
    _sheet(
        book,
        [
            HEADINGS[:4],
            ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"],
            ["Brandt", "Jonas", datetime(2007, 12, 1), "Male"],
            ["Castell", "Nia", "2008-02-29", "Female"],
            ["Dunne", "Sam", 39534, "Male"],
            ["Eriksen", "Liv", datetime(2008, 5, 6, 23, 0), "Female"],
        ],
    )


def dates_from_1904(book: Workbook) -> None:
    _sheet(book, [HEADINGS[:4], ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"]])


def merged_cells(book: Workbook) -> None:
    sheet = _sheet(
        book,
        [
            [],
            HEADINGS,
            ["Adeyemi", "Tolu", date(2008, 3, 27), "Female", 41],
            ["Brandt", "Jonas", date(2007, 12, 1), "Male", 42],
            ["Castell", "Nia", date(2008, 2, 29), "Female", 43],
        ],
    )
    sheet.merge_range("A1:F1", "Bricklayers who start in 2026")
    sheet.merge_range("F3:F4", "10A")
    sheet.write("F5", "10B")


def two_sheets(book: Workbook) -> None:
    _sheet(book, [HEADINGS[:4], ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"]])
    _sheet(book, [HEADINGS[:4], ["Brandt", "Jonas", date(2007, 12, 1), "Male"]], "Year 13")


def hidden_first_sheet(book: Workbook) -> None:
    lists = _sheet(book, [["Female"], ["Male"]], "Lists")
    shown = _sheet(book, [HEADINGS[:4], ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"]])
    shown.activate()
    shown.set_first_sheet()
    lists.hide()


def empty_first_sheet(book: Workbook) -> None:
    _sheet(book, [], "Sheet1")
    _sheet(book, [HEADINGS[:4], ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"]])


def numbers_and_texts(book: Workbook) -> None:
    _sheet(
        book,
        [
            ["Surname", "Forenames", "DOB", "Sex", "Exam No", "UCI", "ULN", "OCR number"],
            ["Adeyemi", "Tolu", "27/03/2008", "F", 41, 123450250041, 5437897285, 12345678],
            [
                "Brandt",
                "Jonas",
                "01/12/2007",
                "M",
                "0042",
                "123450250042M",
                "3330795424",
                "00345678",
            ],
            ["Castell", "Nia", "29/02/2008", "F", 43, "", "", 345679],
        ],
    )


def hidden_rows(book: Workbook) -> None:
    sheet = _sheet(
        book,
        [
            HEADINGS[:4],
            ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"],
            ["Brandt", "Jonas", date(2007, 12, 1), "Male"],
            ["Castell", "Nia", date(2008, 2, 29), "Female"],
        ],
    )
    sheet.set_row(2, None, None, {"hidden": True})


def formatted_to_the_end(book: Workbook) -> None:
    sheet = _sheet(book, [HEADINGS[:4], ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"]])
    framed = book.add_format({"border": 1, "bg_color": "#ffffcc"})
    sheet.set_column("A:XFD", 12, framed)
    for place in [*range(2, 100), 1_048_575]:
        sheet.set_row(place, 18, framed)
        sheet.write_blank(place, 0, None, framed)
        sheet.write_blank(place, 16_383, None, framed)


def error_cells(book: Workbook) -> None:
    sheet = _sheet(
        book,
        [
            ["Surname", "Forenames", "DOB", "Sex", "ULN"],
            ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"],
            ["Brandt", "Jonas", date(2007, 12, 1), "Male", "3330795424"],
        ],
    )
    sheet.write_formula("E2", '=VLOOKUP("x",A1:B2,2,FALSE)', None, "#N/A")


def true_and_false(book: Workbook) -> None:
    _sheet(
        book,
        [
            [*HEADINGS[:4], "Free meals"],
            ["Adeyemi", "Tolu", date(2008, 3, 27), "Female", True],
            ["Brandt", "Jonas", date(2007, 12, 1), False, False],
        ],
    )


def formulas(book: Workbook) -> None:
    sheet = _sheet(book, [HEADINGS[:4], ["", "Tolu", date(2008, 3, 27), "Female"]])
    sheet.write_formula("A2", '=PROPER("ADEYEMI")', None, "Adeyemi")
    sheet.write_string("A3", "=1+1")
    sheet.write_string("B3", "Jonas")
    sheet.write_string("C3", "1 Dec 2007")
    sheet.write_string("D3", "Male")


def far_cell(book: Workbook) -> None:
    sheet = _sheet(book, [HEADINGS[:4], ["Adeyemi", "Tolu", date(2008, 3, 27), "Female"]])
    sheet.write_string("H1048576", "x")


def many_merged_cells(book: Workbook) -> None:
    names = [
        "Adeyemi",
        "Brandt",
        "Castell",
        "Dunne",
        "Eriksen",
        "Farouk",
        "Gill",
        "Hale",
        "Ito",
        "Jarvis",
        "Khan",
        "Lowe",
    ]
    born = [date(2007, place, 20) for place in range(1, 13)]
    people = [[one, "Sam", day, "Male"] for one, day in zip(names, born, strict=True)]
    sheet = _sheet(book, [HEADINGS, *people])
    for first in range(2, 14, 2):
        sheet.merge_range(f"F{first}:F{first + 1}", f"Group {first}")


def inset(book: Workbook) -> None:
    edge = ["", ""]
    sheet = _sheet(
        book,
        [
            [],
            [],
            [],
            [*edge, *HEADINGS],
            [*edge, "Adeyemi", "Tolu", date(2008, 3, 27), "Female", 41],
            [],
            [*edge, "Brandt", "Jonas", date(2007, 12, 1), "Male", 42],
            [*edge, "Castell", "Nia", date(2008, 2, 29)],
        ],
    )
    sheet.merge_range("H5:H7", "10A")
    sheet.write_formula("F8", "=Z1", None, "#REF!")


def _packed_again(content: bytes) -> bytes:
    """The same workbook with no time of its making in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _zip(name: str, members: dict[str, str]) -> None:
    with zipfile.ZipFile(HERE / name, "w") as archive:
        for member, text in members.items():
            archive.writestr(zipfile.ZipInfo(member), text)


if __name__ == "__main__":
    make_all()
