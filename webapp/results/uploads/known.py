"""What a centre knows when results come in, the rows of the same sheet that came before
included.
"""

from collections.abc import Iterable, Mapping

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.duplicates.nearby import MAX_ALIKE, ByBirth, Near
from webapp.candidates.record import name
from webapp.catalogue.series.series import Series
from webapp.results.of_candidate.attempt import EnteredAttempt
from webapp.results.of_candidate.facts import AttemptPlace, Facts, Place

__all__ = ["Facts", "Known", "Place"]


class Known:
    """The centre's people, its catalogue, its live entries and its shown results.

    people are rows of the register, all of them; assessments are (assessment_id, entry_code,
    title); series is assessment_id → its series; entered holds a place, attempt and moment (UTC)
    for each live entry; shown is by place and attempt.
    """

    def __init__(
        self,
        people: Iterable[KnownPerson],
        assessments: Iterable[tuple[int, str, str]],
        series: Mapping[int, list[Series]],
        entered: Iterable[tuple[int, int, int, int, str]],
        shown: Mapping[AttemptPlace, Facts],
    ) -> None:
        self._people = {person.candidate_id: person for person in people}
        self._by: dict[tuple[str, str], list[KnownPerson]] = {}
        for person in self._people.values():
            for field in ("uci", "uln", "ocr_number", "candidate_number"):
                if value := getattr(person, field):
                    self._by.setdefault((field, value), []).append(person)
            names = _name(person.surname, person.forenames)
            self._by.setdefault(("name", names), []).append(person)
        self._by_birth = ByBirth(self._people.values())
        self.titles: dict[str, str] = {}
        self._assessments: dict[str, int] = {}
        for assessment_id, entry_code, title in assessments:
            self.titles[entry_code] = title
            self._assessments[entry_code] = assessment_id
        self._series = series
        self._entered: dict[tuple[int, int], dict[int, dict[int, EnteredAttempt]]] = {}
        for candidate_id, assessment_id, series_id, attempt, entered_at in entered:
            of_series = self._entered.setdefault((candidate_id, assessment_id), {})
            of_series.setdefault(series_id, {})[attempt] = EnteredAttempt(attempt, entered_at)
        self._shown: dict[Place, dict[int, Facts]] = {}
        for (candidate_id, assessment_id, series_id, attempt), facts in shown.items():
            place = (candidate_id, assessment_id, series_id)
            self._shown.setdefault(place, {})[attempt] = facts
        self._rows: dict[AttemptPlace, int] = {}

    def one(self, candidate_id: int) -> KnownPerson | None:
        """The person, or the one into whom they were merged."""
        person = self._people.get(candidate_id)
        while person and person.merged_into:
            person = self._people.get(person.merged_into)
        return person

    def having(self, field: str, value: str) -> list[KnownPerson]:
        """Everybody with this identifier, archived and merged people too."""
        return self._by.get((field, value), [])

    def born(self, day: str, surname: str, forenames: str) -> Near:
        """Whom to compare with somebody of this name who was born on this day, see nearby.py."""
        return self._by_birth.near(day, surname, forenames)

    def named(self, surname: str, forenames: str) -> list[KnownPerson]:
        """The first of those with this name, however it is written."""
        return self._by.get(("name", _name(surname, forenames)), [])[:MAX_ALIKE]

    def assessment(self, entry_code: str) -> int:
        return self._assessments[entry_code]

    def series(self, assessment_id: int) -> list[Series]:
        return self._series.get(assessment_id, [])

    def entered(self, candidate_id: int, assessment_id: int) -> set[int]:
        """The ids of the series in which the candidate has a live entry."""
        return {*self._entered.get((candidate_id, assessment_id), ())}

    def attempts(self, place: Place) -> Mapping[int, EnteredAttempt]:
        """The live entries of a place by attempt."""
        return self._entered.get(place[:2], {}).get(place[2], {})

    def shown(self, place: Place) -> Mapping[int, Facts]:
        """The shown results of a place by attempt."""
        return self._shown.get(place, {})

    def earlier_row(self, place: AttemptPlace) -> int:
        """The number of the first row of the sheet about this attempt, or 0."""
        return self._rows.get(place, 0)

    def note(self, row_number: int, place: AttemptPlace | None, facts: Facts | None) -> None:
        """Count a row in; one that is not good has no place and changes nothing."""
        if place is None or facts is None:
            return
        self._rows.setdefault(place, row_number)
        self._shown.setdefault(place[:3], {})[place[3]] = facts


def _name(surname: str, forenames: str) -> str:
    """The same for O'Hara and OHARA, Mary-Ann and Mary Ann, and with the two in the other order."""
    both = sorted((name.unspaced(surname), name.unspaced(forenames)))
    return " ".join(both).strip()
