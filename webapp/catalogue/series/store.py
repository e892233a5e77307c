"""Series in the file, as administrators set them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from sqlite3 import IntegrityError

import msgspec

from webapp.catalogue.packages.store import SERIES, columns
from webapp.catalogue.series.next_year import Copy, copies
from webapp.catalogue.series.series import AssessmentSeries
from webapp.catalogue.series.series_form import Window
from webapp.database.connection import Db, transaction
from webapp.database.rows import get_row, list_rows


class SharedSeries(msgspec.Struct, frozen=True, kw_only=True):
    """Series of the same title and dates; series_id is that of the first of their assessments."""

    series_id: int
    window: Window
    entry_codes: tuple[str, ...]


def one(db: Db, series_id: int) -> AssessmentSeries | None:
    return get_row(db, AssessmentSeries, f"{SERIES} where series_id = ?", [series_id])


def same(db: Db, series_id: int) -> list[AssessmentSeries]:
    """The series with the same title and dates as this one, itself included, by entry code."""
    return list_rows(
        db,
        AssessmentSeries,
        f"{SERIES} where (series.title, coalesce(opens_on, ''), coalesce(late_from, ''),"
        " coalesce(closes_on, '')) in (select title, coalesce(opens_on, ''),"
        " coalesce(late_from, ''), coalesce(closes_on, '') from series where series_id = ?)"
        " order by entry_code",
        [series_id],
    )


def by_title(db: Db, since: date | None = None) -> list[SharedSeries]:
    """Those with the same title and dates together, on demand first, then by closing date.

    Those that closed before a date are left out.
    """
    found: dict[Window, list[AssessmentSeries]] = {}
    for row in list_rows(
        db,
        AssessmentSeries,
        f"{SERIES} where withdrawn_on is null and coalesce(closes_on, '9999') >= ?"
        " order by closes_on is not null, closes_on, title_key(series.title), entry_code",
        [since.isoformat() if since else ""],
    ):
        window = Window(row.title, row.opens_on, row.late_from, row.closes_on)
        found.setdefault(window, []).append(row)
    return [
        SharedSeries(
            series_id=rows[0].series_id,
            window=window,
            entry_codes=tuple(row.entry_code for row in rows),
        )
        for window, rows in found.items()
    ]


def add(db: Db, window: Window, assessment_ids: Iterable[int]) -> tuple[int, list[str]]:
    """Add a series to these assessments. Gives how many it was added to, and the entry codes of
    those that have one so titled already: these keep it. What is withdrawn gets none.
    """
    with transaction(db):
        ids = json.dumps(list(assessment_ids))
        there = db.execute(
            f"select entry_code from ({SERIES} where series.title = ? and assessment_id in"
            " (select value from json_each(?)) order by entry_code)",
            [window.title, ids],
        ).fetchall()
        added = db.execute(
            "insert or ignore into series (assessment_id, title, opens_on, late_from, closes_on)"
            " select assessment_id, ?, ?, ?, ? from assessments where withdrawn_on is null"
            " and assessment_id in (select value from json_each(?))",
            [*columns(window), ids],
        ).rowcount
    return added, [code for (code,) in there]


def some(db: Db, series_ids: Iterable[int]) -> list[AssessmentSeries]:
    """Those of these series that are there, by entry code."""
    return list_rows(
        db,
        AssessmentSeries,
        f"{SERIES} where series_id in (select value from json_each(?)) order by entry_code",
        [json.dumps(list(series_ids))],
    )


def change(db: Db, windows: Mapping[int, Window]) -> list[str]:
    """Change these series. Gives the entry codes that have another one so titled: then none is."""
    ids = json.dumps(list(windows))
    titles = json.dumps([window.title for window in windows.values()])
    try:
        with transaction(db):
            db.conn.executemany(
                "update series set title = ?, opens_on = ?, late_from = ?, closes_on = ?"
                " where series_id = ?",
                [(*columns(window), one) for one, window in windows.items()],
            )
    except IntegrityError:
        taken = list_rows(
            db,
            AssessmentSeries,
            f"{SERIES} where series.title in (select value from json_each(?))"
            " and series_id not in (select value from json_each(?))"
            " and assessment_id in (select assessment_id from series where series_id in"
            " (select value from json_each(?))) order by entry_code",
            [titles, ids, ids],
        )
        return [row.entry_code for row in taken]
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
    rows = list_rows(
        db,
        AssessmentSeries,
        f"{SERIES} where closes_on like ? and withdrawn_on is null"
        " order by closes_on, title_key(series.title), entry_code",
        [f"{year:04}-%"],
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
