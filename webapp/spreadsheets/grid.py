"""What every kind of spreadsheet becomes before its headings are found, and how much of it is."""

from collections.abc import Sequence
from typing import NamedTuple

MOST_ROWS = 20_000
MOST_BYTES = 10_000_000
MOST_COLUMNS = 256
# Titles and totals stand beside the rows of people, so a few more than those are read.
MOST_LINES = MOST_ROWS + 500
LAST_LINE = 1_048_576
_MOST_LISTED = 5
_SHOWN_LETTERS = 80

TOO_BIG = (
    "It is larger than 10 MB: take out pictures and sheets that are not needed, or split it into"
    " several files."
)
TOO_LONG = "It has more than 20,000 rows: split it into several files and upload them one by one."
TOO_WIDE = (
    f"It has something in more than {MOST_COLUMNS} columns: delete the columns that are not needed,"
    " also those far to the right."
)
DAMAGED = (
    "The file is damaged and cannot be read: open it in your spreadsheet program, save it again as"
    " XLSX, and upload that."
)


class BadSheet(Exception):
    """A spreadsheet that cannot be read; str() is a plain sentence for the person who sent it."""


class Grid(NamedTuple):
    """All rows that hold something, as (the sheet's own row number from 1, a text a column)."""

    rows: list[tuple[int, list[str]]]
    notes: Sequence[str] = ()
    """What was left out on the way, each a sentence."""
    merged: Sequence[tuple[int, int, int]] = ()
    """Cells merged downwards: first row and last row from 1, column from 0."""


def column_name(place: int) -> str:
    """The letters over a column counted from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def listed(words: Sequence[str]) -> str:
    """The first five, and how many more there are."""
    more = len(words) - _MOST_LISTED
    return ", ".join(words[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def rows_are(numbers: Sequence[int], one: str, several: str) -> str:
    """“Row 5 is a total…” with one number, “Rows 5, 9 are totals…” with several."""
    said = listed([str(number) for number in numbers])
    return f"Row {said} {one}" if len(numbers) == 1 else f"Rows {said} {several}"


def shown(cells: Sequence[str]) -> str:
    """A row's words in one short line."""
    words = " ".join(" ".join(cells).split())
    return words if len(words) <= _SHOWN_LETTERS else f"{words[:_SHOWN_LETTERS]}…"
