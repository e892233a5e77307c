"""The entry summary: what will be entered, and what a person should know before submitting."""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from webapp.catalogue.packages.package import Component, alternatives
from webapp.entries.options.cell import Cell
from webapp.entries.options.entry_grid import SelectedCandidate, Sheet
from webapp.web.formatting import forenames_first, long_date


def warnings(sheet: Sheet, person: SelectedCandidate) -> list[str]:
    """Everything to be warned of about one candidate's entries, in plain sentences."""
    said = []
    if not person.uln:
        said.append("No ULN is recorded.")
    if not person.gender:
        said.append("No gender is recorded.")
    for column in sheet.components:
        one = sheet.in_cell(person.candidate_id, column)
        cell = sheet.cell(person.candidate_id, one.assessment_id)
        if cell.is_new:
            said += _warnings_of_cell(cell, one, sheet.today)
    missing = [
        one for one in sheet.components if one.required == "yes" and not _has(sheet, person, one)
    ]
    said += [f"{one.entry_code} {one.title} is required and missing." for one in missing]
    for choice in alternatives(sheet.components).values():
        taken = [rows for rows in choice.values() if any(_has(sheet, person, one) for one in rows)]
        if not taken:
            said.append(f"None of the alternatives is chosen: {' or '.join(choice)}.")
        elif not any(all(_has(sheet, person, one) for one in rows) for rows in taken):
            codes = [one.entry_code for one in taken[0] if not _has(sheet, person, one)]
            said.append(
                f"The chosen alternative is not complete: {' and '.join(codes)} is missing."
            )
    return said


def _warnings_of_cell(cell: Cell, component: Component, today: date) -> list[str]:
    code, said = component.entry_code, []
    if cell.why == "awarded" and cell.since:
        said.append(f"{code} has already been awarded, on {long_date(cell.since)}.")
    if cell.why == "elsewhere":
        said.append(f"{code} is already entered in the series {cell.elsewhere}.")
    if cell.why == "withdrawn" and cell.since:
        why = f": {cell.reason}" if cell.reason else ""
        said.append(f"{code} was withdrawn on {long_date(cell.since)}{why}.")
    if component.series and component.series.is_late(today):
        said.append(f"The entry for {code} is late: {component.series.title}.")
    return said


def _has(sheet: Sheet, person: SelectedCandidate, one: Component) -> bool:
    cell = sheet.cell(person.candidate_id, one.assessment_id)
    return cell.ticked or cell.why in ("awarded", "elsewhere")


def key(person: SelectedCandidate, component: Component) -> str:
    """One shown entry in a form field: candidate, assessment and series."""
    series_id = component.series.series_id if component.series else 0
    return f"{person.candidate_id}-{component.assessment_id}-{series_id}"


def keys(sheet: Sheet) -> list[str]:
    return [key(person, component) for person, component in sheet.new_entries()]


def late(sheet: Sheet) -> str:
    """The entry codes of what would be entered late, in a form field."""
    codes = {
        one.entry_code
        for _, one in sheet.new_entries()
        if one.series and one.series.is_late(sheet.today)
    }
    return " ".join(sorted(codes))


def read_keys(sent: str) -> set[str]:
    """The keys in a form field; what is no key is passed over."""
    return {one for one in sent.split() if re.fullmatch(r"(\d{1,18}-){2}\d{1,18}", one, re.ASCII)}


class Line(NamedTuple):
    """One entry to be made, and which attempt in its series it will be."""

    component: Component
    attempt: int


class Person(NamedTuple):
    """One candidate's part of the summary."""

    candidate: SelectedCandidate
    lines: list[Line]
    warnings: list[str]


class Assessment(NamedTuple):
    """One assessment's part of the summary; cost in pence, None when no fee is known."""

    component: Component
    candidates: int
    cost: int | None


def by_candidate(sheet: Sheet) -> list[Person]:
    found: dict[int, list[Line]] = {one.candidate_id: [] for one in sheet.candidates}
    for person, component in sheet.new_entries():
        attempt = sheet.attempt(person.candidate_id, component)
        found[person.candidate_id].append(Line(component, attempt))
    return [Person(one, found[one.candidate_id], warnings(sheet, one)) for one in sheet.candidates]


def by_assessment(sheet: Sheet) -> list[Assessment]:
    """The assessments that at least one candidate is to be entered for, one for each series."""
    place = {one.assessment_id: number for number, one in enumerate(sheet.components)}
    counted: dict[tuple[int, int], list[Component]] = {}
    for _, one in sheet.new_entries():
        series_id = one.series.series_id if one.series else 0
        counted.setdefault((place[one.assessment_id], series_id), []).append(one)
    lines = sorted(
        counted.values(), key=lambda rows: (place[rows[0].assessment_id], _closing(rows[0]))
    )
    return [
        Assessment(rows[0], len(rows), None if fee is None else fee * len(rows))
        for rows, fee in ((rows, sheet.fee(rows[0])) for rows in lines)
    ]


def _closing(component: Component) -> date:
    closes_on = component.series.closes_on if component.series else None
    return closes_on or date.max


def name_refused(sheet: Sheet, refused: Collection[str]) -> list[str]:
    """The entries that somebody else made in the meantime, in words, by candidate."""
    names = {
        one.candidate_id: forenames_first(one.surname, one.forenames) for one in sheet.candidates
    }
    components = {one.assessment_id: one for one in sheet.components}
    pairs = {tuple(int(part) for part in one.split("-")[:2]) for one in refused}
    return [
        f"{name}: {component.entry_code} {component.title}"
        for candidate_id, name in names.items()
        for assessment_id, component in components.items()
        if (candidate_id, assessment_id) in pairs
    ]
