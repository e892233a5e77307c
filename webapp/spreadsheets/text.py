"""Spreadsheets as text: CSV and its cousins, and rows pasted from a spreadsheet program."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from contextlib import suppress

from webapp.candidates.imports.headings import Headings
from webapp.spreadsheets.grid import (
    LAST_LINE,
    MOST_COLUMNS,
    MOST_LINES,
    TOO_LONG,
    TOO_WIDE,
    BadSheet,
    Grid,
)

_SEPARATORS = (",", ";", "\t")
_BLANK = " \u00a0\r\n" + "".join(_SEPARATORS)
_TRIED_ROWS = 20
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_NO_TEXT = (
    "This is neither an XLSX workbook nor text that can be read. Open it in your spreadsheet"
    " program and save it as XLSX, or as CSV UTF-8."
)
# Cannot be part of the text, which is refused when it holds one.
_END = "\0"


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or Windows-1252. Raises BadSheet."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet(_NO_TEXT)


def read(text: str, headings: Headings) -> Grid:
    """The rows of the text; a leading apostrophe that guards a formula sign is taken off."""
    text = text.removeprefix("\ufeff")
    if _END in text:
        raise BadSheet(_NO_TEXT)
    if not text.strip(_BLANK):
        return Grid([])
    named = re.match(r"\"?sep=([,;\t])\"?\r?\n", text)
    if named:
        return Grid(list(_rows(text[named.end() :], named[1])))
    separator = max(_SEPARATORS, key=lambda one: _headings_found(text, one, headings))
    return Grid(list(_rows(text, separator)))


def _headings_found(text: str, separator: str, headings: Headings) -> int:
    """How many headings the best of the first rows has when it is cut at this separator."""
    best = 0
    with suppress(BadSheet):
        for _, cells in itertools.islice(_rows(text, separator), _TRIED_ROWS):
            best = max(best, sum(1 for one in headings.assign(cells) if one))
    return best


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    lines = itertools.chain(io.StringIO(text, newline=""), [_END])
    number = filled = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator), 1):
            if cells and _END in cells[-1]:
                break
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            filled += 1
            if filled > MOST_LINES or number > LAST_LINE:
                raise BadSheet(TOO_LONG)
            if len(cells) > MOST_COLUMNS:
                raise BadSheet(TOO_WIDE)
            yield number, [one[1:] if _ESCAPED.match(one) else one for one in cells]
    except csv.Error:
        raise BadSheet(_unclosed(number + 1)) from None
    if cells != [_END]:
        raise BadSheet(_unclosed(number))


def _unclosed(number: int) -> str:
    return (
        f"A quotation mark that opens a cell in row {number} is never closed, so the rows after it"
        " cannot be told apart: add or delete the mark and save the file again."
    )
