"""Who is compared with a person, name by name: all of one date of birth, or of a crowd those named
alike.

A centre that does not know dates of birth may write the same one for everybody. To compare each row
of a sheet with each of them would never come to an end.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.record import name

MAX_COMPARED = 100
"""So many people of one date of birth are all compared."""
MAX_ALIKE = 20
"""Of a crowd, so many of those whose name is the same, and of those of whose names one begins
alike.
"""
MAX_NEAR = 20
"""So many are shown to choose from, the nearest."""
_BEGINNING_CHARACTERS = 3
CROWDED = (
    "Too many people share this date of birth to compare them all, and too many of them have a"
    " similar"
    " name. Check the date; if it is right, search the register for the name."
)


class Near(NamedTuple):
    """is_cut: there are more whose names are alike, and they were left out."""

    people: Sequence[KnownPerson]
    is_cut: bool = False


def days(born_on: date) -> tuple[str, str]:
    """The date of birth, and the one with day and month swapped, as they stand in the file."""
    return born_on.isoformat(), born_on.strftime("%Y-%d-%m")


def beginnings(surname: str, forenames: str) -> set[str]:
    """How the two names begin, folded: a typo changes one of them at most, and people swap them."""
    names = (name.joined(text)[:_BEGINNING_CHARACTERS] for text in (surname, forenames))
    return {beginning for beginning in names if beginning}


def orders(surname: str, forenames: str) -> set[str]:
    """The whole name without its spaces, in both orders, folded."""
    return {
        name.unspaced(f"{first} {last}")
        for first, last in ((forenames, surname), (surname, forenames))
    }


class ByBirth:
    """People in memory by their date of birth and, where that is many, by their names too."""

    def __init__(self, people: Iterable[KnownPerson] = ()) -> None:
        self._of_day: dict[str, dict[int, KnownPerson]] = {}
        self._alike: dict[str, dict[str, dict[int, KnownPerson]]] = {}
        self._day_of: dict[int, str] = {}
        for person in people:
            self.add(person)

    def add(self, person: KnownPerson) -> None:
        """Count a person in, in place of what was known of them before."""
        candidate_id, day = person.candidate_id, person.born_on.isoformat()
        if before := self._day_of.get(candidate_id):
            self._remove(before, candidate_id)
        self._day_of[candidate_id] = day
        self._of_day.setdefault(day, {})[candidate_id] = person
        if day in self._alike:
            self._index(day, person)

    def near(self, day: str, surname: str, forenames: str) -> Near:
        """Whom to compare with somebody of this name who was born on this day."""
        everybody = self._of_day.get(day, {})
        if len(everybody) <= MAX_COMPARED:
            return Near(list(everybody.values()))
        if day not in self._alike:
            self._alike[day] = {}
            for person in everybody.values():
                self._index(day, person)
        found: dict[int, KnownPerson] = {}
        is_cut = False
        for key in (*orders(surname, forenames), *beginnings(surname, forenames)):
            alike = self._alike[day].get(key, {})
            found |= islice(alike.items(), MAX_ALIKE)
            is_cut = is_cut or len(alike) > MAX_ALIKE
        return Near(list(found.values()), is_cut)

    def _index(self, day: str, person: KnownPerson) -> None:
        for key in _keys(person):
            self._alike[day].setdefault(key, {})[person.candidate_id] = person

    def _remove(self, day: str, candidate_id: int) -> None:
        person = self._of_day[day].pop(candidate_id)
        for key in _keys(person) if day in self._alike else ():
            self._alike[day][key].pop(candidate_id, None)


def _keys(person: KnownPerson) -> Iterator[str]:
    surname, forenames = person.surname, person.forenames
    yield from orders(surname, forenames) | beginnings(surname, forenames)
