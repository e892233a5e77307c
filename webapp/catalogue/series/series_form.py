"""A series as an administrator types it: its title and dates, or that it is on demand."""

import itertools
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from webapp.catalogue.series.series import AssessmentSeries
from webapp.web import dates as day
from webapp.web import letters
from webapp.web.formatting import long_date

MOST_CHARACTERS = 60
ON_DEMAND = "On demand"
LABELS = {"opens_on": "Opens on", "late_from": "Late from", "closes_on": "Closes on"}
KINDS = {"dated": "It has a closing date", "on_demand": "On demand, without dates"}
NO_TITLE = "The series needs a title, such as June 2027."
NO_DATE = "{} is no date: type the day, the month and the year, such as 24/11/2026."
NO_CLOSING = "A series with dates needs its closing date. If it has none, choose on demand."


class Window(NamedTuple):
    """A series' title and dates, in the order opens on, late from, closes on."""

    title: str
    opens_on: date | None
    late_from: date | None
    closes_on: date | None


class Reading(NamedTuple):
    """window is None when there are problems, by field. warning is about a date that is allowed."""

    window: Window | None
    problems: dict[str, str]


def read(form: Mapping[str, str]) -> Reading:
    """The series in a form with title, kind (dated or on_demand), opens_on, late_from,
    closes_on.
    """
    problems: dict[str, str] = {}
    title = letters.tidy(form.get("title", ""))
    on_demand = form.get("kind") == "on_demand"
    if not title and on_demand:
        title = ON_DEMAND
    if not title:
        problems["title"] = NO_TITLE
    elif len(title) > MOST_CHARACTERS:
        problems["title"] = f"The title is longer than {MOST_CHARACTERS} characters: shorten it."
    if form.get("kind") not in KINDS:
        problems["kind"] = "Choose whether the series has a closing date or is on demand."
    dates: dict[str, date | None] = dict.fromkeys(LABELS)
    for field in LABELS if form.get("kind") == "dated" else ():
        if typed := form.get(field, "").strip():
            dates[field] = day.read(typed)
            if dates[field] is None:
                problems[field] = NO_DATE.format(typed[:40])
    if form.get("kind") == "dated" and not form.get("closes_on", "").strip():
        problems["closes_on"] = NO_CLOSING
    problems |= _out_of_order(dates, problems)
    return Reading(None if problems else Window(title, **dates), problems)


def form(series: AssessmentSeries) -> dict[str, str]:
    """The form filled in with a series."""
    return {
        "title": series.title,
        "kind": "dated" if series.closes_on else "on_demand",
        "opens_on": _shown(series.opens_on),
        "late_from": _shown(series.late_from),
        "closes_on": _shown(series.closes_on),
    }


def canonical(field: str, text: str) -> str:
    """The same text for all ways of writing one date or title."""
    at = day.read(text) if field in LABELS else None
    return at.isoformat() if at else " ".join(text.split())


def _shown(at: date | None) -> str:
    return long_date(at) if at else ""


def _out_of_order(dates: Mapping[str, date | None], problems: Mapping[str, str]) -> dict[str, str]:
    set_dates = [(field, at) for field, at in dates.items() if at and field not in problems]
    return {
        field: (
            f"{LABELS[before]} is {long_date(earlier)}, which is after this date: swap or correct"
            " them."
        )
        for (before, earlier), (field, at) in itertools.pairwise(set_dates)
        if earlier > at
    }


def weekend(at: date | None) -> str:
    """What to tell of a closing date on which nobody may be there; "" on other days."""
    return f"closes on a {at:%A}" if at and at.weekday() > 4 else ""
