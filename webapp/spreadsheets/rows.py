"""The rows below a sheet's headings: which are no totals, and what merged cells mean for them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from webapp.candidates.imports.headings import Headings
from webapp.spreadsheets.grid import Grid, column_name, listed, rows_are

NumberedRows = list[tuple[int, list[str]]]
_TOTAL = re.compile(
    r"((grand|sub|overall)[ -]?)?totals?\b.*|(count|sum)\b.*|number of \w+\b.*"
    r"|end of (report|list)\W*",
    re.I | re.S,
)


def fill_down(grid: Grid, start: int) -> list[str]:
    """Write the text of cells merged downwards in each row from place start on; gives the notes."""
    rows = grid.rows[start:]
    numbers = [number for number, _ in rows]
    reached: dict[int, int] = {}
    ranges = []
    for column, first, last in sorted((column, first, last) for first, last, column in grid.merged):
        top, end = bisect_left(numbers, first), bisect_right(numbers, last)
        text = _cell(rows[top][1], column) if top < end and numbers[top] == first else ""
        # Merged cells never overlap in a sound sheet; elsewhere the first ones count.
        if not text.strip() or first <= reached.get(column, 0) or end - top < 2:
            continue
        reached[column] = last
        for _, cells in rows[top + 1 : end]:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
        ranges.append(f"{column_name(column)}{first} to {column_name(column)}{last}")
    if not ranges:
        return []
    return [f"The cells {listed(ranges)} are merged: their text counts for each row."]


def sorted_out(
    rows: NumberedRows, names: Sequence[str], headings: Headings
) -> tuple[NumberedRows, list[str]]:
    """The rows without totals and without headings that come again, and the notes about those."""
    fields = headings.assign(names)
    kept: NumberedRows = []
    totals, repeats = [], []
    for number, cells in rows:
        if _is_total(cells, fields, headings):
            totals.append(number)
        elif [" ".join(one.split()) for one in cells] == names:
            repeats.append(number)
        else:
            kept.append((number, cells))
    notes = []
    if totals:
        is_one, are_many = "is a total and was left out.", "are totals and were left out."
        notes.append(rows_are(totals, is_one, are_many))
    if repeats:
        again = "the headings and {} left out."
        once, often = f"repeats {again.format('was')}", f"repeat {again.format('were')}"
        notes.append(rows_are(repeats, once, often))
    return kept, notes


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _is_total(cells: Sequence[str], fields: Sequence[str], headings: Headings) -> bool:
    """Whether the row counts the others: a word such as Total, and nobody beside it."""
    filled = [(place, one.strip()) for place, one in enumerate(cells) if one.strip()]
    if not filled or not _TOTAL.fullmatch(filled[0][1]):
        return False
    beside = {fields[place] for place, _ in filled[1:] if place < len(fields)}
    return not beside & headings.beside
