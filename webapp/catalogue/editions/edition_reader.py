"""A catalogue edition as it comes: CSV files, read and checked before anything is stored."""

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.catalogue.editions import source
from webapp.catalogue.editions.references import Known, repeated, unknown_references
from webapp.catalogue.editions.values import LINE, Rows, wrong_values

NEEDED = {
    "frameworks.csv": ("framework_code", "title"),
    "packages.csv": (
        "package_code",
        "framework_code",
        "title",
        "level",
        "nation",
        "display_title",
    ),
    "assessments.csv": ("assessment_code", "qan", "title", "level", "component_type"),
    "package_assessments.csv": ("package_code", "assessment_code", "required"),
    "units.csv": ("assessment_code", "unit_no", "title"),
}
KEYS = {
    "frameworks.csv": ("framework_code",),
    "packages.csv": ("package_code",),
    "assessments.csv": ("assessment_code",),
    "package_assessments.csv": ("package_code", "assessment_code"),
    "units.csv": ("assessment_code", "unit_no"),
}
FILES = (*NEEDED, source.FILE)
EDITION = Path(__file__).parent.parent / "edition"
MOST_ROWS = 20_000
NOT_UTF_8 = "{} is not in UTF-8: save it again as CSV UTF-8."


class BadEdition(Exception):
    """The edition cannot be used; problems lists a line a fault, each naming file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Edition:
    """The rows of each file, as text, in the files' order; None for a file that did not come."""

    frameworks: Rows | None = None
    packages: Rows | None = None
    assessments: Rows | None = None
    package_assessments: Rows | None = None
    units: Rows | None = None
    sources: Rows | None = None


def read_folder(folder: Path, known: Known | None = None) -> Edition:
    """Read an edition from its files in a folder. Raises BadEdition.

    With known, files may be left out or hold some rows only, see read; one must be there.
    """
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if known is not None and len(missing) == len(NEEDED):
        raise BadEdition(
            [
                (
                    f"None of the files of an edition is in {folder}: it needs at least one of"
                    f" {', '.join(NEEDED)}."
                )
            ]
        )
    if missing and known is None:
        raise BadEdition([f"{name} is missing from {folder}." for name in missing])
    files: dict[str, str] = {}
    for name in FILES:
        if (folder / name).is_file():
            files[name] = decoded(name, (folder / name).read_bytes())
    return read(files, known)


def list_unread(folder: Path) -> list[str]:
    """Return the names of the CSV files in a folder that no edition has, in order."""
    names = sorted(one.name for one in folder.iterdir() if one.suffix.lower() == ".csv")
    return [name for name in names if name not in NEEDED]


def decoded(name: str, content: bytes) -> str:
    """A file's text. Raises BadEdition when it is not in UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadEdition([NOT_UTF_8.format(name)]) from problem


def read(files: Mapping[str, str], known: Known | None = None) -> Edition:
    """Read an edition from the files' text, by name. Raises BadEdition with every fault found.

    With known, files may be left out or hold some rows only: what is named is looked for there too.
    """
    problems: list[str] = []
    tables: dict[str, Rows] = {}
    for name, needed in NEEDED.items():
        if name not in files:
            problems += [f"{name} is missing."] if known is None else []
            continue
        text = files[name]
        mark = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        heading = next(reader, [])
        problems += [f"{name}: there is no column {c}." for c in needed if c not in heading]
        tables[name], misshapen = _rows(name, reader, heading)
        problems += misshapen
    if problems:
        raise BadEdition(problems)
    for name, rows in tables.items():
        problems += repeated(name, rows, KEYS[name])
    edition = Edition(
        **{name.removesuffix(".csv"): rows for name, rows in tables.items()},
        sources=source.read(files[source.FILE]) if source.FILE in files else None,
    )
    problems += unknown_references(vars(edition), known)
    problems += wrong_values({name: rows or [] for name, rows in vars(edition).items()})
    if problems:
        raise BadEdition(problems)
    return edition


def _rows(name: str, reader: Any, heading: list[str]) -> tuple[Rows, list[str]]:
    """The rows, each with its line in the file under LINE, and what is wrong with their shape."""
    rows, problems = [], []
    line = reader.line_num + 1
    try:
        for values in reader:
            if len(values) == len(heading):
                tidied = [unicodedata.normalize("NFC", value).strip() for value in values]
                rows.append(dict(zip(heading, tidied, strict=True)) | {LINE: str(line)})
            elif values:
                problems.append(
                    f"{name}, line {line}: {len(values)} fields, but the heading has"
                    f" {len(heading)}."
                )
            line = reader.line_num + 1
    except csv.Error as problem:
        problems.append(f"{name}, line {line}: this is no CSV any more: {problem}.")
    if len(rows) > MOST_ROWS:
        problems.append(f"{name} has {len(rows):,} rows; {MOST_ROWS:,} are the most.")
    return rows, problems
