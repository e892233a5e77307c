"""The closing dates as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from webapp.accounts.centre.centre import Centre

TYPE = "text/calendar"
SUMMARY_CODES = 6
REMINDER = timedelta(days=-7)


@dataclass(frozen=True)
class ClosingDate:
    """A day on which a series closes, and the assessments that have it then.

    series_id is that of the first assessment: it makes the event's lasting id.
    """

    series_id: int
    title: str
    closes_on: date
    assessments: tuple[tuple[str, str], ...]
    """Entry code and title of each."""


def write(rows: Iterable[ClosingDate], centre: Centre, stamp: datetime) -> bytes:
    """Return the feed, one event a closing date and title, with a reminder a week before.

    stamp is the moment of writing, in UTC.
    """
    # Escaped by hand: the library does so only for properties of RFC 5545.
    name = vText(_printable(f"Closing dates, {centre.name}"))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Single Point//Closing dates//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    # Older calendar programs read this one in place of NAME.
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), {"value": "DURATION"})
    for row in rows:
        calendar.add_component(_event(row, centre.number, stamp))
    feed: bytes = calendar.to_ical(sorted=False)
    return feed


def _event(row: ClosingDate, centre_number: str, stamp: datetime) -> Event:
    codes = [entry_code for entry_code, _ in row.assessments]
    more = f" and {len(codes) - SUMMARY_CODES} more" if len(codes) > SUMMARY_CODES else ""
    summary = _printable(f"{row.title} closes: {', '.join(codes[:SUMMARY_CODES])}{more}")
    description = "\n".join(f"{entry_code} {title}" for entry_code, title in row.assessments)
    event = Event()
    event.add("uid", f"closing-{row.series_id}.centre-{centre_number}@single-point")
    event.add("dtstamp", stamp)
    event.add("dtstart", row.closes_on)
    event.add("dtend", row.closes_on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _printable(description))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDER)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event


def _printable(text: str) -> str:
    """Return the text without control characters, which RFC 5545 allows in no value."""
    return "\n".join("".join(filter(str.isprintable, line)) for line in text.splitlines())
