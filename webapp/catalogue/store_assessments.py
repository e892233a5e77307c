"""The assessments that can be entered, for setting their series."""

from datetime import date
from typing import Any

from webapp.catalogue import store
from webapp.catalogue.series import next_available
from webapp.db import Db


def for_choice(db: Db) -> list[dict[str, Any]]:
    """assessment_id, entry_code, title and level of each, by entry code."""
    return list(
        db.query(
            "select assessment_id, entry_code, title, level from assessments"
            " where withdrawn_on is null order by entry_code"
        )
    )


def with_next_series(db: Db, today: date) -> list[dict[str, Any]]:
    """The same, each with next, its next available series (None when it has none)."""
    series: dict[int, list[Any]] = {}
    for row in db.query(
        "select assessment_id, series_id, title, opens_on, late_from, closes_on from series"
    ):
        series.setdefault(row.pop("assessment_id"), []).append(store.as_series(row))
    return [
        row | {"next": next_available(series.get(row["assessment_id"], []), today)}
        for row in for_choice(db)
    ]
