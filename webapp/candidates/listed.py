"""People as a list shows them: what stands in each column, and which of them can be ticked."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from webapp.candidates import uci
from webapp.words import short_date, surname_first


class Shown(NamedTuple):
    """A person as the file has them: dates as they stand there; groups: their titles, with commas
    between them.
    """

    candidate_id: int
    surname: str
    forenames: str
    born_on: str
    candidate_number: str
    uci: str
    added_on: str
    groups: str
    formerly: str = ""
    """Such as "formerly Smith", for whoever was found by a former name."""

    def facts(self) -> "Listed":
        shown = surname_first(self.surname, self.forenames)
        return Listed(
            str(self.candidate_id),
            f"{shown} ({self.formerly})" if self.formerly else shown,
            short_date(self.born_on),
            self.candidate_number,
            uci.grouped(self.uci),
            short_date(self.added_on),
            self.groups,
        )


class Listed(NamedTuple):
    """What a row shows; dates as people read them."""

    candidate_id: str
    name: str
    born_on: str
    candidate_number: str
    uci: str
    added_on: str
    groups: str


class Kind(NamedTuple):
    """selected: on the right-hand list already. ticked: to be shown with a tick."""

    selected: bool
    ticked: bool


def rows(
    people: Sequence[Shown], selected_ids: Collection[int] = (), ticked_ids: Collection[int] = ()
) -> list[tuple[Shown, Kind]]:
    """Found people, as a list shows them."""
    kinds = {
        candidate_id: Kind(candidate_id in selected_ids, candidate_id in ticked_ids)
        for candidate_id in {*selected_ids, *ticked_ids}
    }
    usual = Kind(selected=False, ticked=False)
    if not kinds:
        return [(one, usual) for one in people]
    return [(one, kinds.get(one.candidate_id, usual)) for one in people]


class Selected(NamedTuple):
    """What the right-hand list shows; about: date of birth, and the candidate number if there is
    one.
    """

    candidate_id: str
    name: str
    about: str

    def facts(self) -> "Selected":
        return self


class Person(Protocol):
    """Whoever is on the right-hand list."""

    @property
    def candidate_id(self) -> int: ...

    @property
    def surname(self) -> str: ...

    @property
    def forenames(self) -> str: ...

    @property
    def born_on(self) -> date: ...

    @property
    def candidate_number(self) -> str | None: ...


def selected(people: Sequence[Person]) -> list[tuple[Selected, None]]:
    """Selected people, as the right-hand list shows them."""
    return [
        (
            Selected(
                str(one.candidate_id),
                surname_first(one.surname, one.forenames),
                ", ".join(filter(None, (short_date(one.born_on), one.candidate_number))),
            ),
            None,
        )
        for one in people
    ]
