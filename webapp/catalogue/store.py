"""Frameworks, packages, assessments and series in the file."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.catalogue.package import Component, Part, Requirement, order
from webapp.catalogue.series import Series, list_planned
from webapp.db import Db


def frameworks(db: Db) -> list[dict[str, Any]]:
    return list(db.query("select framework_id, title from frameworks order by title_key(title)"))


def packages(db: Db, today: date, framework_id: int | None = None) -> list[dict[str, Any]]:
    """The packages open for entries today, of one framework or of all, by framework and title."""
    return list(
        db.query(
            "select package_id, framework_id, display_title, frameworks.title as framework"
            " from packages join frameworks using (framework_id)"
            " where (:framework is null or framework_id = :framework)"
            " and coalesce(valid_from, '') <= :today and coalesce(valid_to, '9999') >= :today"
            " order by title_key(frameworks.title), framework_id, title_key(packages.title),"
            " level, nation",
            {"framework": framework_id, "today": today.isoformat()},
        )
    )


PACKAGE = (
    "select package_id, package_code, framework_id, display_title, valid_from, valid_to"
    " from packages"
)


def package(db: Db, package_id: int | None) -> dict[str, Any] | None:
    return next(db.query(f"{PACKAGE} where package_id = ?", [package_id]), None)


def package_by_code(db: Db, package_code: str) -> dict[str, Any] | None:
    return next(db.query(f"{PACKAGE} where package_code = ?", [package_code]), None)


def components(
    db: Db, package_id: int, today: date, planned: Mapping[int, list[Series]] | None = None
) -> list[Component]:
    """The package's rows in reading order, each with its next available series.

    planned are the package's planned_series, where they have been read already.
    """
    series = planned_series(db, package_id, today) if planned is None else planned
    rows = db.query(
        "select assessment_id, entry_code, title, level, component, qan, required, option_group,"
        " option_alternative, normal_fee, late_fee, withdrawn_on"
        " from package_assessments join assessments using (assessment_id)"
        " where package_id = ? order by position",
        [package_id],
    )
    return order(
        Component(**row, series=next(iter(series.get(row["assessment_id"], [])), None))
        for row in rows
    )


def planned_series(db: Db, package_id: int, today: date) -> dict[int, list[Series]]:
    """Return assessment id → its series that can be entered today, the next available one first.

    What is withdrawn has none.
    """
    series: dict[int, list[Series]] = {}
    for row in db.query(
        "select assessment_id, series_id, series.title, opens_on, late_from, closes_on"
        " from package_assessments join assessments using (assessment_id)"
        " join series using (assessment_id) where package_id = ? and withdrawn_on is null",
        [package_id],
    ):
        series.setdefault(row.pop("assessment_id"), []).append(as_series(row))
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


def closing_soon(db: Db, today: date, until: date) -> list[dict[str, Any]]:
    """Closing dates from today until then: closes_on, title, entry_codes of the assessments."""
    return list(
        db.query(
            "select closes_on, title, group_concat(entry_code, ', ') as entry_codes from"
            " (select closes_on, series.title, entry_code from series"
            " join assessments using (assessment_id) where closes_on between ? and ?"
            " and withdrawn_on is null"
            " order by entry_code) group by closes_on, title order by closes_on, title_key(title)"
            " limit 8",
            [today.isoformat(), until.isoformat()],
        )
    )


def add_series(db: Db, rows: list[dict[str, Any]]) -> None:
    """Add series; rows have assessment_id, title, opens_on, late_from, closes_on (ISO or None)."""
    db.table("series").insert_all(rows)


def set_fees(db: Db, entry_code: str, normal_fee: int | None, late_fee: int | None) -> None:
    """Set what an entry costs, in pence."""
    db.execute(
        "update assessments set normal_fee = ?, late_fee = ? where entry_code = ?",
        [normal_fee, late_fee, entry_code],
    )


def assessments(db: Db) -> list[dict[str, Any]]:
    return list(db.query("select * from assessments order by entry_code"))


def as_series(row: dict[str, Any]) -> Series:
    """A row's series; it has series_id, title, opens_on, late_from and closes_on."""
    dates = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("opens_on", "late_from", "closes_on")
    }
    return Series(row["series_id"], row["title"], **dates)
