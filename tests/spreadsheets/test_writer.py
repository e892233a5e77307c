"""Spreadsheets as they are handed out."""

import csv
import io
import re
import zipfile

import pytest
from python_calamine import load_workbook

from webapp.spreadsheets import writer

HEADINGS = ["Surname", "Candidate number", "Date of birth"]
ROWS = [["O’Brien-Śmith", "0042", "2008-03-27"], ["Nguyễn", "", "2007-12-01"]]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[list[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_it_works() -> None:
    made = writer.csv_of(HEADINGS, ROWS)
    assert made.startswith(b"\xef\xbb\xbfSurname,Candidate number,Date of birth\r\n")
    assert csv_rows(made) == [HEADINGS, *ROWS]
    assert xlsx_rows(writer.xlsx_of(HEADINGS, ROWS, "Candidates")) == [HEADINGS, *ROWS]


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-Ann", "@home", "\tx", "\rx", "'=1", "''@x"])
def test_a_cell_that_a_spreadsheet_would_calculate_is_shown_as_text(cell: str) -> None:
    assert csv_rows(writer.csv_of([cell], [[cell]])) == [["'" + cell]] * 2
    made = writer.xlsx_of([cell], [[cell]], "x")
    assert xlsx_rows(made) == [[cell]] * 2
    assert "<f>" not in part(made, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "cell", ["'Ann", "O'Brien", "a=b", " =1", "https://example.org/", "mailto:a@example.org"]
)
def test_any_other_cell_is_written_as_it_is(cell: str) -> None:
    assert csv_rows(writer.csv_of([cell], [[cell]])) == [[cell]] * 2
    made = writer.xlsx_of([cell], [[cell]], "x")
    assert xlsx_rows(made) == [[cell]] * 2
    assert "hyperlink" not in part(made, "xl/worksheets/sheet1.xml")


def test_numbers_and_dates_stay_texts() -> None:
    sheet = part(writer.xlsx_of(["n"], [["0042"], ["2008-03-27"]], "x"), "xl/worksheets/sheet1.xml")
    assert re.findall(r'<c r="(\w+)"(?: s="1")? t="(\w+)"', sheet) == [
        ("A1", "s"),
        ("A2", "s"),
        ("A3", "s"),
    ]


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_sign_that_cannot_be_written_is_left_out(sign: str) -> None:
    assert csv_rows(writer.csv_of(["x"], [[f"a{sign}b"]])) == [["x"], ["ab"]]
    assert xlsx_rows(writer.xlsx_of(["x"], [[f"a{sign}b"]], sign)) == [["x"], ["ab"]]


@pytest.mark.parametrize(
    "cell", ["a\tb", "a\nb", "a\r\nb", "_x0041_", " a ", "a\x7fb", '<&>"]]>', "x" * 32_767]
)
def test_any_other_sign_is_kept(cell: str) -> None:
    assert csv_rows(writer.csv_of(["x"], [[cell]])) == [["x"], [cell]]
    assert xlsx_rows(writer.xlsx_of(["x"], [[cell]], "x")) == [["x"], [cell]]


def test_a_cell_longer_than_a_workbook_holds_is_cut() -> None:
    assert xlsx_rows(writer.xlsx_of(["x"], [["y" * 32_768]], "x")) == [["x"], ["y" * 32_767]]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Candidates", "Candidates"),
        ("Year 12/13: all [new]?", "Year 12 13 all new"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("History", "Sheet1"),
        ("", "Sheet1"),
        ("***", "Sheet1"),
    ],
)
def test_any_title_fits_a_sheet(title: str, shown: str) -> None:
    made = writer.xlsx_of(HEADINGS, [], title)
    assert load_workbook(io.BytesIO(made)).sheet_names == [shown]
    assert xlsx_rows(made) == [HEADINGS]


def test_the_headings_are_bold_and_stay_in_sight() -> None:
    made = writer.xlsx_of(["No", "Name"], [["1", "x" * 30], ["2", "y" * 90]], "x")
    sheet = part(made, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert 'ySplit="1"' in sheet
    assert '<c r="B1" s="1"' in sheet
    assert "<b/>" in part(made, "xl/styles.xml")
    widths = [float(one) for one in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert widths[0] < 10
    assert 40 < widths[1] < 60


def test_rows_may_be_drawn_from_a_stream_and_be_none_at_all() -> None:
    assert xlsx_rows(writer.xlsx_of(HEADINGS, iter(ROWS), "x")) == [HEADINGS, *ROWS]
    assert csv_rows(writer.csv_of(HEADINGS, iter(()))) == [HEADINGS]
