"""Series in the file, as administrators set them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from sqlite3 import IntegrityError
from typing import Any

from webapp.catalogue.next_year import Copy, copies
from webapp.catalogue.window import Window
from webapp.db import Db, transaction

DATES = ("opens_on", "late_from", "closes_on")
ROWS = (
    "select series_id, assessment_id, entry_code, assessments.title as assessment_title,"
    " series.title, opens_on, late_from, closes_on"
    " from series join assessments using (assessment_id)"
)


def one(db: Db, series_id: int) -> dict[str, Any] | None:
    return next(db.query(f"{ROWS} where series_id = ?", [series_id]), None)


def same(db: Db, series_id: int) -> list[dict[str, Any]]:
    """The series with the same title and dates as this one, itself included, by entry code."""
    return list(
        db.query(
            f"{ROWS} where (series.title, coalesce(opens_on, ''), coalesce(late_from, ''),"
            " coalesce(closes_on, '')) in (select title, coalesce(opens_on, ''),"
            " coalesce(late_from, ''), coalesce(closes_on, '') from series where series_id = ?)"
            " order by entry_code",
            [series_id],
        )
    )


def by_title(db: Db, since: date | None = None) -> list[dict[str, Any]]:
    """Those with the same title and dates together, on demand first, then by closing date.

    Those that closed before a date are left out. Each has title, the dates, series_id (of one of
    them) and entry_codes.
    """
    found: dict[tuple, dict[str, Any]] = {}
    for row in db.query(
        f"{ROWS} where withdrawn_on is null and coalesce(closes_on, '9999') >= ?"
        " order by closes_on is not null, closes_on, title_key(series.title), entry_code",
        [since.isoformat() if since else ""],
    ):
        named = {name: row[name] for name in ("title", *DATES)}
        one = found.setdefault(
            tuple(named.values()), named | {"series_id": row["series_id"], "entry_codes": []}
        )
        one["entry_codes"].append(row["entry_code"])
    return list(found.values())


def add(db: Db, window: Window, assessment_ids: Iterable[int]) -> tuple[int, list[str]]:
    """Add a series to these assessments. Gives how many it was added to, and the entry codes of
    those that have one so titled already: these keep it. What is withdrawn gets none.
    """
    with transaction(db):
        ids = json.dumps(list(assessment_ids))
        there = db.execute(
            f"select entry_code from ({ROWS} where series.title = ? and assessment_id in"
            " (select value from json_each(?)) order by entry_code)",
            [window.title, ids],
        ).fetchall()
        added = db.execute(
            "insert or ignore into series (assessment_id, title, opens_on, late_from, closes_on)"
            " select assessment_id, ?, ?, ?, ? from assessments where withdrawn_on is null"
            " and assessment_id in (select value from json_each(?))",
            [*_written(window), ids],
        ).rowcount
    return added, [code for (code,) in there]


def some(db: Db, series_ids: Iterable[int]) -> list[dict[str, Any]]:
    """Those of these series that are there, by entry code."""
    asked = f"{ROWS} where series_id in (select value from json_each(?)) order by entry_code"
    return list(db.query(asked, [json.dumps(list(series_ids))]))


def change(db: Db, windows: Mapping[int, Window]) -> list[str]:
    """Change these series. Gives the entry codes that have another one so titled: then none is."""
    ids = json.dumps(list(windows))
    titles = json.dumps([window.title for window in windows.values()])
    try:
        with transaction(db):
            db.conn.executemany(
                "update series set title = ?, opens_on = ?, late_from = ?, closes_on = ?"
                " where series_id = ?",
                [(*_written(window), one) for one, window in windows.items()],
            )
    except IntegrityError:
        taken = db.query(
            f"{ROWS} where series.title in (select value from json_each(?))"
            " and series_id not in (select value from json_each(?))"
            " and assessment_id in (select assessment_id from series where series_id in"
            " (select value from json_each(?))) order by entry_code",
            [titles, ids, ids],
        )
        return [row["entry_code"] for row in taken]
    return []


def remove(db: Db, series_ids: Iterable[int]) -> int:
    """Delete these series, but for those in which something is entered. Gives how many went."""
    gone = 0
    with transaction(db):
        for series_id in series_ids:
            try:
                gone += db.execute("delete from series where series_id = ?", [series_id]).rowcount
            except IntegrityError:
                continue
    return gone


def years(db: Db) -> list[int]:
    """The years in which series close, the latest first."""
    found = db.execute(
        "select distinct substr(closes_on, 1, 4) from series where closes_on is not null order by"
        " 1 desc"
    )
    return [int(year) for (year,) in found]


def copies_of(db: Db, year: int) -> list[Copy]:
    """What copying the series that close in a year to the next one would add."""
    rows = list(
        db.query(
            f"{ROWS} where closes_on like ? and withdrawn_on is null"
            " order by closes_on, title_key(series.title), entry_code",
            [f"{year:04}-%"],
        )
    )
    taken = db.execute("select assessment_id, title from series").fetchall()
    return copies(rows, taken)


def copy(db: Db, year: int) -> int:
    """Add those copies that are not there yet. Gives how many series that were."""
    with transaction(db):
        found = copies_of(db, year)
        for copied in found:
            add(db, copied.window, copied.assessment_ids)
    return sum(len(copied.assessment_ids) for copied in found)


def _written(window: Window) -> list[str | None]:
    dates = (window.opens_on, window.late_from, window.closes_on)
    return [window.title, *(day.isoformat() if day else None for day in dates)]
