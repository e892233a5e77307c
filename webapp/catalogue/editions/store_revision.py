"""Writing what an edition changes into the file."""

import json
from collections.abc import Collection, Mapping
from datetime import date

from webapp.catalogue.editions.columns import Row, key_of
from webapp.catalogue.editions.revision import Revision, TableRevision
from webapp.database.connection import Db, transaction

Columns = dict[str, str | int | None]
# Where a column of the file is called otherwise here.
CALLED = {
    "assessment_code": "entry_code",
    "component_type": "component",
    "component_basis": "basis",
    "effective_from": "lars_from",
    "effective_to": "lars_to",
}
DAYS = ("valid_from", "valid_to", "withdrawn_on")


def carry_out(db: Db, revision: Revision, today: date) -> None:
    """Write it all. What is not new keeps its id, and what it has of its own: fees and series.

    What counted in a package until today is kept when that changes.
    """
    write = {
        "frameworks": _write_frameworks,
        "packages": _write_packages,
        "assessments": _write_assessments,
        "package_assessments": _write_parts,
        "units": _write_units,
        "sources": _write_sources,
    }
    with transaction(db):
        before = _requirements(db, _codes_of_packages(revision))
        for one in revision:
            write[one.table](db, one)
        _keep_requirements(db, before, today)


def _codes_of_packages(revision: Revision) -> set[str]:
    """The packages of which rows are written or go."""
    parts = [one for one in revision if one.table == "package_assessments"]
    keys = [
        key
        for one in parts
        for key in (*(key_of(one.table, row) for row in one.writes), *one.deletes)
    ]
    return {package_code for package_code, _ in keys}


def _requirements(db: Db, package_codes: Collection[str]) -> dict[int, list[list[int | str]]]:
    """Package → what counts in it now, for those that are there already."""
    found: dict[int, list[list[int | str]]] = {}
    for package_id, *part in db.execute(
        "select package_id, assessment_id, required, option_group, option_alternative"
        " from package_assessments join packages using (package_id) where required <> 'no'"
        " and package_code in (select value from json_each(?)) order by package_id, position",
        [json.dumps(sorted(package_codes))],
    ):
        found.setdefault(package_id, []).append(part)
    return found


def _keep_requirements(db: Db, before: Mapping[int, list[list[int | str]]], today: date) -> None:
    codes = [
        code
        for (code,) in db.execute(
            "select package_code from packages"
            " where package_id in (select value from json_each(?))",
            [json.dumps(list(before))],
        )
    ]
    after = _requirements(db, codes)
    changed = [one for one in before if sorted(before[one]) != sorted(after.get(one, []))]
    db.conn.executemany(
        "insert into package_requirements (package_id, last_day, parts) values (?, ?, ?)",
        [(one, today.isoformat(), json.dumps(before[one])) for one in changed],
    )


def _write_frameworks(db: Db, one: TableRevision) -> None:
    _upsert(db, "frameworks", "framework_code", rows=[_plain(row) for row in one.writes])


def _write_packages(db: Db, one: TableRevision) -> None:
    ids = _ids(db, "frameworks", "framework_id", code="framework_code")
    _upsert(
        db,
        "packages",
        "package_code",
        rows=[
            _plain(row, "framework_code") | {"framework_id": ids[row["framework_code"]]}
            for row in one.writes
        ],
    )


def _write_assessments(db: Db, one: TableRevision) -> None:
    _upsert(db, "assessments", "entry_code", rows=[_plain(row) for row in one.writes])


def _write_parts(db: Db, one: TableRevision) -> None:
    packages = _ids(db, "packages", "package_id", code="package_code")
    assessments = _ids(db, "assessments", "assessment_id", code="entry_code")
    places = {key: place for place, key in enumerate(one.order)}
    _upsert(
        db,
        "package_assessments",
        "package_id, assessment_id",
        rows=[
            _plain(row, "package_code", "assessment_code")
            | {
                "package_id": packages[row["package_code"]],
                "assessment_id": assessments[row["assessment_code"]],
                "position": places[key_of(one.table, row)],
                "required": row["required"].partition(":")[0],
                "option_group": row["required"].partition(":")[2],
            }
            for row in one.writes
        ],
    )
    db.conn.executemany(
        "delete from package_assessments where package_id = ? and assessment_id = ?",
        [(packages[package], assessments[code]) for package, code in one.deletes],
    )
    db.conn.executemany(
        "update package_assessments set position = ? where package_id = ? and assessment_id = ?",
        [(place, packages[key[0]], assessments[key[1]]) for key, place in places.items()],
    )


def _write_units(db: Db, one: TableRevision) -> None:
    assessments = _ids(db, "assessments", "assessment_id", code="entry_code")
    _upsert(
        db,
        "units",
        "assessment_id, unit_no",
        rows=[
            _plain(row, "assessment_code") | {"assessment_id": assessments[row["assessment_code"]]}
            for row in one.writes
        ],
    )
    db.conn.executemany(
        "delete from units where assessment_id = ? and unit_no = ?",
        [(assessments[code], unit_no) for code, unit_no in one.deletes],
    )


def _write_sources(db: Db, one: TableRevision) -> None:
    _upsert(db, "sources", "source_id", rows=[_plain(row) for row in one.writes])
    db.conn.executemany("delete from sources where source_id = ?", one.deletes)


def _plain(row: Row, *left_out: str) -> Columns:
    """The row under the file's names; a day that is not set is null."""
    return {
        CALLED.get(column, column): text or None if column in DAYS else text
        for column, text in row.items()
        if column not in left_out
    }


def _upsert(db: Db, table: str, key: str, *, rows: list[Columns]) -> None:
    for row in rows:
        marks = ", ".join(f":{name}" for name in row)
        kept = ", ".join(f"{name} = excluded.{name}" for name in row)
        db.execute(
            f"insert into {table} ({', '.join(row)}) values ({marks})"
            f" on conflict ({key}) do update set {kept}",
            row,
        )


def _ids(db: Db, table: str, key: str, *, code: str) -> Mapping[str, int]:
    return {row[code]: row[key] for row in db.query(f"select {key}, {code} from {table}")}
