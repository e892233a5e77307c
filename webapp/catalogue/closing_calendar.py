"""The closing dates as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

TYPE = "text/calendar"
MOST_OCTETS = 75
SUMMARY_CODES = 6
A_WEEK_BEFORE = "-P7D"


def write(rows: Iterable[Mapping[str, Any]], centre: Mapping[str, Any], stamp: datetime) -> bytes:
    """The feed, one event a closing date and title, with a reminder a week before.

    Rows have series_id (of the first assessment, which makes the event's lasting id), title,
    closes_on (ISO) and assessments, a list of entry_code and title; the centre has number and
    name. stamp is the moment of writing, in UTC.
    """
    name = _text(f"Closing dates, {centre['name']}")
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
        lines += _event(row, centre["number"], stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(row: Mapping[str, Any], centre_number: str, stamp: datetime) -> Iterator[str]:
    closes_on = date.fromisoformat(row["closes_on"])
    codes = [one["entry_code"] for one in row["assessments"]]
    more = f" and {len(codes) - SUMMARY_CODES} more" if len(codes) > SUMMARY_CODES else ""
    summary = _text(f"{row['title']} closes: {', '.join(codes[:SUMMARY_CODES])}{more}")
    described = "\n".join(f"{one['entry_code']} {one['title']}" for one in row["assessments"])
    yield "BEGIN:VEVENT"
    yield f"UID:closing-{row['series_id']}.centre-{centre_number}@single-point"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{closes_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{closes_on + timedelta(days=1):%Y%m%d}"
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
