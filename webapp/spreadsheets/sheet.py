"""A spreadsheet as people send it: headings, numbered rows, what was left out."""

import threading
from collections.abc import Sequence
from typing import NamedTuple

from webapp.candidates.imports import headings as heading
from webapp.candidates.imports.headings import Headings
from webapp.spreadsheets import file_type
from webapp.spreadsheets import rows as sheet_rows
from webapp.spreadsheets import text as sheet_text
from webapp.spreadsheets import worker as sheet_worker
from webapp.spreadsheets.grid import (
    MOST_BYTES,
    MOST_ROWS,
    TOO_BIG,
    TOO_LONG,
    BadSheet,
    Grid,
    column_name,
    listed,
    shown,
)

__all__ = ["MOST_BYTES", "MOST_ROWS", "BadSheet", "Sheet", "read", "read_pasted"]

_SEARCHED_ROWS = 15
_NOTHING = "There is nothing in it: choose the file with the rows, or paste rows with headings."
_ONLY_HEADINGS = "There are headings but no {rows} below them: put each {row} on a row."
_NO_HEADINGS = (
    "No row of headings was found in the first rows. One row must name the columns, such as"
    " {examples} and {last}, and the {rows} stand below it."
)


class Sheet(NamedTuple):
    """Headings, rows as (the sheet's own row number from 1, a text a column), and notes.

    Every row has as many texts as there are headings. A note is a sentence about what was left out.
    """

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str]


def is_workbook(content: bytes) -> bool:
    """Whether the content is read as a workbook, which takes a process of its own."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(
    content: bytes, headings: Headings = heading.CANDIDATES, stop: threading.Event | None = None
) -> Sheet:
    """A file's first sheet, known by its content alone. Raises BadSheet, never anything else.

    But for sheet_worker.Stopped, when stop was set before a workbook had been read.
    """
    if len(content) > MOST_BYTES:
        raise BadSheet(TOO_BIG)
    if not content.strip():
        raise BadSheet(_NOTHING)
    file_type.refuse(content)
    if is_workbook(content):
        return _below_headings(sheet_worker.read(content, stop), headings)
    return _below_headings(sheet_text.read(sheet_text.decode(content), headings), headings)


def read_pasted(text: str, headings: Headings = heading.CANDIDATES) -> Sheet:
    """Rows pasted as text, with their headings. Raises BadSheet, never anything else."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BadSheet(TOO_BIG)
    return _below_headings(sheet_text.read(text, headings), headings)


def _below_headings(grid: Grid, headings: Headings) -> Sheet:
    if not grid.rows:
        raise BadSheet(_NOTHING)
    place = _place_of_headings(grid.rows, headings)
    notes = [
        *grid.notes,
        *(
            f"Row {number} stands above the headings and was left out: {shown(cells)}"
            for number, cells in grid.rows[:place]
        ),
        *sheet_rows.fill_down(grid, place + 1),
    ]
    names = [" ".join(one.split()) for one in grid.rows[place][1]]
    kept, left_out = sheet_rows.sorted_out(grid.rows[place + 1 :], names, headings)
    if not kept:
        raise BadSheet(_ONLY_HEADINGS.format(row=headings.row, rows=headings.rows))
    if len(kept) > MOST_ROWS:
        raise BadSheet(TOO_LONG)
    return _in_columns(names, kept, notes + left_out)


def _place_of_headings(rows: Sequence[tuple[int, list[str]]], headings: Headings) -> int:
    for place, (_, cells) in enumerate(rows[:_SEARCHED_ROWS]):
        found = {one for one in headings.assign(cells) if one}
        if len(found) > 1 and found & headings.identifying:
            return place
    *examples, last = (headings.fields[field] for field in headings.examples)
    said = {"examples": ", ".join(examples), "last": last, "rows": headings.rows}
    raise BadSheet(_NO_HEADINGS.format(**said))


def _in_columns(names: list[str], rows: list[tuple[int, list[str]]], notes: list[str]) -> Sheet:
    """All rows equally wide, without the columns that have neither heading nor content."""
    width = max(len(names), *(len(cells) for _, cells in rows))
    names = names + [""] * (width - len(names))
    wide = [(number, cells + [""] * (width - len(cells))) for number, cells in rows]
    used = [
        column
        for column in range(width)
        if names[column] or any(cells[column].strip() for _, cells in wide)
    ]
    nameless = [column_name(column) for column in used if not names[column]]
    if nameless:
        first = next(n for n, cells in wide if any(cells[c].strip() for c in used if not names[c]))
        has = "Column {} has no heading but holds something, first in row {}: it was not read."
        have = "Columns {} have no heading but hold something, first in row {}: they were not read."
        notes.append((has if len(nameless) == 1 else have).format(listed(nameless), first))
    headings = [names[column] for column in used]
    return Sheet(headings, [(number, [cells[c] for c in used]) for number, cells in wide], notes)
