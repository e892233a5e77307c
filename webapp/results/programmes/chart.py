"""The pictures of a framework: its progress as a bar, its awards by month as columns."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from webapp.candidates.record.date_of_birth import MONTHS

WIDTH, HEIGHT = 372, 150
"""The chart's own units; the page scales them."""
_TOP, _FOOT, _GAP = 22, 36, 6
_COUNTED = 12


class Column(NamedTuple):
    """One month and its column. label and year stand below it, the year where one begins."""

    title: str
    label: str
    year: str
    awards: int
    x: int
    y: int
    width: int
    height: int


class Stretch(NamedTuple):
    """A part of a bar that is WHOLE long."""

    words: str
    programmes: int
    percent: int
    x: float
    width: float


WHOLE = 1000


def columns(days: Iterable[str], today: date) -> list[Column]:
    """The last twelve months, this one the last, with the number of awards (ISO dates) in each."""
    counts = Counter(day[:7] for day in days)
    last = today.year * 12 + today.month - 1
    months = [divmod(last - back, 12) for back in reversed(range(_COUNTED))]
    awards = [counts[f"{year}-{place + 1:02}"] for year, place in months]
    step, room = WIDTH // _COUNTED, HEIGHT - _TOP - _FOOT
    found = []
    for number, ((year, place), count) in enumerate(zip(months, awards, strict=True)):
        height = max(round(room * count / max(awards)), 2) if count else 0
        found.append(
            Column(
                f"{MONTHS[place]} {year}",
                MONTHS[place][:3],
                _year(year, place, number),
                count,
                number * step + _GAP // 2,
                HEIGHT - _FOOT - height,
                step - _GAP,
                height,
            )
        )
    return found


def _year(year: int, place: int, number: int) -> str:
    """Under each January and the first column, where the two are not side by side."""
    return str(year) if place == 0 or (number == 0 and place != 11) else ""


def stretches(counts: Mapping[str, int]) -> list[Stretch]:
    """A bar's parts in their order, together WHOLE long unless all counts are nought."""
    total = sum(counts.values())
    found, x = [], 0.0
    for words, count in counts.items():
        width = WHOLE * count / total if total else 0
        found.append(Stretch(words, count, round(100 * count / total) if total else 0, x, width))
        x += width
    return found
