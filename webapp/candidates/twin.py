"""Doubles of a candidate: people already recorded who may be the same person."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from webapp.candidates import name
from webapp.candidates.candidate import Candidate

SAME_IDENTIFIER = "same identifier"
SAME_NAME_AND_BIRTH = "same name and date of birth"
NAME_ONE_LETTER_APART = "name one letter apart"
DAY_AND_MONTH_SWAPPED = "day and month swapped"


def refuses(kind: str) -> bool:
    """Whether this kind of double blocks saving: only the same identifier does, the others warn."""
    return kind == SAME_IDENTIFIER


def kind(new: Candidate, known: Mapping[str, Any]) -> str | None:
    """The strongest kind of double that known is of new, or None.

    known is a row with surname, forenames, born_on ("2026-11-24"), uci, uln and ocr_number (text or None).
    Names are compared folded, forenames and surname in either order.
    """
    if any(value and value == known[field] for field, value in _identifiers(new)):
        return SAME_IDENTIFIER
    theirs = f"{known['forenames']} {known['surname']}"
    ours = (f"{new.forenames} {new.surname}", f"{new.surname} {new.forenames}")
    same_name = any(_unspaced(theirs) == _unspaced(order) for order in ours)
    if known["born_on"] == new.born_on.isoformat():
        if same_name:
            return SAME_NAME_AND_BIRTH
        if any(name.one_letter_apart(theirs, order) for order in ours):
            return NAME_ONE_LETTER_APART
    if same_name and known["born_on"] == new.born_on.strftime("%Y-%d-%m"):
        return DAY_AND_MONTH_SWAPPED
    return None


def fingerprint(warnings: Mapping[str, str], doubles: Iterable[Mapping[str, Any]]) -> str:
    """What a person accepts by going on: changes with every warning and every double; "" for none."""
    doubts = sorted(warnings.items())
    people = sorted((double["candidate_id"], double["kind"]) for double in doubles)
    return sha256(repr((doubts, people)).encode()).hexdigest() if doubts or people else ""


def _identifiers(new: Candidate) -> tuple[tuple[str, str], ...]:
    return ("uci", new.uci), ("uln", new.uln), ("ocr_number", new.ocr_number)


def _unspaced(whole: str) -> str:
    # Mary-Ann, Mary Ann and Maryann are one name to the people who type it.
    return name.fold(whole).replace(" ", "")
