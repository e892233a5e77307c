"""The calendar of closing dates in the file, and the secret in its address."""

import secrets
from datetime import date, timedelta
from typing import Any

from webapp.db import Db, now

SECRET_BYTES = 32
BEHIND = timedelta(days=92)


def address(db: Db) -> dict[str, Any] | None:
    """The secret in force, with made_at and the person who made it; None when there is none."""
    found = db.query(
        "select secret, calendar_addresses.made_at, accounts.name as person"
        " from calendar_addresses join accounts using (account_id)"
    )
    return next(found, None)


def renew(db: Db, account_id: int) -> None:
    """Make a new secret; the one before is worth nothing from now on."""
    db.execute(
        "insert or replace into calendar_addresses (calendar_id, secret, made_at, account_id)"
        " values (1, ?, ?, ?)",
        [secrets.token_urlsafe(SECRET_BYTES), now(), account_id],
    )


def is_secret(db: Db, sent: str) -> bool:
    """Whether this is the secret in force; it takes as long for a near miss as for any other."""
    found = address(db)
    return found is not None and secrets.compare_digest(found["secret"].encode(), sent.encode())


def closing_dates(db: Db, today: date) -> list[dict[str, Any]]:
    """Closing dates from three months ago on, those of the same day and title together.

    Each has series_id, title, closes_on and assessments, a list of entry_code and title.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in db.query(
        "select series_id, series.title, closes_on, entry_code, assessments.title as name"
        " from series join assessments using (assessment_id)"
        " where closes_on >= ? and withdrawn_on is null order by closes_on, series_id",
        [(today - BEHIND).isoformat()],
    ):
        key = row["closes_on"], row["title"]
        one = found.setdefault(
            key,
            {
                "series_id": row["series_id"],
                "title": row["title"],
                "closes_on": row["closes_on"],
                "assessments": [],
            },
        )
        one["assessments"].append({"entry_code": row["entry_code"], "title": row["name"]})
    return list(found.values())
