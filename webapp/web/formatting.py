"""Dates, moments, counts, money, names and the order of titles as people read them."""

import re
import unicodedata
from datetime import date, datetime

from webapp.settings import LONDON
from webapp.web.letters import UNDECOMPOSED

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def long_date(day: date | str) -> str:
    """A date as people read it: 24 November 2026. Takes a date or its ISO text."""
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return f"{day.day} {day:%B %Y}"


def short_date(day: date | str) -> str:
    """A date for a narrow column: 24 Nov 2026."""
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_and_year(day: date | str) -> str:
    """The month of a date or of its ISO text: November 2026."""
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return f"{day:%B %Y}"


def moment(text: str) -> str:
    """A UTC moment as London's clock shows it: 24 November 2026, 9:30 am."""
    at = datetime.fromisoformat(text).astimezone(LONDON)
    return f"{long_date(at.date())}, {at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def london_day(text: str) -> date:
    """The calendar date in London at a UTC moment."""
    return datetime.fromisoformat(text).astimezone(LONDON).date()


def date_control(typed: str) -> str:
    """The type of input that can show this again: a date's shows dates only, and would drop other
    words.
    """
    try:
        is_date = not typed or date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        is_date = False
    return "date" if is_date else "text"


def plural(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def money(pence: int) -> str:
    return f"£{pence / 100:,.2f}"


def surname_first(surname: str, forenames: str) -> str:
    """Surname, Forenames; only one of them for whoever has no more."""
    return f"{surname}, {forenames}" if surname and forenames else surname or forenames


def grouped_uci(uci: str | None) -> str:
    """A UCI as people read it, 68199 0 01 2058 G; "" for none."""
    uci = uci or ""
    return " ".join((uci[:5], uci[5:6], uci[6:8], uci[8:12], uci[12:])).strip()


def forenames_first(surname: str, forenames: str) -> str:
    """Forenames Surname; only one of them for whoever has no more."""
    return f"{forenames} {surname}".strip()


def title_key(title: str) -> str:
    """What titles and names are sorted by: numbers by their size, letters without accents and case.

    Group 2 comes before Group 10, Étude among the words with E. As an SQL function title_key().
    """
    decomposed = unicodedata.normalize("NFKD", title).casefold().translate(UNDECOMPOSED)
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # A number behind the count of its digits sorts by size, as text does.
    return re.sub(
        r"[0-9]+", lambda found: f"{len(number := found[0].lstrip('0')):03}{number}", plain
    )
