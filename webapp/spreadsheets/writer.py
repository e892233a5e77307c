"""Spreadsheets as they are handed out: CSV and XLSX in which every cell stays the text it is."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

# Neither XML nor a spreadsheet program can hold these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A guarded cell begins with an apostrophe, so one that begins like a guarded one is guarded again.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_BEGIN_DANGEROUS = frozenset("'=+-@\t\r")
_CONTROLS = bytes({*range(32)} - set(b"\t\n\r"))
_WIDTHS = (8, 50)
_TITLE_LETTERS = 31


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with its mark, comma and CRLF; a ' guards cells that would begin a formula."""
    return b"".join(csv_pieces(headings, [rows]))


def csv_pieces(
    headings: Sequence[str], pieces: Iterable[Iterable[Sequence[str]]]
) -> Iterator[bytes]:
    """The same CSV piece by piece, the headings first, for one that is too long to be held at
    once.
    """
    yield codecs.BOM_UTF8 + _lines([headings])
    for rows in pieces:
        yield _lines(rows)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    rows = list(rows)
    text = _written(rows)
    # Hardly any cell has what cannot be written, so all are looked at together first.
    if (lines := _as_it_stands(text)) is not None:
        return lines
    return _written([[_writable(cell) for cell in cells] for cells in rows]).encode()


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [cell if cell[:1] not in _BEGIN_DANGEROUS else _guarded(cell) for cell in cells]
        for cells in rows
    )
    return text.getvalue()


def _as_it_stands(text: str) -> bytes | None:
    """The text as UTF-8, or None if something in it cannot be written."""
    try:
        lines = text.encode()
    except UnicodeEncodeError:
        return None
    plain = len(lines.translate(None, _CONTROLS)) == len(lines)
    return lines if plain and "\ufffe" not in text and "\uffff" not in text else None


def xlsx_of(
    headings: Sequence[str], rows: Iterable[Sequence[str]], title: str = "Candidates"
) -> bytes:
    """A workbook with one sheet of that title: bold headings that stay in sight, cells all text."""
    written = [[_writable(cell) for cell in cells] for cells in (headings, *rows)]
    content = io.BytesIO()
    # In memory, because temporary files would hold people's names.
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_title(title))
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column in range(len(headings)):
        longest = max(len(cells[column]) for cells in written if column < len(cells))
        sheet.set_column(column, column, min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1]))
    for place, cells in enumerate(written):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(place, column, cell, None if place else bold)
    book.close()
    return content.getvalue()


def _writable(cell: str) -> str:
    return _UNWRITABLE.sub("", cell)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def _sheet_title(title: str) -> str:
    """As programs take it: up to 31 characters, none of []:*?/\\, and no apostrophe outside."""
    words = re.sub(r"[\[\]:*?/\\]", " ", _writable(title)).split()
    plain = " ".join(words)[:_TITLE_LETTERS].strip("' ")
    return plain if plain and plain.lower() != "history" else "Sheet1"
