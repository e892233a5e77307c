"""What a row of a spreadsheet says otherwise than the register about the same person, and what
counts.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from webapp.candidates.record import changes as change
from webapp.candidates.record import name
from webapp.candidates.record.candidate import Candidate

NAMES = ("surname", "forenames")
IDENTIFIERS = {"uci": "UCI", "uln": "ULN", "ocr_number": "OCR candidate number"}


class Difference(NamedTuple):
    """facts are to be taken over, field → value; warnings field → message; doubts must be asked."""

    facts: dict[str, Any]
    warnings: dict[str, str]
    doubts: list[str]


def between(now: Candidate, row: Candidate, given: Collection[str]) -> Difference:
    """Compare what stands in the register with the fields a row has given.

    How a system writes (capitals, apostrophes, hyphens, lost accents, middle names left out)
    changes no name. A new surname is taken with a warning; another forename or date of birth is a
    doubt.
    """
    found = Difference({}, {}, [])
    for field in change.LABELS:
        old, new = getattr(now, field), getattr(row, field)
        if field not in given or not new or new == old:
            continue
        if field in NAMES:
            _compare_names(found, field, old, new)
        else:
            found.facts[field] = new
        if field == "born_on":
            found.doubts.append(_other_birth(now, row))
        if field in IDENTIFIERS and old:
            found.warnings[field] = f"The register has another {IDENTIFIERS[field]}: {old}."
        if field == "gender" and old:
            found.warnings[field] = f"The register says {old}."
    return found


def _compare_names(found: Difference, field: str, old: str, new: str) -> None:
    before, after = name.fold(old).split(), name.fold(new).split()
    if "".join(before) == "".join(after):
        _compare_writing(found, field, old, new)
    elif after and set(after) < set(before):
        found.warnings[field] = f"The register has more, {old}, and keeps it."
    else:
        found.facts[field] = new
        found.warnings[field] = f"The register has {old or 'nothing'}: check it against a document."
        if field == "forenames" and not set(before) < set(after):
            found.doubts.append(f"The register has the forenames {old or '(none)'}.")


def _compare_writing(found: Difference, field: str, old: str, new: str) -> None:
    if bool(name.doubts(old)) and not name.doubts(new):
        found.facts[field] = new
    elif _accents(new) > _accents(old):
        found.facts[field] = new
        found.warnings[field] = f"The register has it without the accents: {old}."
    elif _accents(new) < _accents(old):
        found.warnings[field] = f"The register has accents, {old}, and keeps them."


def _accents(text: str) -> int:
    return sum(character.isalpha() and not character.isascii() for character in text)


def _other_birth(now: Candidate, row: Candidate) -> str:
    said = f"The register has the date of birth {change.shown('born_on', now.born_on.isoformat())}"
    swapped = row.born_on.isoformat() == now.born_on.strftime("%Y-%d-%m")
    return f"{said}: day and month swapped?" if swapped else f"{said}."
