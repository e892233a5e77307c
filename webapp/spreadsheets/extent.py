"""How far an XLSX sheet reaches, found before anything is laid out in memory."""

from dataclasses import dataclass, field

from webapp.spreadsheets import xml as sheet_xml
from webapp.spreadsheets.grid import (
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
_CHUNK_BYTES = 1_000_000


@dataclass
class Extent:
    """What a sheet holds besides its cells' values; rows count from 1, columns from 0."""

    hidden: list[int] = field(default_factory=list)
    """Rows that are hidden and hold something."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) of cells with an error → its text, such as #N/A."""


def measure(sheet: bytes) -> Extent:
    """Read the sheet's XML once, refusing with BadSheet what is out of all proportion.

    When the sheet is damaged it raises ExpatError or ValueError.
    """
    scan = _Cells()
    parser = sheet_xml.create_parser()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.characters
    for place in range(0, len(sheet), _CHUNK_BYTES):
        parser.Parse(sheet[place : place + _CHUNK_BYTES])
    parser.Parse(b"", True)
    return scan.extent


class _Cells:
    def __init__(self) -> None:
        self.extent = Extent()
        self.row = self.first_row = self.last_row = self.filled_row = 0
        self.column, self.rightmost, self.leftmost = -1, 0, MOST_COLUMNS
        self.cells = self.rows = self.merges = 0
        self.kind = ""
        self.hidden = False
        self.value: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
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

    def end(self, name: str) -> None:
        if self.value is None or name.rpartition(":")[2] not in ("v", "is"):
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
        elif self.kind == "s":
            # The place of a shared text; the reader takes what is no number for an empty cell.
            int(value)

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
