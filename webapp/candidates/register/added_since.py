"""The list "Candidates added": how far back a search for candidates looks."""

import calendar
from datetime import date, timedelta

LABELS = {
    "any": "Any time",
    "today": "Today",
    "week": "In the last week",
    "month": "In the last month",
    "3-months": "In the last three months",
    "6-months": "In the last six months",
    "year": "In the last year",
    "2-years": "In the last two years",
    "3-years": "In the last three years",
    "4-years": "In the last four years",
    "5-years": "In the last five years",
}

_MONTHS = {
    "month": 1,
    "3-months": 3,
    "6-months": 6,
    "year": 12,
    "2-years": 24,
    "3-years": 36,
    "4-years": 48,
    "5-years": 60,
}


def since(key: str, today: date) -> date | None:
    """The first date that counts, itself included; None for any time and for a key not in the list.

    Months and years go by the calendar: a day its month does not have becomes that month's last.
    """
    if key == "today":
        return today
    if key == "week":
        return today - timedelta(days=7)
    return _months_before(today, _MONTHS[key]) if key in _MONTHS else None


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
