"""The attendance list as a PDF: A4 pages of thirty rows, each tall enough to sign in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pydyf

from webapp.entries.attendance.attendance_list import Line, Sheet
from webapp.pdf.tagged import MM, TaggedPdf, Words
from webapp.pdf.typeface import BOLD, REGULAR, typeface

# Millimetres from the upper left corner of the page; type is measured in points.
LEFT, RIGHT = 12.0, 198.0
TABLE, HEADINGS, ROW = 33.0, 7.5, 8.1
PADDING, BOX = 1.2, 4.6
COLUMNS = (
    ("No.", 8.5),
    ("Candidate number", 16.0),
    ("Name", 52.0),
    ("UCI", 33.0),
    ("Date of birth", 23.0),
    ("Signature", 41.5),
    ("Absent", 12.0),
)
LARGE, MEDIUM, SIZE, SMALL = 14.0, 10.5, 9.0, 7.0
STEP, LEADING, BASELINE = 0.5, 1.2, 0.35
GO_BY_NUMBER = (
    "Boxes in the name in {rows} stand for letters that this file cannot draw: go by the candidate"
    " number and the UCI, or print the web page of this list, which shows them."
)


def content(
    sheets: Sequence[Sheet], title: str, centre: str, printed: str, day: Callable[[date], str]
) -> bytes:
    """The file. centre is number and name, printed a day in words; day words a date of birth."""
    pdf = TaggedPdf(title)
    for sheet in sheets:
        pdf.begin_page()
        _head(pdf, sheet, centre, printed)
        table, top = pdf.element("Table"), TABLE + HEADINGS
        _row(pdf, table, TABLE, HEADINGS, [heading for heading, _ in COLUMNS], BOLD)
        for line in sheet.lines:
            _row(pdf, table, top, ROW, _cells(line, day))
            left = RIGHT - (COLUMNS[-1][1] + BOX) / 2
            pdf.rule([(left, top + (ROW - BOX) / 2, BOX, BOX)])
            top += ROW
        if lacking := [line.place for line in sheet.lines if typeface(REGULAR).lacks(line.name)]:
            rows = ("row " if len(lacking) == 1 else "rows ") + ", ".join(map(str, lacking))
            note, width = GO_BY_NUMBER.format(rows=rows), RIGHT - LEFT
            _write(pdf, pdf.element("P"), note, LEFT, top + 0.5, width, 7, SMALL)
    return pdf.content()


def _head(pdf: TaggedPdf, sheet: Sheet, centre: str, printed: str) -> None:
    page = f"Page {sheet.page} of {sheet.pages}"
    right = RIGHT - typeface(REGULAR).width(page) * SIZE / MM
    _write(pdf, pdf.element("P"), centre, LEFT, 8, right - LEFT - 5, 5, SIZE)
    _write(pdf, pdf.element("P"), page, right, 8, RIGHT - right + 1, 5, SIZE)
    _write(pdf, pdf.element("H1"), "Attendance list", LEFT, 13.5, RIGHT - LEFT, 7.5, LARGE, BOLD)
    assessment = f"{sheet.entry_code} {sheet.title}"
    _write(pdf, pdf.element("P"), assessment, LEFT, 21.5, RIGHT - LEFT, 5, MEDIUM, BOLD)
    words = f"Level {sheet.level}. Series: {sheet.series}. Printed: {printed}."
    _write(pdf, pdf.element("P"), words, LEFT, 27, RIGHT - LEFT, 5, SIZE)


def _cells(line: Line, day: Callable[[date], str]) -> list[str]:
    return [str(line.place), line.candidate_number, line.name, line.uci, day(line.born_on), "", ""]


def _row(
    pdf: TaggedPdf,
    table: pydyf.Dictionary,
    top: float,
    height: float,
    cells: Sequence[str],
    font: str = REGULAR,
) -> None:
    row, left, boxes = pdf.element("TR", table), LEFT, []
    for (_, width), text in zip(COLUMNS, cells, strict=True):
        cell = (
            pdf.element("TD", row)
            if font == REGULAR
            else pdf.element("TH", row, "<</O /Table /Scope /Column>>")
        )
        if text:
            size = SIZE if font == REGULAR else SMALL
            _write(pdf, cell, text, left + PADDING, top, width - 2 * PADDING, height, size, font)
        boxes.append((left, top, width, height))
        left += width
    pdf.rule(boxes)


def _write(
    pdf: TaggedPdf,
    element: pydyf.Dictionary,
    text: str,
    left: float,
    top: float,
    width: float,
    height: float,
    size: float,
    font: str = REGULAR,
) -> None:
    """In as many lines as it needs, in the middle of the height, smaller when it must be."""
    while True:
        lines = list(_lines(text, width * MM / size, font))
        leading = size * LEADING / MM
        if len(lines) * leading <= height:
            break
        size -= STEP
    first = top + (height - len(lines) * leading) / 2 + leading / 2 + size * BASELINE / MM
    pdf.write(
        element,
        text,
        [
            Words(left, first + place * leading, line, size, font)
            for place, line in enumerate(lines)
        ],
    )


def _lines(text: str, ems: float, font: str) -> Iterator[str]:
    """Break between words; a word that is too wide for a line by itself, between letters."""
    if typeface(font).width(text) <= ems:
        yield text
        return
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if typeface(font).width(longer) <= ems:
            line = longer
            continue
        if line:
            yield line
        line = word
        while typeface(font).width(line) > ems:
            cut = max(1, int(len(line) * ems / typeface(font).width(line)))
            while cut > 1 and typeface(font).width(line[:cut]) > ems:
                cut -= 1
            yield line[:cut]
            line = line[cut:]
    if line:
        yield line
