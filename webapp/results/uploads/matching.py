"""Whose result a row of a spreadsheet holds.

By UCI, ULN and OCR number, then by candidate number together with name and date of birth, never
by less: whoever is near but not surely the person is asked about.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.duplicates import duplicate, nearby
from webapp.candidates.imports import matching
from webapp.candidates.imports.heading_spellings import FIELDS
from webapp.results.uploads import likeness
from webapp.results.uploads.headings import WHO
from webapp.results.uploads.known import Known
from webapp.results.uploads.row import Said

UNIQUE = ("uci", "uln", "ocr_number")
SAME_NUMBER = "same candidate number"
SAME_NAME = "same name"
KINDS = (*duplicate.KINDS, SAME_NUMBER, SAME_NAME)
_MOST_NEAR = 5
_GONE = "The candidate who was chosen is not in the register any more."
_NOTHING_SAID = (
    "The row does not say whose result it is: it needs a UCI, a ULN, an OCR candidate number, or a"
    " candidate number with name and date of birth."
)
_NOBODY = "Nobody in the register fits: correct the row, or add the candidate first."
_WHICH = "Is it one of these people?"
_NOT_ALONE = "A candidate number counts only together with the name and the date of birth."
_SAME = "Is it the same person?"


class Found(NamedTuple):
    """The person, with warnings as field → message; or the problem, and who is near enough to ask.

    near is (candidate_id, kind), the nearest first.
    """

    person: KnownPerson | None
    problem: str = ""
    near: tuple[tuple[int, str], ...] = ()
    warnings: Mapping[str, str] = {}


def whose(said: Said, choice: str, known: Known) -> Found:
    """Whose row it is; choice is the candidate_id that a person named, which decides, or "".

    Any other choice counts as "", because no row of results makes somebody new.
    """
    if choice.isdecimal():
        person = known.one(int(choice))
        return Found(person) if person else Found(None, _GONE)
    holders = {
        field: person
        for field in UNIQUE
        for person in _kept(known, known.having(field, getattr(said, field)))
    }
    return _of_the_holder(said, holders, known) if holders else _of_the_number(said, known)


def _of_the_holder(said: Said, holders: Mapping[str, KnownPerson], known: Known) -> Found:
    """The person who has the row's identifiers, unless something in it speaks for somebody else."""
    field, person = next(iter(holders.items()))
    # Who was merged may still be named as they were before.
    merged = (row for one in holders for row in known.having(one, getattr(said, one)))
    faces = [face for one in (person, *merged) for face in likeness.faces(one)]
    exact = any(likeness.is_exact(said, one) for one in faces)
    belong = " ".join(
        f"The {FIELDS[one]} belongs to {matching.who(holders[one])}." for one in holders
    )
    if any(one != person for one in holders.values()):
        return _ask(said, known, belong, list(holders.values()))
    disputed = _disputed(said, person, besides=holders)
    stronger = not exact and set(disputed) & set(UNIQUE[: UNIQUE.index(field)])
    twins = not exact and _exactly(said, known)
    if stronger or twins or all(likeness.is_another(said, one) for one in faces):
        return _ask(said, known, " ".join((belong, *disputed.values(), _SAME)), [person])
    warnings = disputed | min((likeness.differences(said, one) for one in faces), key=len)
    for holder in _numbered(said, known):
        if holder != person:
            number = f"Candidate number {said.candidate_number} belongs to {matching.who(holder)}."
            if not likeness.is_named(said):
                return _ask(said, known, f"{belong} {number}", [person])
            warnings["candidate_number"] = number
    return Found(person, warnings=warnings)


def _of_the_number(said: Said, known: Known) -> Found:
    numbered = _kept(known, known.having("candidate_number", said.candidate_number))
    fitting = [person for person in _exactly(said, known) if person in numbered]
    if not fitting and said.born_on:
        fitting = [
            person
            for person in numbered
            if person.born_on == said.born_on
            and any(likeness.has_same_name(said, one) for one in likeness.faces(person))
        ]
    disputed = _disputed(said, fitting[0]) if len(fitting) == 1 else {}
    if len(fitting) == 1 and not disputed:
        differing = (likeness.differences(said, one) for one in likeness.faces(fitting[0]))
        return Found(fitting[0], warnings=min(differing, key=len))
    if not likeness.is_named(said) and not any(getattr(said, one) for one in WHO):
        return Found(None, _NOTHING_SAID)
    alone = _NOT_ALONE if _numbered(said, known) and not fitting else ""
    return _ask(said, known, " ".join(filter(None, (alone, *disputed.values(), _WHICH))), fitting)


def _ask(said: Said, known: Known, problem: str, people: Sequence[KnownPerson]) -> Found:
    """Ask about these people and whoever else is near; without anybody there is nothing to ask."""
    ranks = {person.candidate_id: 0 for person in people}
    for person, kind in _near(said, known):
        candidate_id, rank = person.candidate_id, KINDS.index(kind)
        ranks[candidate_id] = min(rank, ranks.get(candidate_id, rank))
    if not ranks:
        day = said.born_on.isoformat() if said.born_on else ""
        is_cut = known.born(day, said.surname, said.forenames).is_cut
        return Found(None, nearby.CROWDED if is_cut else _NOBODY)
    nearest = sorted(ranks.items(), key=lambda pair: pair[1])[:_MOST_NEAR]
    return Found(None, problem, tuple((one, KINDS[rank]) for one, rank in nearest))


def _near(said: Said, known: Known) -> Iterable[tuple[KnownPerson, str]]:
    days = nearby.days(said.born_on) if said.born_on else ()
    for row in (
        row for day in days for row in known.born(day, said.surname, said.forenames).people
    ):
        if kind := likeness.kind(said, row):
            yield from ((person, kind) for person in _kept(known, [row]))
    yield from ((person, SAME_NUMBER) for person in _numbered(said, known))
    for person in _kept(known, known.named(said.surname, said.forenames)):
        yield person, SAME_NAME


def _exactly(said: Said, known: Known) -> list[KnownPerson]:
    """Those of the row's name and date of birth."""
    day = said.born_on.isoformat() if said.born_on else ""
    near = known.born(day, said.surname, said.forenames).people
    return _kept(known, [row for row in near if likeness.is_exact(said, row)])


def _numbered(said: Said, known: Known) -> list[KnownPerson]:
    """The active person who has the row's candidate number, if anybody has."""
    rows = known.having("candidate_number", said.candidate_number)
    return [row for row in rows if not row.archived_at]


def _disputed(said: Said, person: KnownPerson, besides: Iterable[str] = ()) -> dict[str, str]:
    """field → what is said of an identifier that the row and the register have differently."""
    return {
        field: f"The register has another {FIELDS[field]}: {getattr(person, field)}."
        for field in UNIQUE
        if field not in besides
        and getattr(said, field)
        and getattr(person, field)
        and getattr(said, field) != getattr(person, field)
    }


def _kept(known: Known, rows: Iterable[KnownPerson]) -> list[KnownPerson]:
    """Each person once, and for those who were merged the one into whom they were."""
    people = {row.candidate_id: known.one(row.candidate_id) for row in rows}
    return list({one.candidate_id: one for one in people.values() if one}.values())
