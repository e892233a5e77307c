"""A candidate as the centre records one, and the reading of the candidate form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.record import date_of_birth, name, uci, uln

GENDERS = {"female": "female", "male": "male", "none": ""}
_CANDIDATE_NUMBER = r"((?!0+$)[0-9]{1,4})?"
_NO_NAME = (
    "Type a surname, forenames or both, because a certificate needs a name: "
    "for a person with a single name, leave the other one blank."
)
_NO_GENDER = "Choose female, male or not recorded: it is only left out on purpose."
_NO_CANDIDATE_NUMBER = (
    "A candidate number has 1 to 4 digits and is not 0000: type it like 42 or"
    " 0042, or leave it blank."
)
_NO_OCR_NUMBER = (
    "An OCR candidate number has 8 digits and nothing else: check it or leave it blank."
)
_GENDER_NOT_RECORDED = (
    "No gender is recorded: add it before an entry if the awarding body asks for it."
)


@dataclass(frozen=True)
class Candidate:
    """One person: at least one of the two names; gender female, male or "" for not recorded.

    candidate_number has 4 digits, ocr_number 8, uci 13 characters, uln 10 digits; each "" when
    unknown.
    """

    surname: str
    forenames: str
    born_on: date
    gender: str
    candidate_number: str
    ocr_number: str
    uci: str
    uln: str


class Reading(NamedTuple):
    """A form read: value is None exactly when there are problems; both mappings are field ->
    message.
    """

    value: Candidate | None
    problems: dict[str, str]
    warnings: dict[str, str]


def read(form: Mapping[str, str], today: date) -> Reading:
    """The candidate form, by the rules for candidates; a field that is not there counts as blank.

    Fields: surname, forenames, born_day, born_month, born_year, gender (female, male or none),
    candidate_number, ocr_number, uci, uln. What is said about the date of birth is under its part.
    """
    surname, forenames = (name.tidy(form.get(field, "")) for field in ("surname", "forenames"))
    born_on, born_problems, born_warnings = date_of_birth.read(form, today)
    gender = GENDERS.get(form.get("gender", "").strip().lower())
    numbers, number_problems, number_warnings = read_identifiers(form)
    problems = _spoken(
        surname=name.problem(surname) or ("" if name.fold(surname + forenames) else _NO_NAME),
        forenames=name.problem(forenames),
        **born_problems,
        gender=_NO_GENDER if gender is None else "",
        **number_problems,
    )
    warnings = _spoken(
        surname=" ".join(name.doubts(surname, form.get("surname", ""))),
        forenames=" ".join(name.doubts(forenames, form.get("forenames", ""))),
        **born_warnings,
        gender=_GENDER_NOT_RECORDED if gender == "" else "",
        **number_warnings,
    )
    if problems or born_on is None or gender is None:
        return Reading(None, problems, warnings)
    return Reading(Candidate(surname, forenames, born_on, gender, **numbers), problems, warnings)


def read_identifiers(
    form: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """candidate_number, ocr_number, uci and uln as they are stored, "" for none; then the problems
    and the warnings, field → message.
    """
    candidate_number = uci.tidy(form.get("candidate_number", ""))
    ocr_number = uci.tidy(form.get("ocr_number", ""))
    uci_value, uci_problem, uci_warning = uci.read(form.get("uci", ""))
    uln_value, uln_problem, uln_warning = uln.read(form.get("uln", ""))
    numbers = {
        "candidate_number": candidate_number and candidate_number.zfill(4),
        "ocr_number": ocr_number,
        "uci": uci_value or "",
        "uln": uln_value or "",
    }
    problems = _spoken(
        candidate_number=""
        if re.fullmatch(_CANDIDATE_NUMBER, candidate_number)
        else _NO_CANDIDATE_NUMBER,
        ocr_number="" if re.fullmatch(r"([0-9]{8})?", ocr_number) else _NO_OCR_NUMBER,
        uci=uci_problem,
        uln=uln_problem,
    )
    return numbers, problems, _spoken(uci=uci_warning, uln=uln_warning)


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


def is_blank(form: Mapping[str, str]) -> bool:
    """Whether nobody has typed or chosen anything in the candidate form."""
    fields = (*Candidate.__annotations__, "born_day", "born_month", "born_year")
    return not any(form.get(field, "").strip() for field in fields)


def from_record(person: KnownPerson) -> Candidate:
    """The candidate whom a row of the register describes."""
    return Candidate(**{field: getattr(person, field) for field in Candidate.__annotations__})


def read_number(text: str) -> str:
    """A typed candidate number in its 4 digits; "" when it is blank or none."""
    number = uci.tidy(text)
    return number.zfill(4) if number and re.fullmatch(_CANDIDATE_NUMBER, number) else ""


def _spoken(**messages: str) -> dict[str, str]:
    return {field: message for field, message in messages.items() if message}
