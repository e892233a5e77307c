"""Copying a year's series to the next one: dates a year later, titles with the year raised."""

import calendar
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from webapp.catalogue.series.series import AssessmentSeries
from webapp.catalogue.series.series_form import Window, weekend

_YEARS = re.compile(r"\b((?:19|20)[0-9]{2})(?:([/–-])([0-9]{2}))?\b")


@dataclass(frozen=True)
class Copy:
    """One series-to-be for many assessments: their ids, and the entry codes of all that it is for.

    there holds the entry codes of assessments that have a series with this title already.
    """

    window: Window
    source: str
    assessment_ids: list[int]
    entry_codes: list[str]
    there: list[str]

    @property
    def weekend(self) -> str:
        return weekend(self.window.closes_on)


def raised(title: str, year: int) -> str:
    """The title a year later: June 2027 is June 2028, 2026/27 is 2027/28.

    A title without a year gets the one given, that of the new closing date.
    """
    if not _YEARS.search(title):
        return f"{title} {year}"
    return _YEARS.sub(_raise, title)


def _raise(found: re.Match[str]) -> str:
    year = str(int(found[1]) + 1)
    return year + (f"{found[2]}{(int(found[3]) + 1) % 100:02}" if found[2] else "")


def a_year_later(day: date | None) -> date | None:
    """The same calendar date; 29 February becomes the 28th."""
    if day is None:
        return None
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, min(day.day, last))


def copies(rows: Iterable[AssessmentSeries], taken: Collection[tuple[int, str]]) -> list[Copy]:
    """The copies of dated series, those with the same title and dates together, by closing date.

    taken holds the assessment and title of every series that there is.
    """
    found: dict[tuple[str, Window], Copy] = {}
    seen = set(taken)
    for row in rows:
        closes_on = a_year_later(row.closes_on)
        if closes_on is None:
            continue
        window = Window(
            raised(row.title, closes_on.year),
            a_year_later(row.opens_on),
            a_year_later(row.late_from),
            closes_on,
        )
        one = found.setdefault((row.title, window), Copy(window, row.title, [], [], []))
        key = row.assessment_id, window.title
        if key in seen:
            one.there.append(row.entry_code)
        else:
            one.assessment_ids.append(row.assessment_id)
            one.entry_codes.append(row.entry_code)
        seen.add(key)
    return sorted(found.values(), key=lambda one: (one.window.closes_on, one.window.title))
