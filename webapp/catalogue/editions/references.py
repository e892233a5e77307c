"""What the files of an edition say of each other: every code is there, and once."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from webapp.catalogue.editions.values import LINE, Rows

Tables = Mapping[str, Rows | None]


class Known(NamedTuple):
    """The codes that the centre's catalogue holds already and that no edition has withdrawn."""

    frameworks: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    assessments: frozenset[str] = frozenset()


def repeated(name: str, rows: Rows, columns: tuple[str, ...]) -> list[str]:
    """What is wrong with the columns that tell the rows of a file apart."""
    problems, seen = [], set()
    for row in rows:
        line, key = row[LINE], tuple(row[column] for column in columns)
        if not all(key):
            problems.append(f"{name}, line {line}: {' and '.join(columns)} must be filled in.")
        elif key in seen:
            problems.append(f"{name}, line {line}: {' '.join(key)} is there already.")
        seen.add(key)
    return problems


def unknown_references(tables: Tables, known: Known | None) -> list[str]:
    """Every row that names what is neither in the files nor known."""
    known = known or Known()
    frameworks = _codes(tables["frameworks"], "framework_code", known.frameworks)
    packages = _codes(tables["packages"], "package_code", known.packages)
    assessments = _codes(tables["assessments"], "assessment_code", known.assessments)
    absent = "" if tables["frameworks"] is None else " in frameworks.csv"
    return [
        *(
            (
                f"packages.csv, line {row[LINE]}: framework {row['framework_code']} is"
                f" not{absent or ' known'}."
            )
            for row in tables["packages"] or []
            if row["framework_code"] not in frameworks
        ),
        *_missing("package_assessments", tables, packages, assessments=assessments),
        *_missing("units", tables, packages, assessments=assessments),
    ]


def _codes(rows: Rows | None, column: str, known: frozenset[str]) -> frozenset[str]:
    return known | frozenset(row[column] for row in rows or [])


def _missing(
    name: str, tables: Tables, packages: frozenset[str], *, assessments: frozenset[str]
) -> Iterator[str]:
    for row in tables[name] or []:
        where = f"{name}.csv, line {row[LINE]}"
        if row["assessment_code"] not in assessments:
            yield f"{where}: no assessment {row['assessment_code']}."
        if row.get("package_code", "") not in packages | {""}:
            yield f"{where}: no package {row['package_code']}."
