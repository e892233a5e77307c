"""The attendance list: who sits an assessment in a series, on sheets of thirty to sign."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

import msgspec

from webapp.candidates.record import uci
from webapp.catalogue.packages.package import level_label

ROWS = 30
"""Candidates to a page."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An open entry with its candidate."""

    entry_id: int
    assessment_id: int
    series_id: int
    entry_code: str
    assessment_title: str
    level: str
    series_title: str
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None
    uci: str | None


class Line(NamedTuple):
    """place counts from 1 through all pages of an assessment and series; what is not known is
    blank.
    """

    place: int
    candidate_number: str
    name: str
    uci: str
    born_on: date


class Sheet(NamedTuple):
    """One page. page counts from 1 and pages are those of its assessment and series alone."""

    entry_code: str
    title: str
    level: str
    series: str
    page: int
    pages: int
    lines: Sequence[Line]


def sheets(rows: Iterable[Entry]) -> list[Sheet]:
    """The pages for open entries that stand by assessment and series, within them by name.

    Nobody entered gives no page. Where entries of several days meet, the newest says the title.
    """
    pages: list[Sheet] = []
    for _, together in groupby(rows, lambda row: (row.assessment_id, row.series_id)):
        entries = list(together)
        newest = max(entries, key=lambda row: row.entry_id)
        lines = [_line(place, row) for place, row in enumerate(entries, 1)]
        parts = paged(lines)
        pages += [
            Sheet(
                newest.entry_code,
                newest.assessment_title,
                level_label(newest.level),
                newest.series_title,
                page,
                len(parts),
                part,
            )
            for page, part in enumerate(parts, 1)
        ]
    return pages


def paged(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Thirty to a page, the last one holding what is left."""
    return [lines[first : first + ROWS] for first in range(0, len(lines), ROWS)]


def _line(place: int, row: Entry) -> Line:
    name = ", ".join(filter(None, (row.surname, row.forenames)))
    number, identifier = row.candidate_number or "", uci.grouped(row.uci or "")
    return Line(place, number, name, identifier, row.born_on)


def file_name(*words: str) -> str:
    """attendance-03999-March-2027.pdf: letters, digits and hyphens, whatever a series is called."""
    plain = re.sub("[^A-Za-z0-9]+", "-", "-".join(("attendance", *words)))
    return f"{plain.strip('-')}.pdf"
