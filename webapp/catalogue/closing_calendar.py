"""The closing dates as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.accounts.centre import Centre

TYPE = "text/calendar"
MOST_OCTETS = 75
SUMMARY_CODES = 6
A_WEEK_BEFORE = "-P7D"


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
    name = _text(f"Closing dates, {centre.name}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Single Point//Closing dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for row in rows:
        lines += _event(row, centre.number, stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(row: ClosingDate, centre_number: str, stamp: datetime) -> Iterator[str]:
    codes = [entry_code for entry_code, _ in row.assessments]
    more = f" and {len(codes) - SUMMARY_CODES} more" if len(codes) > SUMMARY_CODES else ""
    summary = _text(f"{row.title} closes: {', '.join(codes[:SUMMARY_CODES])}{more}")
    described = "\n".join(f"{entry_code} {title}" for entry_code, title in row.assessments)
    yield "BEGIN:VEVENT"
    yield f"UID:closing-{row.series_id}.centre-{centre_number}@single-point"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{row.closes_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{row.closes_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{_text(described)}"
    yield "TRANSP:TRANSPARENT"
    yield from (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{A_WEEK_BEFORE}",
        f"DESCRIPTION:{summary}",
        "END:VALARM",
        "END:VEVENT",
    )


def _text(text: str) -> str:
    """A value in which nothing is taken for a sign of the format."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = ("".join(filter(str.isprintable, line)) for line in escaped.splitlines())
    return "\\n".join(lines)


def _folded(line: str) -> str:
    """At most 75 octets a line; the next one begins with a space. No character is torn apart."""
    pieces, octets = [""], 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > MOST_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += sign
        octets += size
    return "\r\n".join(pieces)
