"""What a centre knows when results come in, the rows of the same sheet that came before included."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from webapp.candidates import name
from webapp.candidates.nearby import MAX_ALIKE, ByBirth, Near
from webapp.catalogue.series import Series

Person = dict[str, Any]
Place = tuple[int, int, int]
"""candidate_id, assessment_id and series_id: where one result is shown."""


class Facts(NamedTuple):
    """What a result is; the date is 2026-11-24, "" for none."""

    grade: str
    outcome: str
    awarded_on: str
    certificate_number: str


class Known:
    """The centre's people, its catalogue, its live entries and its shown results.

    people are rows of the register, all of them; assessments are (assessment_id, entry_code,
    title); series is assessment_id → its series; entered holds the places with a live entry.
    """

    def __init__(
        self, people: Iterable[Person], assessments: Iterable[tuple[int, str, str]],
        series: Mapping[int, list[Series]], entered: Iterable[Place], shown: Mapping[Place, Facts],
    ) -> None:  # fmt: skip
        self._people = {person["candidate_id"]: person for person in people}
        self._by: dict[tuple[str, str], list[Person]] = {}
        for person in self._people.values():
            for field in ("uci", "uln", "ocr_number", "candidate_number"):
                if person[field]:
                    self._by.setdefault((field, person[field]), []).append(person)
            self._by.setdefault(("name", _name(person)), []).append(person)
        self._by_birth = ByBirth(self._people.values())
        self.titles: dict[str, str] = {}
        self._assessments: dict[str, int] = {}
        for assessment_id, entry_code, title in assessments:
            self.titles[entry_code] = title
            self._assessments[entry_code] = assessment_id
        self._series = series
        self._entered: dict[tuple[int, int], set[int]] = {}
        for candidate_id, assessment_id, series_id in entered:
            self._entered.setdefault((candidate_id, assessment_id), set()).add(series_id)
        self._shown = dict(shown)
        self._rows: dict[Place, int] = {}

    def one(self, candidate_id: int) -> Person | None:
        """The person, or the one into whom they were merged."""
        person = self._people.get(candidate_id)
        while person and person["merged_into"]:
            person = self._people.get(person["merged_into"])
        return person

    def having(self, field: str, value: str) -> list[Person]:
        """Everybody with this identifier, archived and merged people too."""
        return self._by.get((field, value), [])

    def born(self, day: str, surname: str, forenames: str) -> Near:
        """Whom to compare with somebody of this name who was born on this day, see nearby.py."""
        return self._by_birth.near(day, surname, forenames)

    def named(self, surname: str, forenames: str) -> list[Person]:
        """The first of those with this name, however it is written."""
        named = self._by.get(("name", _name({"surname": surname, "forenames": forenames})), [])
        return named[:MAX_ALIKE]

    def assessment(self, entry_code: str) -> int:
        return self._assessments[entry_code]

    def series(self, assessment_id: int) -> list[Series]:
        return self._series.get(assessment_id, [])

    def entered(self, candidate_id: int, assessment_id: int) -> set[int]:
        """The ids of the series in which the candidate has a live entry."""
        return self._entered.get((candidate_id, assessment_id), set())

    def shown(self, place: Place) -> Facts | None:
        return self._shown.get(place)

    def earlier_row(self, place: Place) -> int:
        """The number of the first row of the sheet about this place, or 0."""
        return self._rows.get(place, 0)

    def note(self, row_number: int, place: Place | None, facts: Facts | None) -> None:
        """Count a row in; one that is not good has no place and changes nothing."""
        if place is None or facts is None:
            return
        self._rows.setdefault(place, row_number)
        self._shown[place] = facts


def _name(person: Mapping[str, Any]) -> str:
    """The same for O'Hara and OHARA, Mary-Ann and Mary Ann, and with the two in the other order."""
    both = (name.fold(person[field]).replace(" ", "") for field in ("surname", "forenames"))
    return " ".join(sorted(both)).strip()
