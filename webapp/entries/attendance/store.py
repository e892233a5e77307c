"""Reading who sits what: open entries of active people, by assessment and series."""

from datetime import date

import msgspec

from webapp.database.connection import Db
from webapp.database.rows import get_row, list_rows
from webapp.entries.attendance.attendance_list import Entry


class SeriesWithEntries(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment and series, and how many sit it."""

    series_id: int
    entry_code: str
    assessment_title: str
    series_title: str
    closes_on: date | None
    candidates: int


class SeriesOfAssessment(msgspec.Struct, frozen=True, kw_only=True):
    """A series and its assessment."""

    entry_code: str
    assessment_title: str
    series_title: str


def of_submission(db: Db, submission_id: int) -> list[Entry]:
    """A submission's open entries with their candidates, as attendance.sheets takes them."""
    return _entries(db, "submission_id = ?", submission_id)


def of_series(db: Db, series_id: int) -> list[Entry]:
    """The open entries of all submissions in one series, as attendance.sheets takes them."""
    return _entries(db, "series_id = ?", series_id)


def _entries(db: Db, which: str, given: int) -> list[Entry]:
    return list_rows(
        db,
        Entry,
        "select entry_id, assessment_id, series_id, entry_code, assessment_title, level,"
        " series_title, surname, forenames, born_on, candidate_number, uci"
        " from open_entries join candidates using (candidate_id)"
        f" where archived_at is null and {which}"
        " order by entry_code, assessment_id, series_id, sort_key, candidate_id",
        [given],
    )


def series_with_entries(db: Db) -> list[SeriesWithEntries]:
    """Every assessment and series that somebody sits, on demand first, then the latest to close."""
    return list_rows(
        db,
        SeriesWithEntries,
        "select series_id, assessments.entry_code, assessments.title as assessment_title,"
        " series.title as series_title, closes_on, count(*) as candidates"
        " from open_entries join series using (series_id, assessment_id)"
        " join assessments using (assessment_id) join candidates using (candidate_id)"
        " where archived_at is null group by series_id"
        " order by closes_on is not null, closes_on desc, assessments.entry_code",
    )


def series(db: Db, series_id: int) -> SeriesOfAssessment | None:
    """One series with its assessment, whether or not anybody sits it."""
    return get_row(
        db,
        SeriesOfAssessment,
        "select entry_code, assessments.title as assessment_title,"
        " series.title as series_title from series join assessments using (assessment_id)"
        " where series_id = ?",
        [series_id],
    )
