"""What one result is, and where it is shown."""

from typing import NamedTuple

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
