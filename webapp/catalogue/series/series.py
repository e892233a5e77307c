"""The series of an assessment: which one is next, and how near its closing date is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec


@dataclass(frozen=True)
class Series:
    """Dates are calendar dates in Europe/London; on demand means no closing date."""

    series_id: int
    title: str
    opens_on: date | None
    late_from: date | None
    closes_on: date | None

    def is_late(self, today: date) -> bool:
        return self.late_from is not None and today >= self.late_from

    def is_closed(self, today: date) -> bool:
        return self.closes_on is not None and self.closes_on < today

    def opening(self, today: date) -> bool:
        """Whether it has still to open. The next available series may be one that has not."""
        return self.opens_on is not None and today < self.opens_on

    def closing(self, today: date) -> str:
        """What a person must know of the closing date now: "late", "closes in 3 days", or ""."""
        if self.is_late(today):
            return "late"
        if self.closes_on is None:
            return ""
        days = (self.closes_on - today).days
        if days > 14:
            return ""
        if days == 0:
            return "closes today"
        return "closes tomorrow" if days == 1 else f"closes in {days} days"


class AssessmentSeries(msgspec.Struct, frozen=True, kw_only=True):
    """A series with the assessment that it belongs to, as administrators set it."""

    series_id: int
    assessment_id: int
    entry_code: str
    assessment_title: str
    title: str
    opens_on: date | None
    late_from: date | None
    closes_on: date | None

    @property
    def series(self) -> Series:
        return Series(
            self.series_id,
            self.title,
            opens_on=self.opens_on,
            late_from=self.late_from,
            closes_on=self.closes_on,
        )


def list_planned(series: Iterable[Series], today: date) -> list[Series]:
    """Return those that are not closed, the earliest closing date first; on demand comes last."""
    still_open = [one for one in series if not one.is_closed(today)]
    return sorted(still_open, key=lambda one: one.closes_on or date.max)


def next_available(series: Iterable[Series], today: date) -> Series | None:
    """The earliest whose closing date is today or later; on demand never closes."""
    return next(iter(list_planned(series, today)), None)
