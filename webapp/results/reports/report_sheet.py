"""The rows of a report as texts, for a spreadsheet: the same rows as on the page."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

import msgspec

from webapp.catalogue.packages.package import Component
from webapp.results.programmes.programme import Line
from webapp.results.programmes.standing import AWARDED as IS_AWARDED
from webapp.results.reports.report import Award, Report
from webapp.results.reports.terms import ALL, AWARDED


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a report; former_names is JSON, archived_at a moment."""

    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None
    uci: str | None
    uln: str | None
    archived_at: str | None
    former_names: str


class Result(Protocol):
    """The result that a component is shown with."""

    @property
    def grade(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def series_title(self) -> str: ...
    @property
    def certificate_number(self) -> str: ...


Results = Mapping[tuple[int, int], Result]
PERSON = {
    "surname": "Surname",
    "forenames": "Forenames",
    "born_on": "Date of birth",
    "candidate_number": "Candidate number",
    "uci": "UCI",
    "uln": "ULN",
}
# What whoever only reads results does not take away.
IDENTIFIERS = frozenset({PERSON["born_on"], PERSON["uci"], PERSON["uln"]})
COMPONENT = ("Entry code", "Qualification title", "Component", "Level", "QAN")
RESULT = ("Series", "Grade", "Outcome", "Date awarded", "Certificate number")


class Cell(NamedTuple):
    """A component of somebody's package; awarded_on is ISO or ""."""

    component: Component
    state: str
    result: Result | None
    awarded_on: str


def headings(kind: str) -> list[str]:
    people = [*PERSON.values(), "Package"]
    if kind == AWARDED:
        return [*COMPONENT, *people, *RESULT]
    if kind == ALL:
        return [*people, *COMPONENT, "Counts as", "State", *RESULT]
    return [
        *people,
        "Components achieved",
        "Components required",
        "State",
        "Missing",
        "Date awarded",
    ]


def places_shown(kind: str, with_identifiers: bool) -> list[int]:
    """Which columns of the sheet somebody gets: all, or those without a date of birth, UCI and
    ULN.
    """
    shown = enumerate(headings(kind))
    return [place for place, heading in shown if with_identifiers or heading not in IDENTIFIERS]


def of_people(
    report: Report, lines: Iterable[Line], people: Mapping[int, Person]
) -> Iterator[list[str]]:
    """A row a candidate and package: the kinds All candidates and Individual candidates."""
    for line in lines:
        stands = line.standing
        package = report.package_of[line.package_id]
        lacking = [
            one.entry_code for one in package.components if one.assessment_id in stands.missing
        ]
        yield [
            *_person(people[line.candidate_id]),
            package.title,
            str(stands.achieved),
            str(stands.required),
            stands.state,
            "; ".join((*lacking, *stands.choices)),
            line.latest,
        ]


def of_awards(
    report: Report, awards: Iterable[Award], people: Mapping[int, Person], *, results: Results
) -> Iterator[list[str]]:
    """A row an award: the kind Components awarded."""
    parts = {assessment_id: _component(one) for assessment_id, one in report.component_of.items()}
    for one in awards:
        yield [
            *parts[one.assessment_id],
            *_person(people[one.candidate_id]),
            "; ".join(report.titles(one)),
            *_result(results.get(one[:2]), one.awarded_on),
        ]


def of_cells(
    report: Report, lines: Iterable[Line], people: Mapping[int, Person], *, results: Results
) -> Iterator[list[str]]:
    """A row a candidate, package and component: the kind All."""
    parts = {
        package.package_id: [[*_component(one), one.part] for one in package.components]
        for package in report.packages
    }
    for line in lines:
        person = [*_person(people[line.candidate_id]), report.package_of[line.package_id].title]
        for part, cell in zip(parts[line.package_id], cells(report, line, results), strict=True):
            yield [*person, *part, cell.state, *_result(cell.result, cell.awarded_on)]


def cells(report: Report, line: Line, results: Results) -> list[Cell]:
    """Every component of somebody's package, with what is known of it."""
    awards = line.awards
    return [
        Cell(
            one,
            line.standing.cells[one.assessment_id],
            results.get((line.candidate_id, one.assessment_id)),
            awards.get(one.assessment_id, ""),
        )
        for one in report.package_of[line.package_id].components
    ]


def said(cell: Cell) -> str:
    """The grade of what is awarded; of anything else how the latest result came out, "" for
    none.
    """
    if cell.result is None:
        return ""
    if cell.state == IS_AWARDED:
        return cell.result.grade
    return ", ".join(filter(None, (cell.result.grade, cell.result.outcome)))


def _person(person: Person) -> list[str]:
    return [str(getattr(person, field) or "") for field in PERSON]


def _component(one: Component) -> list[str]:
    return [one.entry_code, one.title, one.component_label, one.level_label, one.qan]


def _result(result: Result | None, awarded_on: str) -> list[str]:
    if result is None:
        return ["", "", "", awarded_on, ""]
    return [
        result.series_title,
        result.grade,
        result.outcome,
        awarded_on,
        result.certificate_number,
    ]
