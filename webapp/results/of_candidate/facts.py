"""What one result is, and where it is shown."""

from datetime import date
from typing import NamedTuple

import msgspec

Place = tuple[int, int, int]
"""candidate_id, assessment_id and series_id."""
AttemptPlace = tuple[int, int, int, int]
"""The same and an attempt: where one result is shown."""


class Facts(NamedTuple):
    """What a result is; the date is 2026-11-24, "" for none."""

    grade: str
    outcome: str
    awarded_on: str
    certificate_number: str


class RecordedResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result of a candidate as the file has it; with replaced_at, a moment, it is history.

    person recorded it, replacer replaced it; either is None for the command line.
    """

    result_id: int
    assessment_id: int
    series_id: int
    entry_code: str
    qan: str
    assessment_title: str
    level: str
    series_title: str
    grade: str
    outcome: str
    awarded_on: date | None
    certificate_number: str
    recorded_at: str
    replaced_at: str | None
    attempt: int
    replaced_as: str
    reason: str
    person: str | None
    replacer: str | None
