"""A date of birth, typed as day, month and year."""

import calendar
import re
from collections.abc import Mapping
from datetime import date

# Not the calendar module's names, which follow the language of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def read(form: Mapping[str, str], today: date) -> tuple[date | None, str, str]:
    """The date, the problem and the warning; the form has born_day, born_month and born_year."""
    born_on = read_date(*(form.get(field, "") for field in ("born_day", "born_month", "born_year")))
    if isinstance(born_on, str):
        return None, born_on, ""
    if born_on > today:
        return None, "The date of birth is in the future: check the year.", ""
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    warning = f"The person would be {age} years old: check the year of birth."
    return born_on, "", "" if 10 <= age <= 100 else warning


def read_date(day: str, month: str, year: str) -> date | str:
    """The date of birth typed in three parts, or the problem with it as a sentence.

    The month is a number or an English name, from its first three letters on; the year has 4 digits.
    """
    day, month, year = day.strip(), month.strip(), year.strip()
    missing = [part for part, typed in {"day": day, "month": month, "year": year}.items() if not typed]
    if missing:
        lacking = " and ".join(missing)
        return f"The date of birth lacks its {lacking}: it is needed in full, such as 27 3 2008."
    if re.fullmatch(r"[0-9]{2}", year):
        return f"The year {year} could be in two centuries: type all four digits, such as 2008."
    if not re.fullmatch(r"[1-9][0-9]{3}", year):
        return f"The year {year} is not a year of four digits: type it like 2008."
    place = _month_place(month)
    if not place:
        return f"{month} is not a month: type a number from 1 to 12 or its name, such as 3 or March."
    last = calendar.monthrange(int(year), place)[1]
    if not re.fullmatch(r"[0-9]{1,2}", day) or not 1 <= int(day) <= last:
        month = MONTHS[place - 1]
        return f"{day} is not a day of {month} {year}, which has the days 1 to {last}: check the date."
    return date(int(year), place, int(day))


def _month_place(typed: str) -> int:
    if re.fullmatch(r"[0-9]{1,2}", typed):
        return int(typed) if int(typed) <= 12 else 0
    begun = typed.removesuffix(".").lower()
    fitting = [place for place, month in enumerate(MONTHS, 1) if month.lower().startswith(begun)]
    return fitting[0] if len(begun) >= 3 and fitting else 0
