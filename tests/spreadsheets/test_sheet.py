"""Spreadsheets as people send them: every file of sheets/ has its expected outcome beside it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY
from webapp.candidates.imports import headings, row
from webapp.spreadsheets import rows as sheet_rows
from webapp.spreadsheets import sheet, writer
from webapp.spreadsheets import workbook as sheet_book
from webapp.spreadsheets import worker as sheet_worker
from webapp.spreadsheets.grid import Grid

SHEETS = Path(__file__).parents[1] / "candidates" / "sheets"
EXPECTED = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SHEETS.glob("*.json")
}
FILES = {
    path.stem: path
    for path in sorted(SHEETS.iterdir())
    if path.suffix not in (".json", ".py", ".pyc")
}
TEXTS = ("csv", "txt")
NAMES = ["Surname", "Forenames", "Date of birth", "Gender"]
quickly = settings(max_examples=120, deadline=None, derandomize=True)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of workbooks are read in this process; test_sheet_worker.py reads them in theirs."""
    monkeypatch.setattr(sheet_worker, "read", lambda content, stop=None: sheet_book.read(content))


def content(name: str) -> bytes:
    return FILES[name].read_bytes()


def test_it_works() -> None:
    read = sheet.read(b"Surname,DOB\r\nNg,27/03/2008\r\n")
    assert read == sheet.Sheet(["Surname", "DOB"], [(2, ["Ng", "27/03/2008"])], [])


def test_every_habit_has_its_file_and_its_outcome() -> None:
    assert FILES.keys() == EXPECTED.keys()
    assert all(path.stat().st_size < 20_000 for path in FILES.values())


@pytest.mark.parametrize("name", [name for name, one in EXPECTED.items() if "refused" in one])
def test_what_cannot_be_read_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(sheet.BadSheet) as refused:
        sheet.read(content(name))
    assert EXPECTED[name]["refused"] in str(refused.value)


@pytest.mark.parametrize("name", [name for name, one in EXPECTED.items() if "refused" not in one])
def test_a_sheet_is_read_with_all_its_habits(name: str) -> None:
    expected = EXPECTED[name]
    read = sheet.read(content(name))
    assert read.headings == expected["headings"]
    fields = headings.CANDIDATES.assign(read.headings)
    assert fields == expected["fields"]
    assert headings.CANDIDATES.missing(fields) == expected.get("missing", [])
    assert len(read.notes) == len(expected["notes"])
    for note, part in zip(read.notes, expected["notes"], strict=True):
        assert part in note
    people = {str(number): cells for number, cells in read.rows}
    if "missing" in expected:
        return
    assert people.keys() == expected["rows"].keys() | expected.get("later", {}).keys()
    for number, outcome in expected["rows"].items():
        cells = {field: text for field, text in zip(fields, people[number], strict=True) if field}
        assert outcome_of(row.read(cells, TODAY), outcome["says"]) == outcome, f"row {number}"


def outcome_of(found: row.Row, says: list[str]) -> dict[str, Any]:
    """The row as the expected outcomes have it; says are those parts that were really said."""
    said = " ".join((*found.problems.values(), *found.warnings.values()))
    outcome: dict[str, Any] = {"outcome": "add", "says": [part for part in says if part in said]}
    if found.value is None:
        return outcome | {"outcome": "refuse"}
    person = vars(found.value) | {
        "born_on": found.value.born_on.isoformat(),
        "groups": list(found.groups),
    }
    added = {"added_on": found.added_on.isoformat()} if found.added_on else {}
    return outcome | {"candidate": person | added}


@pytest.mark.parametrize(
    "name", ["tab", "quotes", "semicolon", "totals", "empty-rows", "placeholders"]
)
def test_rows_can_be_pasted_as_well(name: str) -> None:
    text = content(name).decode()
    assert sheet.read_pasted(text) == sheet.read(content(name))
    assert sheet.read_pasted("\ufeff" + text) == sheet.read(content(name))


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_pasting_nothing_is_refused(text: str) -> None:
    with pytest.raises(sheet.BadSheet, match="nothing in it"):
        sheet.read_pasted(text)


def lines(count: int) -> str:
    return "Surname,DOB\n" + "Ng,27/03/2008\n" * count


def test_twenty_thousand_rows_are_taken_and_not_one_more() -> None:
    assert len(sheet.read_pasted(lines(20_000)).rows) == 20_000
    for too_many in (20_001, 30_000):
        with pytest.raises(sheet.BadSheet, match="more than 20,000 rows"):
            sheet.read_pasted(lines(too_many))
        with pytest.raises(sheet.BadSheet, match="more than 20,000 rows"):
            sheet.read(
                writer.xlsx_of(["Surname", "DOB"], [["Ng", "27/03/2008"]] * too_many, "Year 12")
            )


def test_ten_megabytes_are_taken_and_not_one_byte_more() -> None:
    text = lines(1)
    fill = ",\n" * ((sheet.MOST_BYTES - len(text)) // 2)
    assert sheet.MOST_BYTES == 10_000_000
    with pytest.raises(sheet.BadSheet, match="larger than 10 MB"):
        sheet.read(f"{text}{fill},\n".encode())
    with pytest.raises(sheet.BadSheet, match="larger than 10 MB"):
        sheet.read_pasted("é" * 5_000_001)
    wide = f"{text}Ann,{'x' * 100_000}\n"
    assert len(sheet.read_pasted(wide).rows) == 2


@pytest.mark.parametrize(
    "text", ["Surname,DOB\nNg," + "x" * 200_000, 'Surname,DOB\nNg,"' + "x\n" * 200_000]
)
def test_a_cell_without_end_is_refused(text: str) -> None:
    with pytest.raises(sheet.BadSheet, match="row 2"):
        sheet.read_pasted(text)


def test_columns_without_end_are_refused() -> None:
    assert len(sheet.read_pasted("Surname,DOB" + ",x" * 254 + ",,,,\nNg\n").headings) == 256
    with pytest.raises(sheet.BadSheet, match="more than 256 columns"):
        sheet.read_pasted("Surname,DOB\nNg" + ",x" * 256)


def test_headings_may_stand_in_the_fifteenth_row_and_no_later() -> None:
    title = "Leavers 2026\n"
    assert sheet.read_pasted(title * 14 + lines(1)).rows == [(16, ["Ng", "27/03/2008"])]
    with pytest.raises(sheet.BadSheet, match="No row of headings"):
        sheet.read_pasted(title * 15 + lines(1))


def workbook(rows: str, before: str = "", **other_parts: str) -> bytes:
    """A workbook with headings and these rows of raw XML below them."""
    text = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
    heads = "".join(text.format(letter, name) for letter, name in zip("ABCD", NAMES, strict=True))
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{namespace}"><sheetData><row'
        f' r="1">{heads}</row>'
    )
    parts = {"xl/worksheets/sheet1.xml": f"{xml}{rows}</sheetData></worksheet>", **other_parts}
    made = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(writer.xlsx_of(["A"], [], "Year 12")))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            archive.writestr(name, parts[name] if name in parts else whole.read(name))
    return made.getvalue()


def cell(reference: str, value: str = "7") -> str:
    return f'<c r="{reference}"><v>{value}</v></c>'


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (f'<row r="2">{cell("XFD2")}</row>', "more than 256 columns"),
        (f'<row r="2">{cell("ZZZZZZZ2")}</row>', "more than 256 columns"),
        (f'<row r="1048576">{cell("D1048576")}</row>', "reaches too far"),
        (f'<row r="2">{cell("A99999999999")}</row>', "damaged"),
        (f'<row r="3">{cell("A3")}</row><row r="2">{cell("A2")}</row>', "damaged"),
        (f'<row r="2">{cell("A0")}</row>', "damaged"),
        ('<row r="2"><c r="A2" t="s"><v>99</v></c></row>', "damaged"),
        ('<row r="2"><c r="A2" t="s"><v>x</v></c></row>', "damaged"),
        ('<row r="two"></row>', "damaged"),
        ('<row r="2"><c r="A2"></row>', "damaged"),
    ],
)
def test_a_sheet_out_of_all_proportion_is_refused_before_it_is_laid_out(
    rows: str, says: str
) -> None:
    with pytest.raises(sheet.BadSheet, match=says):
        sheet.read(workbook(rows))


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(sheet.BadSheet, match="larger than 150 MB"):
        sheet.read(workbook(" " * 151_000_000))


def test_a_long_text_repeated_in_every_cell_is_refused() -> None:
    texts = f'<sst xmlns="x"><si><t>{"x" * 30_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 2_100))
    with pytest.raises(sheet.BadSheet, match="far more text"):
        sheet.read(workbook(rows, **{"xl/sharedStrings.xml": texts}))


def test_a_workbook_with_entities_is_refused() -> None:
    swelling = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    with pytest.raises(sheet.BadSheet, match="damaged"):
        sheet.read(workbook(cell("A2"), before=swelling))


def test_formatted_rows_to_the_end_of_the_sheet_do_not_count() -> None:
    formatted = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(3, 60_000))
    read = sheet.read(workbook(f'<row r="2">{cell("A2")}{cell("D2", "0.5")}</row>{formatted}'))
    assert read.rows == [(2, ["7", "", "", "0.5"])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("42", "42"),
        ("123450250041", "123450250041"),
        ("9007199254740991", "9007199254740991"),
        ("1e20", "1e+20"),
        ("0.1", "0.1"),
        ("-3", "-3"),
        ("0", "0"),
    ],
)
def test_a_number_reads_as_a_person_would_type_it(value: str, text: str) -> None:
    assert sheet.read(workbook(f'<row r="2">{cell("A2", value)}</row>')).rows == [
        (2, [text, "", "", ""])
    ]


def test_a_date_cell_reads_as_its_date_also_when_it_could_show_a_time() -> None:
    dates = [cells[2] for _, cells in sheet.read(content("date-cells")).rows]
    assert dates == ["2008-03-27", "2007-12-01", "2008-02-29", "39534", "2008-05-06 23:00:00"]


def test_of_merged_cells_that_overlap_the_first_count() -> None:
    rows = [(number, [text]) for number, text in enumerate(["a", "b", "", "d"], 2)]
    assert sheet_rows.fill_down(Grid(rows, merged=[(3, 5, 0), (2, 4, 0)]), 0) == [
        "The cells A2 to A4 are merged: their text counts for each row."
    ]
    assert [cells for _, cells in rows] == [["a"], ["a"], ["a"], ["d"]]


WRITABLE = st.characters(
    exclude_categories=("Cs",),
    exclude_characters=[chr(n) for n in range(32)] + ["\ufffe", "\uffff"],
)
CELLS = st.text(WRITABLE | st.sampled_from("'=+-@\t\r\n,;\""), max_size=8)
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=5)


@quickly
@given(ROWS)
def test_what_is_handed_out_comes_back_the_same(rows: list[list[str]]) -> None:
    rows = [
        ["Ng", *cells[1:]] if not any(one.strip() for one in cells) else cells for cells in rows
    ]
    numbered = [(number, cells) for number, cells in enumerate(rows, 2)]
    for made in (writer.csv_of(NAMES, rows), writer.xlsx_of(NAMES, rows, "Year 12")):
        assert sheet.read(made) == sheet.Sheet(NAMES, numbered, [])


BEGINNINGS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"Surname,DOB\r\n", b"sep=;\r\n"]
)


@quickly
@given(BEGINNINGS, st.binary(max_size=200))
def test_no_bytes_raise_anything_else(beginning: bytes, rest: bytes) -> None:
    reads_or_refuses(lambda: sheet.read(beginning + rest))


@quickly
@given(st.sampled_from(["", "Surname,DOB\n", "Surname;DOB\n", '"']), st.text(max_size=100))
def test_no_text_raises_anything_else(beginning: str, rest: str) -> None:
    reads_or_refuses(lambda: sheet.read_pasted(beginning + rest))


WORKBOOKS = [
    content(name) for name in ("merged-cells", "date-cells", "error-cells", "numbers-and-texts")
]


@quickly
@given(st.sampled_from(WORKBOOKS), st.data())
def test_no_damaged_workbook_raises_anything_else(whole: bytes, drawn: st.DataObject) -> None:
    place = drawn.draw(st.integers(0, len(whole) - 1))
    spoilt = drawn.draw(st.binary(max_size=4))
    reads_or_refuses(lambda: sheet.read(whole[:place] + spoilt + whole[place + len(spoilt) :]))


@quickly
@given(st.sampled_from(WORKBOOKS), st.data())
def test_no_damaged_part_of_a_workbook_raises_anything_else(
    whole: bytes, drawn: st.DataObject
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(whole))
    name = drawn.draw(st.sampled_from([one for one in archive.namelist() if one.startswith("xl/")]))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as spoilt:
        for one in archive.namelist():
            part = archive.read(one)
            place = drawn.draw(st.integers(0, len(part))) if one == name else 0
            spoilt.writestr(
                one,
                part[:place] + drawn.draw(st.binary(max_size=3)) + part[place + 2 :]
                if one == name
                else part,
            )
    reads_or_refuses(lambda: sheet.read(made.getvalue()))


def reads_or_refuses(read) -> None:
    try:
        found = read()
    except sheet.BadSheet as problem:
        sentence = str(problem)
        assert sentence.endswith(".")
        return
    assert all(len(cells) == len(found.headings) for _, cells in found.rows)
    numbers = [number for number, _ in found.rows]
    assert numbers == sorted(set(numbers))
