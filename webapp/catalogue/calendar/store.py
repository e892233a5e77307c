"""The calendar of closing dates in the file, and the secret in its address."""

import secrets
from datetime import date, timedelta

import msgspec

from webapp.catalogue.calendar.closing_dates import ClosingDate
from webapp.database.connection import Db, now
from webapp.database.rows import get_row, list_rows

SECRET_BYTES = 32
BEHIND = timedelta(days=92)


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """The secret in force, when it was made and by whom."""

    secret: str
    made_at: str
    person: str


class _Row(msgspec.Struct, frozen=True):
    series_id: int
    title: str
    closes_on: date
    entry_code: str
    assessment_title: str


def address(db: Db) -> Address | None:
    return get_row(
        db,
        Address,
        "select secret, calendar_addresses.made_at, accounts.name as person"
        " from calendar_addresses join accounts using (account_id)",
    )


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
    return found is not None and secrets.compare_digest(found.secret.encode(), sent.encode())


def closing_dates(db: Db, today: date) -> list[ClosingDate]:
    """Closing dates from three months ago on, those of the same day and title together."""
    found: dict[tuple[date, str], list[_Row]] = {}
    for row in list_rows(
        db,
        _Row,
        "select series_id, series.title, closes_on, entry_code,"
        " assessments.title as assessment_title"
        " from series join assessments using (assessment_id)"
        " where closes_on >= ? and withdrawn_on is null order by closes_on, series_id",
        [(today - BEHIND).isoformat()],
    ):
        found.setdefault((row.closes_on, row.title), []).append(row)
    return [
        ClosingDate(
            rows[0].series_id,
            title,
            closes_on,
            tuple((row.entry_code, row.assessment_title) for row in rows),
        )
        for (closes_on, title), rows in found.items()
    ]
