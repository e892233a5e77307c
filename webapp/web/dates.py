"""A calendar date as people type it: day first, or as files write it; never month first."""

import re
from datetime import date

from webapp.web import letters

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ /.-]([0-9]{1,2}|[a-z]{3,9})[ /.-]([0-9]{4})", re.I)
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read(typed: str) -> date | None:
    """24/11/2026, 24-11-2026, 24 Nov 2026, 24 November 2026 or 2026-11-24; None for anything
    else.
    """
    written = letters.tidy(typed)
    if found := _YEAR_FIRST.fullmatch(written):
        parts = found[1], found[2], found[3]
    elif found := _DAY_FIRST.fullmatch(written):
        parts = found[3], str(_month(found[2])), found[1]
    else:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def _month(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    fitting = [place for place, name in enumerate(MONTHS, 1) if name.startswith(typed.lower())]
    return fitting[0] if fitting else 0
