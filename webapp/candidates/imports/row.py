"""One row of a spreadsheet of candidates, read by the rules of the candidate form."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from webapp.candidates.imports.heading_spellings import FIELDS
from webapp.candidates.record import candidate, date_of_birth, name, uci, uln
from webapp.candidates.record.candidate import Candidate
from webapp.web import letters

_GENDERS = {
    "female": "female",
    "f": "female",
    "girl": "female",
    "woman": "female",
    "male": "male",
    "m": "male",
    "boy": "male",
    "man": "male",
    "": "none",
    "not recorded": "none",
    "unknown": "none",
    "u": "none",
    "x": "none",
    "not known": "none",
    "not stated": "none",
    "not specified": "none",
    "unspecified": "none",
    "none": "none",
    "n a": "none",
}
STAND_IN = date(2000, 1, 1)
_NUMBERS = ("candidate_number", "ocr_number", "uci", "uln")
_PLACEHOLDERS_IN = ("uci", "uln")
# From so many digits up to so many a number has lost zeros; with fewer it is another number.
_DIGITS = {"ocr_number": (1, 8), "uci": (7, 12)}
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.I)
_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.I)
_SHOWN = 40
MAX_GROUPS = 20
_TOO_MANY_GROUPS = (
    "The cell names {} groups; a row may name {} at most."
    " Put the person into the others on the groups' own pages."
)
_COPY_AGAIN = "Format the column as text, and copy the number again from where it came from."
_FAILED = "The cell holds {}, which is shown when a formula fails: write what belongs there."


class Row(NamedTuple):
    """One row read; value is None exactly when there are problems. Fields are heading.FIELDS."""

    value: Candidate | None
    problems: dict[str, str]
    warnings: dict[str, str]
    groups: tuple[str, ...]
    added_on: date | None
    given: frozenset[str]
    """The fields whose cell says something: neither blank nor a placeholder such as TBC."""
    undated: Candidate | None = None
    """The same person with STAND_IN as date of birth, if that is all that is wrong with the row."""

    @property
    def candidate(self) -> Candidate:
        """Return what a row without problems says. Raise ValueError when there are problems."""
        if self.value is None:
            raise ValueError("a row with problems says nobody")
        return self.value


_NAMES = ("surname", "forenames", "middle_names", "groups")


def named(fields: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """field → text of one row of a sheet, without the columns that are not used."""
    return {field: text for field, text in zip(fields, cells, strict=True) if field}


def read(cells: Mapping[str, str], today: date) -> Row:
    """A row as field → text, a missing field counting as blank.

    The rules and messages are those of candidate.read; what only spreadsheets bring comes first.
    """
    written = {field: name.tidy(cells.get(field, "")) for field in FIELDS}
    form, problems, warnings = {}, {}, {}
    for field, text in written.items():
        form[field], problems[field], warnings[field] = cleared(field, text)
        if field in _NAMES and letters.tidied_away(cells.get(field, "")):
            warnings[field] = letters.TIDIED_AWAY
    form["forenames"] = _with_middle_names(form["forenames"], form.pop("middle_names"))
    parts = date_of_birth.from_cell(form["born_on"]) if form["born_on"] else ("", "", "")
    if isinstance(parts, str):
        problems["born_on"], parts = parts, ("", "", "")
    added_on = _added_on(form["added_on"], today)
    if isinstance(added_on, str):
        problems["added_on"], added_on = added_on, None
    form |= dict(zip(("born_day", "born_month", "born_year"), parts, strict=True))
    reading = candidate.read(form, today)
    for said, found in ((problems, reading.problems), (warnings, reading.warnings)):
        for field, message in found.items():
            own = "born_on" if field.startswith("born_") else field
            said[own] = said[own] or message
    groups = _groups(form["groups"])
    if len(groups) > MAX_GROUPS:
        problems["groups"] = _TOO_MANY_GROUPS.format(len(groups), MAX_GROUPS)
    problems, warnings = _spoken(problems), _spoken(warnings)
    given = frozenset(field for field, text in written.items() if _says_something(field, text))
    value = None if problems else reading.value
    undated = None
    if problems.keys() == {"born_on"}:
        parts = str(STAND_IN.day), str(STAND_IN.month), str(STAND_IN.year)
        form |= dict(zip(("born_day", "born_month", "born_year"), parts, strict=True))
        undated = candidate.read(form, today).value
    return Row(value, problems, warnings, groups, added_on, given, undated)


def _with_middle_names(forenames: str, middle: str) -> str:
    """Both in one, unless the forenames end with the middle names already."""
    words, more = name.fold(forenames).split(), name.fold(middle).split()
    return forenames if words[len(words) - len(more) :] == more else f"{forenames} {middle}".strip()


def cleared(field: str, text: str) -> tuple[str, str, str]:
    """The text for the form, and the problem and warning that only a spreadsheet brings."""
    if _ERROR.fullmatch(text):
        return "", _FAILED.format(text), ""
    if field == "gender":
        return _gender(text)
    if field not in _NUMBERS:
        return text, "", ""
    text = re.sub(r"^'+|(?<=[0-9])\.0+$", "", text)
    number = uci.tidy(text)
    if field in _PLACEHOLDERS_IN and uln.is_placeholder(number):
        stands_in = f"{text[:_SHOWN]} stands in for a {FIELDS[field]} and is none"
        return "", "", f"{stands_in}: it counts as blank."
    if lost := shortened(text):
        return "", lost, ""
    fewest, whole = _DIGITS.get(field, (0, 0))
    if re.fullmatch(r"[0-9]+", number) and fewest <= len(number) < whole:
        eaten = f"{number} has {len(number)} digits instead of {whole}"
        return "", f"{eaten}: Excel takes zeros off the front of a number. {_COPY_AGAIN}", ""
    return text, "", ""


def shortened(text: str) -> str:
    """What is wrong with a number such as 1.23E+12, or ""."""
    if not _EXPONENT.fullmatch(text):
        return ""
    lost = f"{text} is a number that Excel has shortened, so its last digits are lost."
    return f"{lost} {_COPY_AGAIN}"


def _gender(text: str) -> tuple[str, str, str]:
    gender = _GENDERS.get(name.fold(text))
    if gender is None:
        other = f"{text[:_SHOWN]} is not among the genders"
        return "", f"{other}: write Female, Male or Not recorded.", ""
    return gender, "", ""


def _added_on(text: str, today: date) -> date | str | None:
    if not text:
        return None
    parts = date_of_birth.from_cell(text)
    added_on = parts if isinstance(parts, str) else date_of_birth.read_date(*parts)
    if isinstance(added_on, date) and added_on > today:
        return "The date added is in the future: check the year, or leave it blank for today."
    return added_on


def _groups(text: str) -> tuple[str, ...]:
    """The titles between semicolons, each once in its first spelling."""
    titles: dict[str, str] = {}
    for one in text.split(";"):
        if title := name.tidy(one):
            titles.setdefault(title.casefold(), title)
    return tuple(titles.values())


def _says_something(field: str, text: str) -> bool:
    if field in _NUMBERS:
        number = uci.tidy(text)
        return bool(number) and not (field in _PLACEHOLDERS_IN and uln.is_placeholder(number))
    if field == "groups":
        return bool(_groups(text))
    return bool(text) and (field != "gender" or _GENDERS.get(name.fold(text)) != "none")


def _spoken(messages: Mapping[str, str]) -> dict[str, str]:
    return {field: message for field, message in messages.items() if message}
