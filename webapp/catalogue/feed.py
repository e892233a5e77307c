"""A catalogue edition as it comes: five CSV files, read and checked before anything is stored."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.catalogue.values import LINE, Rows, wrong_values

NEEDED = {
    "frameworks.csv": ("framework_code", "title"),
    "packages.csv": (
        "package_code", "framework_code", "title", "level", "nation", "display_title",
    ),
    "assessments.csv": ("assessment_code", "qan", "title", "level", "component_type"),
    "package_assessments.csv": ("package_code", "assessment_code", "required"),
    "units.csv": ("assessment_code", "unit_no", "title"),
}  # fmt: skip
KEYS = {
    "frameworks.csv": ("framework_code",),
    "packages.csv": ("package_code",),
    "assessments.csv": ("assessment_code",),
    "package_assessments.csv": ("package_code", "assessment_code"),
    "units.csv": ("assessment_code", "unit_no"),
}
EDITION = Path(__file__).parent / "edition"


class BadEdition(Exception):
    """The edition cannot be used; problems lists a line a fault, each naming file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Edition:
    """The rows of each file, as text, in the files' order."""

    frameworks: Rows
    packages: Rows
    assessments: Rows
    package_assessments: Rows
    units: Rows


def read_folder(folder: Path) -> Edition:
    """Read an edition from its files in a folder. Raises BadEdition."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise BadEdition([f"{name} is missing from {folder}." for name in missing])
    files: dict[str, str] = {}
    for name in NEEDED:
        try:
            files[name] = (folder / name).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as problem:
            raise BadEdition([f"{name} is not in UTF-8: save it again as CSV UTF-8."]) from problem
    return read(files)


def read(files: Mapping[str, str]) -> Edition:
    """Read an edition from the files' text, by name. Raises BadEdition with every fault found."""
    problems: list[str] = []
    tables: dict[str, Rows] = {}
    for name, needed in NEEDED.items():
        reader = csv.reader(io.StringIO(files[name], newline=""))
        heading = next(reader, [])
        problems += [f"{name}: there is no column {c}." for c in needed if c not in heading]
        tables[name], misshapen = _rows(name, reader, heading)
        problems += misshapen
    if problems:
        raise BadEdition(problems)
    for name, columns in KEYS.items():
        problems += _repeated(name, tables[name], columns)
    edition = Edition(*tables.values())
    problems += _unknown_references(edition) + wrong_values(vars(edition))
    if problems:
        raise BadEdition(problems)
    return edition


def _rows(name: str, reader: Any, heading: list[str]) -> tuple[Rows, list[str]]:
    """The rows, each with its line in the file under LINE, and what is wrong with their shape."""
    rows, problems = [], []
    line = reader.line_num + 1
    for values in reader:
        if len(values) == len(heading):
            rows.append(dict(zip(heading, values, strict=True)) | {LINE: str(line)})
        elif values:
            problems.append(
                f"{name}, line {line}: {len(values)} fields, but the heading has {len(heading)}."
            )
        line = reader.line_num + 1
    return rows, problems


def _repeated(name: str, rows: Rows, columns: tuple[str, ...]) -> list[str]:
    problems, seen = [], set()
    for row in rows:
        line, key = row[LINE], tuple(row[column] for column in columns)
        if not all(key):
            problems.append(f"{name}, line {line}: {' and '.join(columns)} must be filled in.")
        elif key in seen:
            problems.append(f"{name}, line {line}: {' '.join(key)} is there already.")
        seen.add(key)
    return problems


def _unknown_references(edition: Edition) -> list[str]:
    frameworks = {row["framework_code"] for row in edition.frameworks}
    packages = {row["package_code"] for row in edition.packages}
    codes = {row["assessment_code"] for row in edition.assessments}
    problems = [
        f"packages.csv, line {row[LINE]}: framework {row['framework_code']} is not in frameworks.csv."
        for row in edition.packages
        if row["framework_code"] not in frameworks
    ]
    for name, rows in (
        ("package_assessments.csv", edition.package_assessments), ("units.csv", edition.units),
    ):  # fmt: skip
        for row in rows:
            line = row[LINE]
            if row["assessment_code"] not in codes:
                problems.append(f"{name}, line {line}: no assessment {row['assessment_code']}.")
            if row.get("package_code", "") not in packages | {""}:
                problems.append(f"{name}, line {line}: no package {row['package_code']}.")
    return problems
