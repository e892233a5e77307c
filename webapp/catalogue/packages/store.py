"""Frameworks, packages, assessments and series in the file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import msgspec

from webapp.catalogue.packages.package import Component, Part, Requirement, order
from webapp.catalogue.series.series import AssessmentSeries, Series, list_planned
from webapp.catalogue.series.series_form import Window
from webapp.database.connection import Db, transaction
from webapp.database.rows import get_row, list_rows

PACKAGE = (
    "select package_id, package_code, framework_id, display_title, valid_from, valid_to"
    " from packages"
)

SERIES = (
    "select series_id, assessment_id, entry_code, assessments.title as assessment_title,"
    " series.title, opens_on, late_from, closes_on"
    " from series join assessments using (assessment_id)"
)


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """A framework, to be chosen."""

    framework_id: int
    title: str


class OpenPackage(msgspec.Struct, frozen=True, kw_only=True):
    """A package that is open for entries; framework is its framework's title."""

    package_id: int
    framework_id: int
    display_title: str
    framework: str


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A package, and from when to when it can be entered, both days included."""

    package_id: int
    package_code: str
    framework_id: int
    display_title: str
    valid_from: date | None
    valid_to: date | None


class ClosingDate(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which a series closes; entry_codes of its assessments, apart by commas."""

    closes_on: date
    title: str
    entry_codes: str


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment under its entry code."""

    assessment_id: int
    entry_code: str


def frameworks(db: Db) -> list[Framework]:
    return list_rows(
        db, Framework, "select framework_id, title from frameworks order by title_key(title)"
    )


def packages(db: Db, today: date, framework_id: int | None = None) -> list[OpenPackage]:
    """The packages open for entries today, of one framework or of all, by framework and title."""
    return list_rows(
        db,
        OpenPackage,
        "select package_id, framework_id, display_title, frameworks.title as framework"
        " from packages join frameworks using (framework_id)"
        " where (:framework is null or framework_id = :framework)"
        " and coalesce(valid_from, '') <= :today and coalesce(valid_to, '9999') >= :today"
        " order by title_key(frameworks.title), framework_id, title_key(packages.title),"
        " level, nation",
        {"framework": framework_id, "today": today.isoformat()},
    )


def package(db: Db, package_id: int | None) -> Package | None:
    return get_row(db, Package, f"{PACKAGE} where package_id = ?", [package_id])


def package_by_code(db: Db, package_code: str) -> Package | None:
    return get_row(db, Package, f"{PACKAGE} where package_code = ?", [package_code])


def components(
    db: Db, package_id: int, today: date, *, planned: Mapping[int, list[Series]] | None = None
) -> list[Component]:
    """The package's rows in reading order, each with its next available series.

    planned are the package's planned_series, where they have been read already.
    """
    series = planned_series(db, package_id, today) if planned is None else planned
    rows = list_rows(
        db,
        Component,
        "select assessment_id, entry_code, title, level, component, qan, required, option_group,"
        " option_alternative, normal_fee, late_fee, withdrawn_on, null as series"
        " from package_assessments join assessments using (assessment_id)"
        " where package_id = ? order by position",
        [package_id],
    )
    return order(
        replace(row, series=next(iter(series.get(row.assessment_id, [])), None)) for row in rows
    )


def planned_series(db: Db, package_id: int, today: date) -> dict[int, list[Series]]:
    """Return assessment id → its series that can be entered today, the next available one first.

    What is withdrawn has none.
    """
    series: dict[int, list[Series]] = {}
    for row in list_rows(
        db,
        AssessmentSeries,
        f"{SERIES} join package_assessments using (assessment_id)"
        " where package_id = ? and withdrawn_on is null",
        [package_id],
    ):
        series.setdefault(row.assessment_id, []).append(row.series)
    return {assessment_id: list_planned(found, today) for assessment_id, found in series.items()}


def earlier_requirements(db: Db) -> dict[int, tuple[Requirement, ...]]:
    """Package → what counted in it before editions changed that, the earliest first."""
    found: dict[int, tuple[Requirement, ...]] = {}
    for package_id, last_day, parts in db.execute(
        "select package_id, last_day, parts from package_requirements order by requirement_id"
    ):
        one = Requirement(last_day, tuple(Part(*part) for part in json.loads(parts)))
        found[package_id] = (*found.get(package_id, ()), one)
    return found


def closing_soon(db: Db, today: date, until: date) -> list[ClosingDate]:
    """Closing dates from today until then, the first eight."""
    return list_rows(
        db,
        ClosingDate,
        "select closes_on, title, group_concat(entry_code, ', ') as entry_codes from"
        " (select closes_on, series.title, entry_code from series"
        " join assessments using (assessment_id) where closes_on between ? and ?"
        " and withdrawn_on is null"
        " order by entry_code) group by closes_on, title order by closes_on, title_key(title)"
        " limit 8",
        [today.isoformat(), until.isoformat()],
    )


def add_series(db: Db, rows: Iterable[tuple[int, Window]]) -> None:
    """Add series, each to the assessment with that id."""
    with transaction(db):
        db.conn.executemany(
            "insert into series (assessment_id, title, opens_on, late_from, closes_on)"
            " values (?, ?, ?, ?, ?)",
            [(assessment_id, *columns(window)) for assessment_id, window in rows],
        )


def set_fees(db: Db, entry_code: str, normal_fee: int | None, late_fee: int | None) -> None:
    """Set what an entry costs, in pence."""
    db.execute(
        "update assessments set normal_fee = ?, late_fee = ? where entry_code = ?",
        [normal_fee, late_fee, entry_code],
    )


def assessments(db: Db) -> list[Assessment]:
    return list_rows(
        db, Assessment, "select assessment_id, entry_code from assessments order by entry_code"
    )


def columns(window: Window) -> list[str | None]:
    """Return a series' title and dates as they stand in the file."""
    dates = (window.opens_on, window.late_from, window.closes_on)
    return [window.title, *(day.isoformat() if day else None for day in dates)]
