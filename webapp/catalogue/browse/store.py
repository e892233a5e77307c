"""The catalogue as people look through it."""

import json
from collections.abc import Collection
from datetime import date

import msgspec

from webapp.catalogue.browse.search import Listed
from webapp.catalogue.packages import store
from webapp.catalogue.series.series import AssessmentSeries, Series
from webapp.database.connection import Db
from webapp.database.rows import get_row, list_rows

OPEN = "coalesce(valid_from, '') <= :today and coalesce(valid_to, '9999') >= :today"


class FrameworkSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A framework; packages is how many it has, open_packages how many can be entered."""

    framework_id: int
    title: str
    withdrawn_on: date | None
    packages: int
    open_packages: int


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held of a framework."""

    framework_id: int
    framework_code: str
    title: str
    basis: str
    source_ids: str
    notes: str
    withdrawn_on: date | None


class PackageSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A package among those of its framework."""

    package_id: int
    package_code: str
    display_title: str
    level: str
    nation: str
    valid_from: date | None
    valid_to: date | None


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held of a package; framework is its framework's title.

    The days of LARS are text: files write of them what they know.
    """

    package_id: int
    package_code: str
    framework_id: int
    framework: str
    title: str
    level: str
    nation: str
    level_name: str
    display_title: str
    completeness: str
    valid_from: date | None
    valid_to: date | None
    lars_id: str
    lars_from: str
    lars_to: str
    fr_ids: str
    basis: str
    source_ids: str
    notes: str
    withdrawn_on: date | None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a package's row comes from."""

    entry_code: str
    title: str
    basis: str
    source_ids: str
    notes: str


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held of an assessment; fees in pence, None where they are not known."""

    assessment_id: int
    entry_code: str
    qan: str
    title: str
    level: str
    component: str
    credits: str
    glh: str
    normal_fee: int | None
    late_fee: int | None
    basis: str
    verification: str
    source_ids: str
    notes: str
    withdrawn_on: date | None


class HoldingPackage(msgspec.Struct, frozen=True, kw_only=True):
    """A package that holds an assessment, with its part in it."""

    package_id: int
    display_title: str
    valid_from: date | None
    valid_to: date | None
    required: str
    option_alternative: str


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of an assessment."""

    unit_no: str
    unit_ref: str
    title: str
    level: str
    credits: str
    glh: str
    unit_group: str
    verification: str
    source_ids: str


class _Place(msgspec.Struct, frozen=True):
    source_id: str
    place: str


def frameworks(db: Db, today: date) -> list[FrameworkSummary]:
    """All frameworks by title."""
    return list_rows(
        db,
        FrameworkSummary,
        "select frameworks.framework_id, frameworks.title, frameworks.withdrawn_on,"
        f" count(package_id) as packages, coalesce(sum({OPEN}), 0) as open_packages"
        " from frameworks left join packages using (framework_id)"
        " group by framework_id order by title_key(frameworks.title)",
        {"today": today.isoformat()},
    )


def packages(db: Db, framework_id: int) -> list[PackageSummary]:
    """The packages of a framework, closed ones too, by title, level and nation."""
    return list_rows(
        db,
        PackageSummary,
        "select package_id, package_code, display_title, level, nation, valid_from, valid_to"
        " from packages where framework_id = ? order by title_key(title), level, nation",
        [framework_id],
    )


def framework(db: Db, framework_id: int) -> Framework | None:
    return get_row(db, Framework, "select * from frameworks where framework_id = ?", [framework_id])


def package(db: Db, package_id: int) -> Package | None:
    return get_row(
        db,
        Package,
        "select packages.*, frameworks.title as framework from packages"
        " join frameworks using (framework_id) where package_id = ?",
        [package_id],
    )


def origins(db: Db, package_id: int) -> list[Origin]:
    """Where each row of a package comes from."""
    return list_rows(
        db,
        Origin,
        "select entry_code, title, parts.basis, parts.source_ids, parts.notes"
        " from package_assessments as parts join assessments using (assessment_id)"
        " where package_id = ? order by position",
        [package_id],
    )


def assessment(db: Db, assessment_id: int) -> Assessment | None:
    return get_row(
        db, Assessment, "select * from assessments where assessment_id = ?", [assessment_id]
    )


def holding(db: Db, assessment_id: int) -> list[HoldingPackage]:
    """The packages that hold an assessment, by title."""
    return list_rows(
        db,
        HoldingPackage,
        "select package_id, display_title, valid_from, valid_to, required, option_alternative"
        " from package_assessments join packages using (package_id)"
        " where assessment_id = ? order by title_key(display_title)",
        [assessment_id],
    )


def units(db: Db, assessment_id: int) -> list[Unit]:
    """An assessment's units by their numbers, so that 2 comes before 10."""
    found = list_rows(
        db,
        Unit,
        "select unit_no, unit_ref, title, level, credits, glh, unit_group, verification,"
        " source_ids from units where assessment_id = ?",
        [assessment_id],
    )
    return sorted(found, key=lambda one: (not one.unit_no.isdecimal(), one.unit_no.zfill(9)))


def series_of(db: Db, assessment_id: int) -> list[Series]:
    """All series of an assessment by closing date; on demand before dated ones."""
    found = list_rows(
        db,
        AssessmentSeries,
        f"{store.SERIES} where assessment_id = ?"
        " order by closes_on is not null, closes_on, title_key(series.title)",
        [assessment_id],
    )
    return [row.series for row in found]


def places(db: Db, source_ids: Collection[str]) -> dict[str, str]:
    """Source id → the place it stands for, for the known ones of these sources."""
    found = list_rows(
        db,
        _Place,
        "select source_id, place from sources where source_id in (select value from json_each(?))",
        [json.dumps(list(source_ids))],
    )
    return {row.source_id: row.place for row in found}


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
