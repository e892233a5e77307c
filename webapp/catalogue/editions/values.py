"""What may stand in the fields of a catalogue edition."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from webapp.catalogue.packages.package import COMPONENTS
from webapp.web import dates

Rows = list[dict[str, str]]
LINE = "line of the file"


def wrong_values(tables: Mapping[str, Rows]) -> list[str]:
    """A line for every wrong field, naming file and line. Tables are named as the files are."""
    return [
        *_blank_titles(tables),
        *_validity(tables["packages"]),
        *_assessments(tables["assessments"]),
        *_parts(tables["package_assessments"]),
    ]


def _blank_titles(tables: Mapping[str, Rows]) -> Iterator[str]:
    for name in ("frameworks", "packages", "assessments", "units"):
        for row in tables[name]:
            if not row["title"].strip():
                yield f"{name}.csv, line {row[LINE]}: title must be filled in."


def _validity(rows: Rows) -> Iterator[str]:
    for row in rows:
        where = f"packages.csv, line {row[LINE]}"
        days: dict[str, date] = {}
        for column in ("valid_from", "valid_to"):
            if typed := row.get(column, ""):
                if at := dates.read(typed):
                    days[column] = at
                else:
                    yield f"{where}: {column} is no date: write it like 2026-11-24, not {typed!r}."
        if len(days) == 2 and days["valid_from"] > days["valid_to"]:
            yield f"{where}: valid_from is after valid_to."


def _assessments(rows: Rows) -> Iterator[str]:
    for row in rows:
        where = f"assessments.csv, line {row[LINE]}"
        if not re.fullmatch(r"[0-9A-Z]{5}", row["assessment_code"]):
            code = row["assessment_code"]
            yield f"{where}: entry code {code!r} is not 5 digits or letters."
        if row["component_type"] not in COMPONENTS:
            yield f"{where}: component {row['component_type']!r} is unknown."


def _parts(rows: Rows) -> Iterator[str]:
    for row in rows:
        where = f"package_assessments.csv, line {row[LINE]}"
        if not re.fullmatch(r"yes|no|option_group:[A-Z0-9]+", row["required"]):
            required = row["required"]
            yield f"{where}: required must be yes, no or option_group:NAME, not {required!r}."
        elif row["required"].startswith("option") and not row.get("option_alternative"):
            yield f"{where}: an option group needs an alternative."
