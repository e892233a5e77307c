"""How long people are held: the years that a form names, and the day they reach back to."""

from collections.abc import Mapping
from datetime import date

YEARS = 6
MOST_YEARS = 99
_WRONG = (
    f"The number of years is a whole number from 1 to {MOST_YEARS}: type it like {YEARS}, since"
    " nobody is deleted within a year."
)


def read(form: Mapping[str, str]) -> tuple[int | None, str]:
    """The years of a form's field years, or the problem with it."""
    typed = form.get("years", "").strip()
    years = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
    return (years, "") if 1 <= years <= MOST_YEARS else (None, _WRONG)


def cut_off(today: date, years: int) -> date:
    """The same day so many years ago, 28 February for the 29th; who was active on it stays."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)
