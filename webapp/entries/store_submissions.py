"""Reading submissions and their entries."""

from typing import Any

from webapp.db import Db

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


def submission(db: Db, submission_id: int) -> dict[str, Any] | None:
    return next(db.query(f"{SUBMISSION} where submission_id = ?", [submission_id]), None)


def latest_submissions(db: Db, limit: int) -> list[dict[str, Any]]:
    return list(db.query(f"{SUBMISSION} order by submission_id desc limit ?", [limit]))


def entries_of(db: Db, submission_id: int) -> list[dict[str, Any]]:
    """A submission's entries, by candidate's name and entry code."""
    return list(
        db.query(
            "select entries.*, surname, forenames, born_on, candidate_number, uci"
            " from entries join candidates using (candidate_id)"
            " where submission_id = ? order by sort_key, candidate_id, entry_code",
            [submission_id],
        )
    )
