"""Doubles of a candidate: people already recorded who may be the same person."""

from typing import NamedTuple

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.record import former_name, name
from webapp.candidates.record.candidate import Candidate

SAME_IDENTIFIER = "same identifier"
SAME_NAME_AND_BIRTH = "same name and date of birth"
FORMER_NAME = "former name and same date of birth"
NAME_ONE_LETTER_APART = "name one letter apart"
DAY_AND_MONTH_SWAPPED = "day and month swapped"
SAME_BIRTH_AND_FORENAME = "same date of birth and first forename"
# The surest first.
KINDS = (
    SAME_IDENTIFIER,
    SAME_NAME_AND_BIRTH,
    FORMER_NAME,
    NAME_ONE_LETTER_APART,
    DAY_AND_MONTH_SWAPPED,
    SAME_BIRTH_AND_FORENAME,
)


class Double(NamedTuple):
    """Somebody who may be the candidate, and what speaks for it: one of KINDS, or another reason to
    ask.
    """

    person: KnownPerson
    kind: str

    @property
    def formerly(self) -> str:
        """The former names, such as "formerly Smith", of whoever was found by one."""
        if self.kind != FORMER_NAME:
            return ""
        return former_name.formerly(self.person.forenames, self.person.former_names)


def refuses(kind: str) -> bool:
    """Whether this kind of double blocks saving: only the same identifier does, the others warn."""
    return kind == SAME_IDENTIFIER


def kind(new: Candidate, known: KnownPerson) -> str | None:
    """The strongest kind of double that known is of new, or None.

    Names are compared folded, forenames and surname in either order.
    """
    if any(value and value == getattr(known, field) for field, value in _identifiers(new)):
        return SAME_IDENTIFIER
    same_birth = known.born_on == new.born_on
    if not same_birth and known.born_on.isoformat() != new.born_on.strftime("%Y-%d-%m"):
        return None
    orders, unspaced, first = _written(new.surname, new.forenames)
    theirs = name.fold(f"{known.forenames} {known.surname}")
    if name.unspaced(theirs) in unspaced:
        return SAME_NAME_AND_BIRTH if same_birth else DAY_AND_MONTH_SWAPPED
    if not same_birth:
        return None
    former = former_name.from_json(known.former_names)
    if any(name.unspaced(f"{one.forenames} {one.surname}") in unspaced for one in former):
        return FORMER_NAME
    if any(name.one_letter_apart(theirs, order) for order in orders):
        return NAME_ONE_LETTER_APART
    # A surname changes and middle names are left out; twins have other forenames.
    if first and first == name.fold(known.forenames).partition(" ")[0]:
        return SAME_BIRTH_AND_FORENAME
    return None


def _written(surname: str, forenames: str) -> tuple[list[str], list[str], str]:
    """The whole name in both orders, the same without spaces, and the first forename; all
    folded.
    """
    orders = [name.fold(f"{forenames} {surname}"), name.fold(f"{surname} {forenames}")]
    # Mary-Ann, Mary Ann and Maryann are one name to the people who type it.
    unspaced = [name.unspaced(order) for order in orders]
    return orders, unspaced, name.fold(forenames).partition(" ")[0]


def resembles(new: Candidate, known: KnownPerson) -> bool:
    """Whether the two may be one person: born on the same day, or with a word of the name in
    common.
    """
    words = set(name.fold(f"{new.forenames} {new.surname}").split())
    theirs = name.fold(f"{known.forenames} {known.surname}").split()
    return known.born_on == new.born_on or not words.isdisjoint(theirs)


def is_surely(new: Candidate, known: KnownPerson) -> bool:
    """Whether a row with the known person's own number is that person's beyond doubt.

    It has the same whole name, or the same date of birth with a forename in common or a name one
    letter apart: a surname may change, but twins share theirs and a wrong number must be noticed.
    """
    ours, theirs = f"{new.forenames} {new.surname}", f"{known.forenames} {known.surname}"
    if name.joined(ours) == name.joined(theirs):
        return True
    forename = not set(name.fold(new.forenames).split()).isdisjoint(
        name.fold(known.forenames).split()
    )
    return known.born_on == new.born_on and (forename or name.one_letter_apart(ours, theirs))


def _identifiers(new: Candidate) -> tuple[tuple[str, str], ...]:
    return ("uci", new.uci), ("uln", new.uln), ("ocr_number", new.ocr_number)
