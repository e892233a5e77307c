"""The closing dates as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, vText

TYPE = "text/calendar"
SUMMARY_CODES = 6
REMINDER = timedelta(days=-7)


def write(rows: Iterable[Mapping[str, Any]], centre: Mapping[str, Any], stamp: datetime) -> bytes:
    """Return the feed, one event a closing date and title, with a reminder a week before.

    Rows have series_id (of the first assessment, which makes the event's lasting id), title,
    closes_on (ISO) and assessments, a list of entry_code and title; the centre has number and
    name. stamp is the moment of writing, in UTC.
    """
    # Escaped by hand: the library does so only for properties of RFC 5545.
    name = vText(_printable(f"Closing dates, {centre['name']}"))
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
        calendar.add_component(_event(row, centre["number"], stamp))
    feed: bytes = calendar.to_ical(sorted=False)
    return feed


def _event(row: Mapping[str, Any], centre_number: str, stamp: datetime) -> Event:
    closes_on = date.fromisoformat(row["closes_on"])
    codes = [assessment["entry_code"] for assessment in row["assessments"]]
    more = f" and {len(codes) - SUMMARY_CODES} more" if len(codes) > SUMMARY_CODES else ""
    summary = _printable(f"{row['title']} closes: {', '.join(codes[:SUMMARY_CODES])}{more}")
    description = "\n".join(f"{each['entry_code']} {each['title']}" for each in row["assessments"])
    event = Event()
    event.add("uid", f"closing-{row['series_id']}.centre-{centre_number}@single-point")
    event.add("dtstamp", stamp)
    event.add("dtstart", closes_on)
    event.add("dtend", closes_on + timedelta(days=1))
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
