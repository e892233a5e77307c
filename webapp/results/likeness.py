"""How like a person of the register is to whom a row of results names."""

from webapp.candidates import change, name, twin
from webapp.candidates.candidate import Candidate
from webapp.results.known import Person
from webapp.results.result_row import Said


def is_named(said: Said) -> bool:
    """Whether the row says anything about the person but numbers."""
    return bool(said.born_on or _words(said.surname, said.forenames))


def is_another(said: Said, person: Person) -> bool:
    """Whether the row names somebody else than the person whose number it has, or may well do.

    What it leaves out speaks against nobody. With the name and the date of birth it is twin.is_surely
    that says yes; a shorter or longer name of somebody born on the same day is no other name.
    """
    words = _words(said.surname, said.forenames)
    theirs = _words(person["surname"], person["forenames"])
    same_day = said.born_on is None or said.born_on.isoformat() == person["born_on"]
    if same_day and (words <= theirs or words >= theirs):
        return False
    if said.born_on:
        return not words or not twin.is_surely(_candidate(said), person)
    return not name.one_letter_apart(_full(said), name.full(person))


def is_exact(said: Said, person: Person) -> bool:
    """Whether the row has the person's whole name and date of birth."""
    return kind(said, person) == twin.SAME_NAME_AND_BIRTH


def kind(said: Said, person: Person) -> str | None:
    """The kind of double that twin.py finds by name and date of birth; None without either."""
    if said.born_on is None or not _words(said.surname, said.forenames):
        return None
    return twin.kind(_candidate(said), person | {"uci": None, "uln": None, "ocr_number": None})


def differences(said: Said, person: Person) -> dict[str, str]:
    """What the row says otherwise than the register about one and the same person, field → warning."""
    found = {}
    words = _words(said.surname, said.forenames)
    theirs = _words(person["surname"], person["forenames"])
    is_part = words <= theirs and not (said.surname and said.forenames)
    if words != theirs and not is_part:
        found["surname"] = f"The register has another name: {name.full(person)}."
    if said.born_on and said.born_on.isoformat() != person["born_on"]:
        born_on = change.shown("born_on", person["born_on"])
        found["born_on"] = f"The register has another date of birth: {born_on}."
    return found


def _words(surname: str, forenames: str) -> set[str]:
    return set(name.fold(f"{forenames} {surname}").split())


def _full(said: Said) -> str:
    return f"{said.forenames} {said.surname}"


def _candidate(said: Said) -> Candidate:
    assert said.born_on
    return Candidate(said.surname, said.forenames, said.born_on, "", "", "", "", "")
