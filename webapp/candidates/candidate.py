"""A candidate as the centre records one, and the reading of the candidate form."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from webapp.candidates import name, uci, uln

GENDERS = {"female": "female", "male": "male", "none": ""}
# Not the calendar module's names, which follow the language of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_CANDIDATE_NUMBER = r"((?!0+$)[0-9]{1,4})?"
_NO_NAME = (
    "Type a surname, forenames or both, because a certificate needs a name: "
    "for a person with a single name, leave the other one blank."
)
_NO_GENDER = "Choose female, male or not recorded: it is only left out on purpose."
_NO_CANDIDATE_NUMBER = (
    "A candidate number has 1 to 4 digits and is not 0000: type it like 42 or 0042, or leave it blank."
)
_NO_OCR_NUMBER = "An OCR candidate number has 8 digits and nothing else: check it or leave it blank."
_GENDER_NOT_RECORDED = "No gender is recorded: add it before an entry if the awarding body asks for it."


@dataclass(frozen=True)
class Candidate:
    """One person: at least one of the two names; gender female, male or "" for not recorded.

    candidate_number has 4 digits, ocr_number 8, uci 13 characters, uln 10 digits; each "" when unknown.
    """

    surname: str
    forenames: str
    born_on: date
    gender: str
    candidate_number: str
    ocr_number: str
    uci: str
    uln: str

    @property
    def full_name(self) -> str:
        """Forenames Surname, or the single name."""
        return f"{self.forenames} {self.surname}".strip()

    @property
    def listed_name(self) -> str:
        """Surname, Forenames, or the single name."""
        return ", ".join(filter(None, (self.surname, self.forenames)))


class Reading(NamedTuple):
    """A form read: value is None exactly when there are problems; both mappings are field -> message."""

    value: Candidate | None
    problems: dict[str, str]
    warnings: dict[str, str]


def read(form: Mapping[str, str], today: date) -> Reading:
    """The candidate form, by the rules for candidates; a field that is not there counts as blank.

    Fields: surname, forenames, born_day, born_month, born_year, gender (female, male or none),
    candidate_number, ocr_number, uci, uln. What is said about the date of birth is under born_day.
    """
    surname, forenames = (name.tidy(form.get(field, "")) for field in ("surname", "forenames"))
    born_on, born_problem, born_warning = _read_birth(form, today)
    gender = GENDERS.get(form.get("gender", "").strip().lower())
    candidate_number = uci.tidy(form.get("candidate_number", ""))
    ocr_number = uci.tidy(form.get("ocr_number", ""))
    uci_value, uci_problem, uci_warning = uci.read(form.get("uci", ""))
    uln_value, uln_problem, uln_warning = uln.read(form.get("uln", ""))
    problems = _spoken(
        surname=name.problem(surname) or ("" if name.fold(surname + forenames) else _NO_NAME),
        forenames=name.problem(forenames),
        born_day=born_problem,
        gender=_NO_GENDER if gender is None else "",
        candidate_number="" if re.fullmatch(_CANDIDATE_NUMBER, candidate_number) else _NO_CANDIDATE_NUMBER,
        ocr_number="" if re.fullmatch(r"([0-9]{8})?", ocr_number) else _NO_OCR_NUMBER,
        uci=uci_problem,
        uln=uln_problem,
    )
    warnings = _spoken(
        surname=" ".join(name.doubts(surname)),
        forenames=" ".join(name.doubts(forenames)),
        born_day=born_warning,
        gender=_GENDER_NOT_RECORDED if gender == "" else "",
        uci=uci_warning,
        uln=uln_warning,
    )
    if problems:
        return Reading(None, problems, warnings)
    number = candidate_number and candidate_number.zfill(4)
    identifiers = (number, ocr_number, uci_value or "", uln_value or "")
    return Reading(Candidate(surname, forenames, born_on, gender, *identifiers), problems, warnings)


def guess(typed: str) -> dict[str, str]:
    """The form's first words for somebody searched for in vain: names, or a number, as typed."""
    tidied = name.tidy(typed)
    number = uci.tidy(tidied)
    if any(character.isdigit() for character in number):
        field = {4: "candidate_number", 8: "ocr_number", 10: "uln"}.get(max(4, len(number)), "uci")
        return {field: tidied}
    surname, comma, forenames = tidied.partition(",")
    if not comma:
        forenames, _, surname = tidied.rpartition(" ")
    return {"surname": surname.strip(), "forenames": forenames.strip()}


def _read_birth(form: Mapping[str, str], today: date) -> tuple[date | None, str, str]:
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


def _spoken(**messages: str) -> dict[str, str]:
    return {field: message for field, message in messages.items() if message}
