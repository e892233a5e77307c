"""One row of a spreadsheet of results: whose it says it is, for what, and what was achieved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from webapp.candidates.imports.row import cleared, shortened
from webapp.candidates.record import candidate, date_of_birth, name
from webapp.results.of_candidate import grade
from webapp.results.uploads import entry_code
from webapp.results.uploads.headings import RESULTS, WHO

LONGEST_GRADE = 40
LONGEST_CERTIFICATE_NUMBER = 40
# What people write into a cell that stays empty.
_NOTHING = re.compile(r"[-–—.]*")
_SHOWN = 40
_NUMBERS_OF_ONE = ("uci", "uln", "ocr_number")
# Weaker than a number that only one person has: wrong, it need not stop a row with such a number.
_NOT_NEEDED_BESIDE = ("born_on", "candidate_number")
_OUTCOMES = "Achieved, Not achieved, Absent or Pending"
_NO_RESULT = "There is no result in this row, so nothing is recorded."
_EXEMPT = "Exempt counts as achieved, and is kept as the grade."
_NEAR_PASS = (
    "A near pass is below a pass and counts as not achieved. If it counts for this assessment,"
    " write"
    " Achieved as the outcome."
)
_OF_THE_RESULT = frozenset(("grade", "outcome", "status"))
_AMBIGUOUS = {
    "NA": "NA may mean not achieved or not applicable: write Not achieved, or N/A for no result.",
}


@dataclass(frozen=True)
class Said:
    """What a row says; each text is "" when it does not.

    outcome is one of grade.OUTCOMES, or "" for a row that holds no result. unread holds what is
    wrong with weaker facts of a row with a number that only one person has, field → message.
    """

    uci: str
    uln: str
    ocr_number: str
    candidate_number: str
    surname: str
    forenames: str
    born_on: date | None
    entry_code: str
    series: str
    grade: str
    outcome: str
    awarded_on: date | None
    certificate_number: str
    unread: Mapping[str, str] = field(default_factory=dict)


class Row(NamedTuple):
    """One row read; value is None exactly when there are problems; both are field → message."""

    value: Said | None
    problems: dict[str, str]
    warnings: dict[str, str]


def read(cells: Mapping[str, str], today: date) -> Row:
    """A row as field → text, a missing field counting as blank.

    Identifiers and dates are read as those of a row of candidates. Whether there is such a
    candidate, assessment and series is not asked here.
    """
    written, problems, warnings = {}, {}, {}
    for key in RESULTS.fields:
        text = name.tidy(cells.get(key, ""))
        written[key], problems[key], warnings[key] = cleared(key, text)
    numbers, wrong, doubtful = candidate.read_identifiers({one: written[one] for one in WHO})
    facts, said, noted = _result(written, today)
    for told, found in (
        (problems, wrong),
        (warnings, doubtful),
        (problems, said),
        (warnings, noted),
    ):
        for key, message in found.items():
            told[key] = told[key] or message
    problems, warnings = _spoken(problems), _spoken(warnings)
    unread: dict[str, str] = {}
    if not facts.outcome and not problems.keys() & _OF_THE_RESULT:
        # Whatever else is wrong with it, there is nothing to record.
        beside = next((one for one in ("grade", "outcome", "status") if one in cells), "grade")
        problems, warnings = {}, {beside: _nothing(written)}
    elif any(numbers[one] for one in _NUMBERS_OF_ONE):
        unread = {one: problems.pop(one) for one in _NOT_NEEDED_BESIDE if one in problems}
    value = None
    if not problems:
        value = Said(
            uci=numbers["uci"],
            uln=numbers["uln"],
            ocr_number=numbers["ocr_number"],
            candidate_number=numbers["candidate_number"],
            surname=written["surname"],
            forenames=written["forenames"],
            born_on=facts.born_on,
            entry_code=facts.entry_code,
            series=written["series"],
            grade=facts.grade,
            outcome=facts.outcome,
            awarded_on=facts.awarded_on,
            certificate_number=facts.certificate_number,
            unread=unread,
        )
    return Row(value, problems, warnings)


def _nothing(written: Mapping[str, str]) -> str:
    """That a row holds no result, with the words that say so."""
    words = [written[one] for one in ("grade", "outcome", "status")]
    said = next((one for one in words if any(map(str.isalnum, one))), "")
    return (
        f"{said[:_SHOWN]} says that there is no result: nothing is recorded."
        if said
        else _NO_RESULT
    )


class _Result(NamedTuple):
    born_on: date | None
    entry_code: str
    grade: str
    outcome: str
    awarded_on: date | None
    certificate_number: str


def _result(
    written: Mapping[str, str], today: date
) -> tuple[_Result, dict[str, str], dict[str, str]]:
    """The rest of Said, then the problems and the warnings, field → message, "" for none."""
    said: dict[str, str] = {}
    noted: dict[str, str] = {}
    code, said["entry_code"] = entry_code.read(written["entry_code"])
    born_on, said["born_on"] = _date(written["born_on"])
    awarded_on, said["awarded_on"] = _date(written["awarded_on"])
    if born_on and born_on > today:
        said["born_on"] = "The date of birth is in the future: check the year."
    if awarded_on and awarded_on > today:
        said["awarded_on"] = "The date awarded is in the future: check the year."
    number = re.sub(r"^'+", "", written["certificate_number"])
    certificate_number = "" if _NOTHING.fullmatch(number) else number
    said["certificate_number"] = _too_long(
        "A certificate number", number, LONGEST_CERTIFICATE_NUMBER
    ) or (("+" in number and shortened(number)) or "")
    mark, outcome = _outcome(written, said, noted)
    beside = awarded_on or certificate_number
    if beside and not outcome and not said.keys() & _OF_THE_RESULT:
        what = "date awarded" if awarded_on else "certificate number"
        said["outcome"] = f"There is a {what}, but no result: write {_OUTCOMES}."
    result = _Result(born_on, code, mark, outcome, awarded_on, certificate_number)
    return result, said, noted


def _outcome(
    written: Mapping[str, str], said: dict[str, str], noted: dict[str, str]
) -> tuple[str, str]:
    """grade and outcome; what is wrong with them is put into said, what is to be noted into noted.

    A cell that says that there is no result counts as blank.
    """
    mark, achieved, status = (
        "" if grade.says_nothing(written[one]) else written[one]
        for one in ("grade", "outcome", "status")
    )
    told, meant = grade.outcome(achieved), grade.meaning(mark)
    by_status = grade.status(status)
    if _too_long("A grade", mark, LONGEST_GRADE):
        said["grade"] = _too_long("A grade", mark, LONGEST_GRADE)
    elif achieved and not told:
        unknown = f"{achieved[:_SHOWN]} is not among the outcomes: write {_OUTCOMES}."
        said["outcome"] = _AMBIGUOUS.get(achieved.upper(), unknown)
    elif status and not by_status and (told or meant):
        other = "outcome" if told else "grade"
        noted["status"] = f"{status[:_SHOWN]} is not among the outcomes: the {other} counts."
    elif status and not by_status:
        said["outcome"] = _unknown_status(status)
    elif told and by_status and told != by_status:
        both = f"The outcome {achieved} says {told} and the status {status} says {by_status}"
        said["status"] = f"{both}: correct one of them."
    word = achieved if told else status
    told = told or by_status
    if {told, meant} == {grade.NOT_ACHIEVED, grade.ABSENT}:
        # X, no result, is what is issued to somebody who was absent.
        told = grade.ABSENT
    elif told and meant and told != meant and not grade.is_open(mark):
        both = f"The grade {mark} says {meant} and the outcome {word} says {told}"
        said["grade"] = f"{both}: correct one of them."
    elif not told and mark and not meant and not said.keys() & _OF_THE_RESULT:
        needed = f"The grade {mark[:_SHOWN]} does not say whether it is achieved"
        said["outcome"] = f"{needed}, so the outcome is needed: {_OUTCOMES}."
    if not mark and grade.says_more(word):
        mark = word
    noted.update(_notes_of_grade(mark, told))
    return mark, told or meant


def _notes_of_grade(mark: str, outcome: str) -> dict[str, str]:
    if grade.is_exempt(mark):
        return {"grade": _EXEMPT}
    return {"outcome": _NEAR_PASS} if grade.is_open(mark) and not outcome else {}


def _unknown_status(status: str) -> str:
    if len(status) == 1:
        letter = f"The letter {status} in a column of statuses may stand for several things"
        return f"{letter}: write the outcome in words, {_OUTCOMES}."
    return f"{status[:_SHOWN]} does not say what the result is: write the outcome, {_OUTCOMES}."


def _date(text: str) -> tuple[date | None, str]:
    if _NOTHING.fullmatch(text):
        return None, ""
    parts = date_of_birth.from_cell(text)
    found = parts if isinstance(parts, str) else date_of_birth.read_date(*parts)
    return (None, found) if isinstance(found, str) else (found, "")


def _too_long(what: str, text: str, most: int) -> str:
    return "" if len(text) <= most else f"{what} has up to {most} characters, this one {len(text)}."


def _spoken(messages: Mapping[str, str]) -> dict[str, str]:
    return {field: message for field, message in messages.items() if message}
