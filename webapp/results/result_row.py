"""One row of a spreadsheet of results: whose it says it is, for what, and what was achieved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from webapp.candidates import birth, candidate, name
from webapp.candidates.row import cleared, shortened
from webapp.results import entry_code, grade
from webapp.results.result_heading import RESULTS, WHO

LONGEST_GRADE = 40
LONGEST_CERTIFICATE_NUMBER = 40
# What people write into a cell that stays empty.
_NOTHING = re.compile(r"[-–—.]*")
_SHOWN = 40


@dataclass(frozen=True)
class Said:
    """What a row says; each text is "" when it does not. outcome is one of grade.OUTCOMES."""

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
    for field in RESULTS.fields:
        text = name.tidy(cells.get(field, ""))
        written[field], problems[field], warnings[field] = cleared(field, text)
    numbers, wrong, doubtful = candidate.read_identifiers({one: written[one] for one in WHO})
    facts, said = _facts(written, today)
    for told, found in ((problems, wrong), (warnings, doubtful), (problems, said)):
        for field, message in found.items():
            told[field] = told[field] or message
    problems, warnings = _spoken(problems), _spoken(warnings)
    names = {"surname": written["surname"], "forenames": written["forenames"]}
    value = None if problems else Said(**numbers, **names, **facts, series=written["series"])
    return Row(value, problems, warnings)


def _facts(written: Mapping[str, str], today: date) -> tuple[dict, dict[str, str]]:
    """The rest of Said, and the problems, field → message, "" for none."""
    said: dict[str, str] = {}
    facts: dict = {}
    facts["entry_code"], said["entry_code"] = entry_code.read(written["entry_code"])
    facts["born_on"], said["born_on"] = _date(written["born_on"])
    facts["awarded_on"], said["awarded_on"] = _date(written["awarded_on"])
    if facts["born_on"] and facts["born_on"] > today:
        said["born_on"] = "The date of birth is in the future: check the year."
    if facts["awarded_on"] and facts["awarded_on"] > today:
        said["awarded_on"] = "The date awarded is in the future: check the year."
    number = re.sub(r"^'+", "", written["certificate_number"])
    facts["certificate_number"] = "" if _NOTHING.fullmatch(number) else number
    said["certificate_number"] = _too_long(
        "A certificate number", number, LONGEST_CERTIFICATE_NUMBER
    ) or ("+" in number and shortened(number) or "")
    return facts | _outcome(written, said), said


def _outcome(written: Mapping[str, str], said: dict[str, str]) -> dict[str, str]:
    """grade and outcome; what is wrong with them is put into said."""
    achieved = "" if _NOTHING.fullmatch(written["outcome"]) else written["outcome"]
    mark = "" if _NOTHING.fullmatch(written["grade"]) else written["grade"]
    told, meant = grade.outcome(achieved), grade.meaning(mark)
    said["grade"] = _too_long("A grade", mark, LONGEST_GRADE)
    if achieved and not told:
        unknown = f"{achieved[:_SHOWN]} is not among the outcomes"
        said["outcome"] = f"{unknown}: write Achieved, Not achieved or Pending."
    elif told and meant and told != meant:
        both = f"The grade {mark} says {meant} and the outcome {achieved} says {told}"
        said["grade"] = f"{both}: correct one of them."
    elif not told and mark and not meant:
        needed = f"The grade {mark[:_SHOWN]} does not say whether it is achieved"
        said["outcome"] = f"{needed}, so the outcome is needed: Achieved, Not achieved or Pending."
    elif not told and not mark:
        said["grade"] = "There is neither a grade nor an outcome: write what the result is."
    return {"grade": mark, "outcome": told or meant}


def _date(text: str) -> tuple[date | None, str]:
    if _NOTHING.fullmatch(text):
        return None, ""
    parts = birth.from_cell(text)
    found = parts if isinstance(parts, str) else birth.read_date(*parts)
    return (None, found) if isinstance(found, str) else (found, "")


def _too_long(what: str, text: str, most: int) -> str:
    return "" if len(text) <= most else f"{what} has up to {most} characters, this one {len(text)}."


def _spoken(messages: Mapping[str, str]) -> dict[str, str]:
    return {field: message for field, message in messages.items() if message}
