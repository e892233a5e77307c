"""The catalogue as people look through it."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from webapp.catalogue import store
from webapp.catalogue.search import Listed
from webapp.catalogue.series import Series
from webapp.db import Db

OPEN = "coalesce(valid_from, '') <= :today and coalesce(valid_to, '9999') >= :today"


def frameworks(db: Db, today: date) -> list[dict[str, Any]]:
    """All frameworks by title: framework_id, title, withdrawn_on, packages (how many), open
    ones.
    """
    return list(
        db.query(
            "select frameworks.framework_id, frameworks.title, frameworks.withdrawn_on,"
            f" count(package_id) as packages, coalesce(sum({OPEN}), 0) as open_packages"
            " from frameworks left join packages using (framework_id)"
            " group by framework_id order by title_key(frameworks.title)",
            {"today": today.isoformat()},
        )
    )


def packages(db: Db, framework_id: int | None = None) -> list[dict[str, Any]]:
    """The packages of one framework or of all, closed ones too, by title, level and nation."""
    return list(
        db.query(
            "select * from packages where ? is null or framework_id = ?"
            " order by title_key(title), level, nation",
            [framework_id, framework_id],
        )
    )


def framework(db: Db, framework_id: int) -> dict[str, Any] | None:
    return next(db.query("select * from frameworks where framework_id = ?", [framework_id]), None)


def package(db: Db, package_id: int) -> dict[str, Any] | None:
    """All that is held of a package, with its framework's title."""
    found = db.query(
        "select packages.*, frameworks.title as framework from packages"
        " join frameworks using (framework_id) where package_id = ?",
        [package_id],
    )
    return next(found, None)


def origins(db: Db, package_id: int) -> list[dict[str, Any]]:
    """Where each row of a package comes from: entry_code, title, basis, source_ids, notes."""
    return list(
        db.query(
            "select entry_code, title, parts.basis, parts.source_ids, parts.notes"
            " from package_assessments as parts join assessments using (assessment_id)"
            " where package_id = ? order by position",
            [package_id],
        )
    )


def assessment(db: Db, assessment_id: int) -> dict[str, Any] | None:
    return next(
        db.query("select * from assessments where assessment_id = ?", [assessment_id]), None
    )


def holding(db: Db, assessment_id: int) -> list[dict[str, Any]]:
    """The packages that hold an assessment, with its part in each."""
    return list(
        db.query(
            "select package_id, display_title, valid_from, valid_to, required, option_alternative"
            " from package_assessments join packages using (package_id)"
            " where assessment_id = ? order by title_key(display_title)",
            [assessment_id],
        )
    )


def units(db: Db, assessment_id: int) -> list[dict[str, Any]]:
    """An assessment's units by their numbers, so that 2 comes before 10."""
    found = db.query("select * from units where assessment_id = ?", [assessment_id])
    return sorted(found, key=lambda one: (not one["unit_no"].isdecimal(), one["unit_no"].zfill(9)))


def series_of(db: Db, assessment_id: int) -> list[Series]:
    """All series of an assessment by closing date; on demand before dated ones."""
    found = db.query(
        "select series_id, title, opens_on, late_from, closes_on from series"
        " where assessment_id = ? order by closes_on is not null, closes_on, title_key(title)",
        [assessment_id],
    )
    return [store.as_series(row) for row in found]


def sources(db: Db, source_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """The known ones of these sources, by id."""
    found = db.query(
        "select * from sources where source_id in (select value from json_each(?))",
        [json.dumps(list(source_ids))],
    )
    return {row["source_id"]: row for row in found}


def listed(db: Db) -> list[Listed]:
    """Everything that can be searched for."""
    return [
        Listed(*row)
        for row in db.execute(
            "select 'frameworks', framework_id, title, framework_code, '' from frameworks"
            " union all select 'packages', package_id, display_title, package_code, ''"
            " from packages"
            " union all select 'assessments', assessment_id, title, entry_code, qan"
            " from assessments"
            " union all select 'units', assessment_id, units.title, unit_ref, entry_code"
            " from units join assessments using (assessment_id)"
        )
    ]
