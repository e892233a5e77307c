"""The series of a result: as it is written in a spreadsheet, or what the entries say."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from webapp.candidates.record import date_of_birth, name
from webapp.catalogue.series.series import Series
from webapp.spreadsheets.grid import listed

_NOISE = frozenset(
    ["series", "session", "season", "exam", "exams", "examination", "examinations", "assessment"]
)
_SHORTEST_MONTH = 3
_SHOWN = 40


def choose(
    typed: str,
    awarded_on: date | None,
    entry_code: str,
    series: Sequence[Series],
    entered: Collection[int],
) -> tuple[Series | None, str]:
    """The series of a result, or why there is none; entered are the ids of those with a live entry.

    A blank one is that of the only entry, of several that which closed last before the award;
    without any entry it is the only one that the assessment has.
    """
    if not series:
        return None, f"{entry_code} has no series: ask an administrator to add it."
    if typed:
        found = _titled(typed, series)
        if len(found) == 1:
            return found[0], ""
        said = f"“{typed[:_SHOWN]}” is not one series of {entry_code}"
        return None, f"{said}, whose series are {_titles(series)}."
    mine = [one for one in series if one.series_id in entered]
    if len(mine) > 1:
        closed = [
            one for one in mine if one.closes_on and awarded_on and one.closes_on < awarded_on
        ]
        if closed:
            return max(closed, key=lambda one: one.closes_on or date.min), ""
        said = f"The series is blank, and the candidate is entered in {_titles(mine)}"
        return None, f"{said}: write which one."
    if mine or len(series) == 1:
        return (mine or series)[0], ""
    said = "The series is blank, and no entry says which it is"
    return None, f"{said}: write it, such as one of {_titles(series)}."


def _titled(typed: str, series: Sequence[Series]) -> list[Series]:
    exact = [one for one in series if one.title.casefold() == typed.casefold()]
    return exact or [one for one in series if key(one.title) == key(typed)]


def _titles(series: Sequence[Series]) -> str:
    """The latest first, because results are rarely for an old one."""
    latest = sorted(series, key=lambda one: one.closes_on or date.max, reverse=True)
    return listed([one.title for one in latest])


def key(title: str) -> tuple[int, int] | str:
    """What titles of one series have in common: (year, month), else the words, then the numbers.

    June 2027, Jun 27, 2027 June, 06/2027, 6/27, and 1 June 2027, which a spreadsheet makes of it.
    """
    parts = [
        part for part in re.findall(r"[^\W\d_]+|[0-9]+", name.fold(title)) if part not in _NOISE
    ]
    if month_and_year := _month_and_year(parts):
        return month_and_year
    ordered = sorted(parts, key=str.isdecimal)
    return "".join(_year(part) if len(part) == 2 and part.isdecimal() else part for part in ordered)


def _month_and_year(parts: Sequence[str]) -> tuple[int, int] | None:
    """A year of two digits comes last, because 27 June is a day."""
    month, year = "", ""
    match [len(part) for part in parts]:
        case [4, _] if parts[0].isdecimal():
            year, month = parts
        case [_, 2 | 4] if parts[1].isdecimal():
            month, year = parts
        case [1 | 2, _, 4] if parts[0].isdecimal() and int(parts[0]) == 1:
            _, month, year = parts
        case [4, _, 1 | 2] if parts[2].isdecimal() and int(parts[2]) == 1:
            year, month, _ = parts
    place = _month(month)
    return (int(_year(year)), place) if place and year.isdecimal() else None


def _month(written: str) -> int:
    """1 to 12 for a number or a name from its first three letters on, else 0."""
    if written.isdecimal():
        return int(written) if len(written) <= 2 and int(written) <= 12 else 0
    begun = [month.lower().startswith(written) for month in date_of_birth.MONTHS]
    return begun.index(True) + 1 if len(written) >= _SHORTEST_MONTH and any(begun) else 0


def _year(number: str) -> str:
    return f"20{number}" if len(number) == 2 else number
