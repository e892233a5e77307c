"""A catalogue edition as it comes: five CSV files, read and checked before anything is stored."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Rows = list[dict[str, str]]

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
COMPONENTS = {"competence", "knowledge", "combined", "functional_skills", "err", "plts", "other"}
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
    return read({name: (folder / name).read_text(encoding="utf-8-sig") for name in NEEDED})


def read(files: Mapping[str, str]) -> Edition:
    """Read an edition from the files' text, by name. Raises BadEdition with every fault found."""
    problems: list[str] = []
    tables: dict[str, Rows] = {}
    for name, needed in NEEDED.items():
        reader = csv.DictReader(io.StringIO(files[name]), restval="")
        heading = reader.fieldnames or []
        problems += [f"{name}: there is no column {c}." for c in needed if c not in heading]
        tables[name] = list(reader)
    if problems:
        raise BadEdition(problems)
    for name, columns in KEYS.items():
        problems += _repeated(name, tables[name], columns)
    edition = Edition(*tables.values())
    problems += _unknown_references(edition) + _wrong_values(edition)
    if problems:
        raise BadEdition(problems)
    return edition


def _repeated(name: str, rows: Rows, columns: tuple[str, ...]) -> list[str]:
    problems, seen = [], set()
    for line, row in enumerate(rows, 2):
        key = tuple(row[column] for column in columns)
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
        f"packages.csv, line {line}: framework {row['framework_code']} is not in frameworks.csv."
        for line, row in enumerate(edition.packages, 2)
        if row["framework_code"] not in frameworks
    ]
    for name, rows in (
        ("package_assessments.csv", edition.package_assessments), ("units.csv", edition.units),
    ):  # fmt: skip
        for line, row in enumerate(rows, 2):
            if row["assessment_code"] not in codes:
                problems.append(f"{name}, line {line}: no assessment {row['assessment_code']}.")
            if row.get("package_code", "") not in packages | {""}:
                problems.append(f"{name}, line {line}: no package {row['package_code']}.")
    return problems


def _wrong_values(edition: Edition) -> list[str]:
    problems = []
    for line, row in enumerate(edition.assessments, 2):
        if not re.fullmatch(r"[0-9A-Z]{5}", row["assessment_code"]):
            problems.append(
                f"assessments.csv, line {line}: entry code {row['assessment_code']!r} is not"
                " 5 digits or letters."
            )
        if row["component_type"] not in COMPONENTS:
            problems.append(
                f"assessments.csv, line {line}: component {row['component_type']!r} is unknown."
            )
    for line, row in enumerate(edition.package_assessments, 2):
        if not re.fullmatch(r"yes|no|option_group:[A-Z0-9]+", row["required"]):
            problems.append(
                f"package_assessments.csv, line {line}: required must be yes, no or"
                f" option_group:NAME, not {row['required']!r}."
            )
        elif row["required"].startswith("option") and not row.get("option_alternative"):
            problems.append(
                f"package_assessments.csv, line {line}: an option group needs an alternative."
            )
    return problems
