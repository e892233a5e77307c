"""The assessments that can be entered, for setting their series."""

from datetime import date

import msgspec

from webapp.catalogue.packages import store
from webapp.catalogue.series.series import AssessmentSeries, Series, next_available
from webapp.database.connection import Db
from webapp.database.rows import list_rows


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment; next is its next available series, None when it has none or nobody asks."""

    assessment_id: int
    entry_code: str
    title: str
    level: str
    next: Series | None = None


def for_choice(db: Db) -> list[Assessment]:
    """By entry code."""
    return list_rows(
        db,
        Assessment,
        "select assessment_id, entry_code, title, level from assessments"
        " where withdrawn_on is null order by entry_code",
    )


def with_next_series(db: Db, today: date) -> list[Assessment]:
    """The same, each with its next available series."""
    series: dict[int, list[Series]] = {}
    for row in list_rows(db, AssessmentSeries, store.SERIES):
        series.setdefault(row.assessment_id, []).append(row.series)
    return [
        msgspec.structs.replace(one, next=next_available(series.get(one.assessment_id, []), today))
        for one in for_choice(db)
    ]
