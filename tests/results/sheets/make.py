"""Makes the workbooks of this folder again: python tests/results/sheets/make.py.

The text files beside them were written by hand and are kept to the byte.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).parent
MADE = datetime(2026, 11, 24)
AUGUST = date(2026, 8, 20)
HEADINGS = ["UCI", "Entry code", "Series", "Grade", "Date awarded", "Certificate number"]
JAN, MARY = "681990012058G", "12345A250001L"


def cells(book: Workbook) -> None:
    _sheet(
        book,
        [
            [
                "UCI",
                "ULN",
                "Entry code",
                "Series",
                "Grade",
                "Achieved",
                "Date awarded",
                "Certificate number",
            ],
            ["", 9276308686, 3999, date(2026, 6, 1), "Pass", True, AUGUST, 1001],
            ["", 1234567899, 9866, "Jun 26", 9, True, AUGUST, ""],
            [JAN, "", "03999", "November 2026", "Fail", False, "", ""],
            [JAN, "", "03999", "November 2026", "Fail", True, "", ""],
        ],
    )


def certificate_texts(book: Workbook) -> None:
    sheet = _sheet(
        book,
        [
            HEADINGS,
            [JAN, "03999", "June 2026", "Pass", AUGUST],
            [MARY, "09866", "June 2026", "Pass", AUGUST],
            [JAN, "03999", "November 2026", "Pass", date(2026, 11, 20)],
            [MARY, "09866", "June 2026", "Pass", AUGUST],
        ],
    )
    sheet.write_string("F2", "=1")
    sheet.write_string("F3", "0042")
    sheet.write_formula("F4", '="C-"&9', None, "C-9")
    sheet.write_formula("F5", "=NA()", None, "#N/A")


def merged_cells(book: Workbook) -> None:
    sheet = _sheet(
        book,
        [
            ["Results of the summer"],
            [],
            HEADINGS[:5],
            ["", "03999", "June 2026", "Pass", AUGUST],
            ["", "09866", "June 2026", "Merit", AUGUST],
            [MARY, "09866", "June 2026", "Pass", AUGUST],
            ["Total", "", "", 3],
        ],
    )
    sheet.merge_range("A4:A5", JAN)


def _sheet(book: Workbook, rows: list[list[Any]]) -> Worksheet:
    sheet = book.add_worksheet("Results")
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell, dates)
            elif cell != "":
                sheet.write(place, column, cell)
    return sheet


def make(made: Callable[[Workbook], None]) -> None:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        made(book)
    name = made.__name__.replace("_", "-")
    # Packed once more, so that no time of its making is in it.
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(HERE / f"{name}.xlsx", "w") as new:
        for member in old.namelist():
            new.writestr(zipfile.ZipInfo(member), old.read(member), zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    for made in (cells, certificate_texts, merged_cells):
        make(made)
