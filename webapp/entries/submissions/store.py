"""Reading submissions and their entries."""

import msgspec

from webapp.database.connection import Db
from webapp.database.rows import get_row, list_rows
from webapp.entries.changes.withdrawal import SubmittedEntry

SUBMISSION = (
    "select submission_id, printf('SP-%06d', submission_id) as reference, package_id,"
    " package_title, order_number, submitted_at, accounts.name as person,"
    " (select count(*) from entries where submission_id = submissions.submission_id) as entries,"
    " (select count(distinct candidate_id) from entries"
    "  where submission_id = submissions.submission_id) as candidates,"
    " (select count(*) from entries where submission_id = submissions.submission_id"
    "  and status = 'withdrawn') as withdrawn"
    " from submissions join accounts using (account_id)"
)


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """submitted_at is a moment; entries, candidates and withdrawn entries are counted."""

    submission_id: int
    reference: str
    package_id: int
    package_title: str
    order_number: str
    submitted_at: str
    person: str
    entries: int
    candidates: int
    withdrawn: int


def submission(db: Db, submission_id: int) -> Submission | None:
    return get_row(db, Submission, f"{SUBMISSION} where submission_id = ?", [submission_id])


def latest_submissions(db: Db, limit: int) -> list[Submission]:
    return list_rows(db, Submission, f"{SUBMISSION} order by submission_id desc limit ?", [limit])


def entries_of(db: Db, submission_id: int) -> list[SubmittedEntry]:
    """A submission's entries, by candidate's name and entry code."""
    return list_rows(
        db,
        SubmittedEntry,
        "select entry_id, candidate_id, entry_code, assessment_title, series_title, late, fee,"
        " status, entered_at, attempt, outcome, surname, forenames, born_on, candidate_number, uci"
        " from entries join candidates using (candidate_id)"
        " where submission_id = ? order by sort_key, candidate_id, entry_code",
        [submission_id],
    )
