"""Writing a catalogue edition into the file."""

from json import dumps

from webapp.catalogue.feed import Edition
from webapp.db import Db, transaction


def save(db: Db, edition: Edition) -> dict[str, int]:
    """Add or change every row of an edition, in one transaction; saving twice changes nothing.

    A package holds afterwards what the edition says it holds, and nothing else.

    Gives the number of rows by table. Rows keep their ids, so entries keep their meaning.
    """
    with transaction(db):
        _upsert(db, "frameworks", "framework_code", [
            _only(row, "framework_code", "title", "basis", "source_ids", "notes")
            for row in edition.frameworks
        ])  # fmt: skip
        frameworks = _ids(db, "frameworks", "framework_id", "framework_code")
        _upsert(db, "packages", "package_code", [
            _only(row, "package_code", "title", "level", "nation", "level_name", "display_title",
                  "completeness", "lars_id", "fr_ids", "basis", "source_ids", "notes")
            | {"framework_id": frameworks[row["framework_code"]],
               "lars_from": row.get("effective_from", ""), "lars_to": row.get("effective_to", "")}
            for row in edition.packages
        ])  # fmt: skip
        _upsert(db, "assessments", "entry_code", [
            _only(row, "qan", "title", "level", "credits", "glh", "verification", "source_ids",
                  "notes")
            | {"entry_code": row["assessment_code"], "component": row["component_type"],
               "basis": row.get("component_basis", "")}
            for row in edition.assessments
        ])  # fmt: skip
        packages = _ids(db, "packages", "package_id", "package_code")
        assessments = _ids(db, "assessments", "assessment_id", "entry_code")
        _upsert(db, "package_assessments", "package_id, assessment_id", [
            _only(row, "option_alternative", "basis", "source_ids", "notes")
            | {"package_id": packages[row["package_code"]],
               "assessment_id": assessments[row["assessment_code"]],
               "position": position,
               "required": row["required"].partition(":")[0],
               "option_group": row["required"].partition(":")[2]}
            for position, row in enumerate(edition.package_assessments)
        ])  # fmt: skip
        db.conn.executemany(
            "delete from package_assessments where package_id = ? and assessment_id not in"
            " (select assessment_id from assessments where entry_code in"
            " (select value from json_each(?)))",
            [(packages[code], dumps(entry_codes)) for code, entry_codes in _parts(edition).items()],
        )
        _upsert(db, "units", "assessment_id, unit_no", [
            _only(row, "unit_no", "unit_ref", "title", "level", "credits", "glh", "unit_group",
                  "verification", "source_ids")
            | {"assessment_id": assessments[row["assessment_code"]]}
            for row in edition.units
        ])  # fmt: skip
    return {name: len(rows) for name, rows in vars(edition).items()}


def _parts(edition: Edition) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {row["package_code"]: [] for row in edition.packages}
    for row in edition.package_assessments:
        parts[row["package_code"]].append(row["assessment_code"])
    return parts


def _only(row: dict[str, str], *columns: str) -> dict[str, str | int]:
    return {column: row.get(column, "") for column in columns}


def _upsert(db: Db, table: str, key: str, rows: list[dict[str, str | int]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    marks = ", ".join(f":{name}" for name in names)
    kept = ", ".join(f"{name} = excluded.{name}" for name in names)
    db.conn.executemany(
        f"insert into {table} ({', '.join(names)}) values ({marks})"
        f" on conflict ({key}) do update set {kept}",
        rows,
    )


def _ids(db: Db, table: str, key: str, code: str) -> dict[str, int]:
    return {row[code]: row[key] for row in db.query(f"select {key}, {code} from {table}")}
