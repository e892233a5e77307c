"""How far an XLSX sheet reaches, found before anything is laid out in memory."""

from dataclasses import dataclass, field
from typing import Any

from webapp.candidates import sheet_xml
from webapp.candidates.sheet_grid import (
    DAMAGED,
    LAST_LINE,
    MOST_COLUMNS,
    MOST_LINES,
    TOO_LONG,
    TOO_WIDE,
    BadSheet,
)

# Laid out from the first to the last filled cell, empty ones between them included.
_MOST_CELLS = 4_000_000
_MOST_LETTERS = 60_000_000
MAX_SHARED_TEXTS = 1_500_000
MAX_MERGES = 20_000
_LONGEST_REFERENCE = 20
_MANY_MERGES = (
    f"More than {MAX_MERGES:,} cells are merged: take the merging away, so that each row has its"
    " own"
    " text, and save it again."
)
_SPREAD = (
    "It reaches too far: cells far below or to the right of the rows hold something, perhaps a"
    " formula that shows nothing. Delete them and save it again."
)
_MUCH_TEXT = (
    "Its cells hold far more text than a list of people: delete what is not needed and save it"
    " again."
)


@dataclass
class Extent:
    """What a sheet holds besides its cells' values; rows count from 1, columns from 0."""

    hidden: list[int] = field(default_factory=list)
    """Rows that are hidden and hold something."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) of cells with an error → its text, such as #N/A."""


def lengths(shared_strings: bytes) -> list[int]:
    """The number of characters of each shared text, in its order."""
    texts = _SharedTexts()
    sheet_xml.parse(shared_strings, texts)
    return texts.lengths


def measure(sheet: bytes, shared: list[int]) -> Extent:
    """Read the sheet's XML once, refusing with BadSheet what is out of all proportion.

    shared holds the length of each shared text. When the sheet is damaged it raises SAXException,
    ValueError or IndexError.
    """
    scan = _Cells(shared)
    sheet_xml.parse(sheet, scan)
    return scan.extent


class _SharedTexts(sheet_xml.Bounded):
    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: Any) -> None:
        if tag == "si":
            if len(self.lengths) == MAX_SHARED_TEXTS:
                raise BadSheet(_MUCH_TEXT)
            self.lengths.append(0)

    def characters(self, content: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(content)


class _Cells(sheet_xml.Bounded):
    def __init__(self, shared: list[int]) -> None:
        super().__init__()
        self.extent = Extent()
        self.shared = shared
        self.row = self.first_row = self.last_row = self.filled_row = 0
        self.column, self.rightmost, self.leftmost = -1, 0, MOST_COLUMNS
        self.cells = self.rows = self.letters = self.merges = 0
        self.kind = ""
        self.hidden = False
        self.value: list[str] | None = None

    def start(self, tag: str, attributes: Any) -> None:
        if tag == "c":
            self.kind = attributes.get("t", "")
            self.column += 1
            if "r" in attributes:
                self.row, self.column = _place(attributes["r"])
        elif tag in ("v", "is"):
            self.value = []
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1
            self.hidden = attributes.get("hidden") in ("1", "true")
        elif tag == "mergeCell":
            self.merges += 1
            if self.merges > MAX_MERGES:
                raise BadSheet(_MANY_MERGES)

    def characters(self, content: str) -> None:
        if self.value is not None:
            self.value.append(content)

    def end(self, tag: str) -> None:
        if self.value is None or tag not in ("v", "is"):
            return
        value, self.value = "".join(self.value), None
        if value or self.kind in ("str", "inlineStr"):
            self._reach()
        if not value:
            return
        if self.filled_row != self.row:
            self._fill_row()
        if self.kind == "e":
            self.extent.errors[self.row, self.column] = value
        self.letters += self.shared[int(value)] if self.kind == "s" else len(value)
        if self.letters > _MOST_LETTERS:
            raise BadSheet(_MUCH_TEXT)

    def _reach(self) -> None:
        if not self.last_row <= self.row <= LAST_LINE:
            raise BadSheet(DAMAGED)
        if self.column >= MOST_COLUMNS:
            raise BadSheet(TOO_WIDE)
        self.first_row, self.last_row = self.first_row or self.row, self.row
        self.leftmost = min(self.leftmost, self.column)
        self.rightmost = max(self.rightmost, self.column)
        self.cells += 1
        laid_out = (self.row - self.first_row + 1) * (self.rightmost - self.leftmost + 1)
        if max(laid_out, self.cells) > _MOST_CELLS:
            raise BadSheet(_SPREAD)

    def _fill_row(self) -> None:
        self.filled_row = self.row
        self.rows += 1
        if self.rows > MOST_LINES:
            raise BadSheet(TOO_LONG)
        if self.hidden:
            self.extent.hidden.append(self.row)


def _place(reference: str) -> tuple[int, int]:
    """The row from 1 and the column from 0 of a reference such as AB12. Raises ValueError."""
    if len(reference) > _LONGEST_REFERENCE:
        raise ValueError(f"{len(reference)} characters are no reference")
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]), column - 1
