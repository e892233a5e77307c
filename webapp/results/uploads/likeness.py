"""How like a person of the register is to whom a row of results names."""

from msgspec.structs import replace

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.duplicates import duplicate
from webapp.candidates.record import former_name, name
from webapp.candidates.record.candidate import Candidate
from webapp.results.uploads.row import Said
from webapp.web.formatting import long_date


def is_named(said: Said) -> bool:
    """Whether the row says anything about the person but numbers."""
    return bool(said.born_on or _words(said.surname, said.forenames))


def is_another(said: Said, person: KnownPerson) -> bool:
    """Whether the row names somebody else than the person whose number it has, or may well do.

    What it leaves out speaks against nobody. With the name and the date of birth it is
    twin.is_surely that says yes; the same name with or without middle names is no other name,
    whatever the date.
    """
    words = _words(said.surname, said.forenames)
    theirs = _words(person.surname, person.forenames)
    same_day = said.born_on is None or said.born_on == person.born_on
    if has_same_name(said, person) or (same_day and (words <= theirs or words >= theirs)):
        return False
    if said.born_on:
        return not words or not duplicate.is_surely(_candidate(said), person)
    return not name.one_letter_apart(_full(said), name.full(person))


def has_same_name(said: Said, person: KnownPerson) -> bool:
    """Whether surname and forenames are those of the person, however written, middle names apart.

    In either order; a forename may be an initial.
    """
    orders = ((said.surname, said.forenames), (said.forenames, said.surname))
    return any(_is_same(*order, person) for order in orders)


def _is_same(surname: str, forenames: str, person: KnownPerson) -> bool:
    if not surname or not forenames or name.unspaced(surname) != name.unspaced(person.surname):
        return False
    short, long = sorted(
        (name.fold(forenames).split(), name.fold(person.forenames).split()), key=len
    )
    return bool(short) and (_begins(short, long) or _begins(long, short))


def _begins(some: list[str], words: list[str]) -> bool:
    """Whether forenames are the others without middle names: Mary Ann of Maryann Jane, J of Jan."""
    beginnings = {"".join(words[: count + 1]) for count in range(len(words))}
    if "".join(some) in beginnings:
        return True
    left = iter(words)
    first, *middle = some
    return _fits(first, next(left, "")) and all(
        any(_fits(one, word) for word in left) for one in middle
    )


def _fits(written: str, word: str) -> bool:
    return written == word or (len(written) == 1 and word.startswith(written))


def faces(person: KnownPerson) -> list[KnownPerson]:
    """The person under each of their names: the present one and former ones."""
    names = former_name.from_json(person.former_names)
    return [person, *(replace(person, **one._asdict()) for one in names)]


def is_exact(said: Said, person: KnownPerson) -> bool:
    """Whether the row has the person's whole name and date of birth."""
    return kind(said, person) == duplicate.SAME_NAME_AND_BIRTH


def kind(said: Said, person: KnownPerson) -> str | None:
    """The kind of double that twin.py finds by name and date of birth; None without either."""
    if said.born_on is None or not _words(said.surname, said.forenames):
        return None
    return duplicate.kind(_candidate(said), replace(person, uci="", uln="", ocr_number=""))


def differences(said: Said, person: KnownPerson) -> dict[str, str]:
    """What the row says otherwise than the register about one and the same person, field →
    warning.
    """
    found = {}
    words = _words(said.surname, said.forenames)
    theirs = _words(person.surname, person.forenames)
    is_part = words <= theirs and not (said.surname and said.forenames)
    if words != theirs and not is_part and not _is_written_alike(said, person):
        more = (
            "more of the name" if has_same_name(said, person) and words < theirs else "another name"
        )
        found["surname"] = f"The register has {more}: {name.full(person)}."
    if said.born_on and said.born_on != person.born_on:
        born_on = long_date(person.born_on)
        found["born_on"] = f"The register has another date of birth: {born_on}."
    return found


def _is_written_alike(said: Said, person: KnownPerson) -> bool:
    """Whether the whole name is the same but for capitals, accents, spaces and hyphens."""
    return name.unspaced(_full(said)) == name.unspaced(f"{person.forenames} {person.surname}")


def _words(surname: str, forenames: str) -> set[str]:
    return set(name.fold(f"{forenames} {surname}").split())


def _full(said: Said) -> str:
    return f"{said.forenames} {said.surname}"


def _candidate(said: Said) -> Candidate:
    assert said.born_on
    return Candidate(said.surname, said.forenames, said.born_on, "", "", "", "", "")
