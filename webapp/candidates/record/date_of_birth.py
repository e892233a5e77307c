"""A date of birth, typed as day, month and year."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

from webapp.web import letters

# Not the calendar module's names, which follow the language of the machine.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.\- ])([0-9]{1,2})\2([0-9]{2,4})")
_MONTH_NAMED = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ /.,-]*([a-z]{3,9}\.?)[ /.,-]*([0-9]{2,4})", re.I
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_NAME_FIRST = re.compile(r"[a-z]{3,9}\.? ?[0-9]{1,2}(st|nd|rd|th)?[ ,]+[0-9]{2,4}", re.I)
_WEEKDAY = re.compile(r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,? ", re.I)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$", re.I)
_TIME = re.compile(r"[ T]([0-9]{1,2}:[0-9]{2})\S*( ?[ap]m)?$", re.I)
_SERIALS = range(7_306, 73_051)
"""A spreadsheet counts days from 30 December 1899; these are the years 1920 to 2099."""
_LONGEST = 40
_TYPE_IT = "write the day, the month and the year, such as 27/03/2008."


def read(
    form: Mapping[str, str], today: date
) -> tuple[date | None, dict[str, str], dict[str, str]]:
    """The date, the problem and the warning, each under the field of the part to be looked at.

    The form has born_day, born_month and born_year.
    """
    born_on = _parts(*(form.get(f"born_{part}", "") for part in ("day", "month", "year")))
    if not isinstance(born_on, date):
        part, problem = born_on
        return None, {f"born_{part}": problem}, {}
    if born_on > today:
        return None, {"born_year": "The date of birth is in the future: check the year."}, {}
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    warning = f"The person would be {age} years old: check the year of birth."
    return born_on, {}, {} if 10 <= age <= 100 else {"born_year": warning}


def read_date(day: str, month: str, year: str) -> date | str:
    """The date of birth typed in three parts, or the problem with it as a sentence.

    The month is a number or an English name, from its first three letters on; the year has 4
    digits.
    """
    found = _parts(day, month, year)
    return found if isinstance(found, date) else found[1]


def _parts(day: str, month: str, year: str) -> date | tuple[str, str]:
    """The date, or which part is wrong (day, month or year) and the problem with it."""
    day, month, year = letters.tidy(day), letters.tidy(month), letters.tidy(year)
    missing = [
        part for part, typed in {"day": day, "month": month, "year": year}.items() if not typed
    ]
    if len(missing) == 3:
        return "day", "The date of birth is missing: type it in full, such as 27 3 2008."
    if missing:
        lacking = " and ".join(missing)
        return missing[
            0
        ], f"The date of birth lacks its {lacking}: it is needed in full, such as 27 3 2008."
    if re.fullmatch(r"[0-9]{2}", year):
        return (
            "year",
            f"The year {year} could be in two centuries: type all four digits, such as 2008.",
        )
    if not re.fullmatch(r"[1-9][0-9]{3}", year):
        return "year", f"The year {year} is not a year of four digits: type it like 2008."
    place = _month_place(month)
    if not place:
        wrong = (
            f"{month} is not a month: type a number from 1 to 12 or its name, such as 3 or March."
        )
        return "month", wrong
    last = calendar.monthrange(int(year), place)[1]
    if not re.fullmatch(r"[0-9]{1,2}", day) or not 1 <= int(day) <= last:
        month = MONTHS[place - 1]
        wrong = (
            f"{day} is not a day of {month} {year}, which has the days 1 to {last}: check the date."
        )
        return "day", wrong
    return date(int(year), place, int(day))


def from_cell(text: str) -> tuple[str, str, str] | str:
    """Day, month and year, as read_date takes them, of a date in a spreadsheet; or its problem.

    27/03/2008, 27-03-2008, 27.03.2008, 27 Mar 2008, 2008-03-27 and serials such as 39534;
    the month never comes first.
    """
    tidied = " ".join(text.split())
    if len(tidied) > _LONGEST:
        return f"{tidied[:_LONGEST]}… is not a date: {_TYPE_IT}"
    written = _WEEKDAY.sub("", _MIDNIGHT.sub("", tidied), count=1)
    if timed := _TIME.search(written):
        said = f"{written} has the time {timed[1]} in it, which can hide another day"
        return f"{said}: leave only the date."
    if found := _DAY_FIRST.fullmatch(written):
        day, _, month, year = found.groups()
        if int(month) > 12 and 1 <= int(day) <= 12:
            mended = f"write {month}/{day}/{year}."
            return f"{written} has the month first, but the day comes first: {mended}"
        return day, month, year
    if found := _MONTH_NAMED.fullmatch(written):
        return found[1], found[2], found[3]
    if found := _YEAR_FIRST.fullmatch(written):
        return found[4], found[3], found[1]
    if _NAME_FIRST.fullmatch(written):
        return f"{written} has the month first, but the day comes first: {_TYPE_IT}"
    if re.fullmatch(r"[0-9]+(\.0+)?", written):
        return _from_serial(written.partition(".")[0])
    return f"{written} is not a date: {_TYPE_IT}"


def _from_serial(digits: str) -> tuple[str, str, str] | str:
    if int(digits) not in _SERIALS:
        return f"{digits} is a number and no date: {_TYPE_IT}"
    found = date(1899, 12, 30) + timedelta(days=int(digits))
    return str(found.day), str(found.month), str(found.year)


def _month_place(typed: str) -> int:
    if re.fullmatch(r"[0-9]{1,2}", typed):
        return int(typed) if int(typed) <= 12 else 0
    begun = typed.removesuffix(".").lower()
    fitting = [place for place, month in enumerate(MONTHS, 1) if month.lower().startswith(begun)]
    return fitting[0] if len(begun) >= 3 and fitting else 0
