"""XLSX workbooks: the cells of the first visible sheet as texts."""

import io
from datetime import date, datetime
from typing import Any

from python_calamine import load_workbook

from webapp.spreadsheets import extent as sheet_extent
from webapp.spreadsheets import zip_parts
from webapp.spreadsheets.grid import DAMAGED, MOST_COLUMNS, BadSheet, Grid, listed, rows_are

MAX_LETTERS = 60_000_000
_EXACT = 2**53
_MUCH_TEXT = (
    "Its cells hold far more text than a list of people: delete what is not needed and save it"
    " again."
)


def read(content: bytes) -> Grid:
    """The rows of a workbook's first visible sheet that hold something. Raises BadSheet and
    MemoryError.

    To be called in a process of its own, see sheet_worker.py: what a workbook takes is known only
    then.
    """
    try:
        return _read(content)
    except (BadSheet, MemoryError):
        raise
    except Exception as problem:
        raise BadSheet(DAMAGED) from problem
    except BaseException as problem:
        # The reader's own way of giving up; no Exception, so as not to be caught by accident.
        if type(problem).__name__ == "PanicException":
            raise BadSheet(DAMAGED) from problem
        raise


def _read(content: bytes) -> Grid:
    parts = zip_parts.unpack(content)
    extent = sheet_extent.measure(parts.sheet)
    sheet = load_workbook(io.BytesIO(parts.workbook)).get_sheet_by_index(parts.place)
    top, left = sheet.start or (0, 0)
    rows, letters = [], 0
    for number, cells in enumerate(sheet.to_python(), top + 1):
        texts = [""] * left + [_text(cell) for cell in cells]
        letters += sum(map(len, texts))
        if letters > MAX_LETTERS:
            raise BadSheet(_MUCH_TEXT)
        rows.append((number, texts))
    merged = [
        (first + 1, last + 1, column)
        for (first, column), (last, _) in sheet.merged_cell_ranges or ()
        if first < last and column < MOST_COLUMNS
    ]
    _write_errors(rows, extent.errors)
    filled = [(number, texts) for number, texts in rows if any(text.strip() for text in texts)]
    if not filled and parts.others:
        raise BadSheet(
            f"The first sheet, “{parts.title}”, has nothing in it, and only the first is read:"
            " put the rows there."
        )
    return Grid(filled, _notes(parts, extent), merged)


def _write_errors(rows: list[tuple[int, list[str]]], errors: dict[tuple[int, int], str]) -> None:
    by_number = dict(rows)
    for (number, column), words in errors.items():
        cells = by_number.get(number, [])
        if column < len(cells):
            cells[column] = words


def _notes(parts: zip_parts.Parts, extent: sheet_extent.Extent) -> list[str]:
    notes = []
    if parts.others:
        others = listed([f"“{title}”" for title in parts.others])
        first = f"Only the first sheet, “{parts.title}”, was read"
        notes.append(f"{first}; the others were not: {others}.")
    if extent.hidden:
        like = "hidden in the sheet and read like the others."
        notes.append(rows_are(extent.hidden, f"is {like}", f"are {like}"))
    return notes


def _text(cell: Any) -> str:
    """A cell as a person would type it: no .0, dates as 2008-03-27, no exponent where exact."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
