"""The entry submission history: all submissions, or what filters leave of them."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec

from webapp.candidates.register import store_search
from webapp.database.connection import Db
from webapp.database.rows import list_rows, list_values
from webapp.entries.submissions import store_fees
from webapp.entries.submissions.store import SUBMISSION, Submission
from webapp.settings import LONDON
from webapp.web.paging import Paging, paging

PAGE = 50


class Filters(NamedTuple):
    """What submissions must fit, as far as it is given; days are London's, both included.

    order_number is any part of it; search is words for a candidate, as the register takes them;
    among are ids, None for all.
    """

    begins_on: date | None = None
    ends_on: date | None = None
    account_id: int | None = None
    package_title: str = ""
    order_number: str = ""
    search: str = ""
    among: frozenset[int] | None = None


class SubmissionFees(NamedTuple):
    """A submission and what it comes to."""

    submission: Submission
    fees: store_fees.Total


class Submitter(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has submitted entries."""

    account_id: int
    name: str


class _Ordered(msgspec.Struct, frozen=True, kw_only=True):
    submission_id: int
    order_number: str


def on_page(
    db: Db, filters: Filters, page: int
) -> tuple[list[SubmissionFees], Paging, store_fees.Total]:
    """The submissions that fit, the newest first: the page asked for, or the last there is.

    The third is what all that fit come to, on every page.
    """
    ids = _fitting(db, filters)
    shown = paging(len(ids), page, PAGE)
    rows = list_rows(
        db,
        Submission,
        f"{SUBMISSION} where submission_id in (select value from json_each(?))"
        " order by submitted_at desc, submission_id desc",
        [json.dumps(ids[max(shown.first - 1, 0) : shown.last])],
    )
    found = [SubmissionFees(row, store_fees.total(db, [row.submission_id])) for row in rows]
    return found, shown, store_fees.total(db, ids)


def _fitting(db: Db, filters: Filters) -> list[int]:
    order_number = filters.order_number.casefold()
    given = {
        "begins": _midnight(filters.begins_on) if filters.begins_on else None,
        "ends": _midnight(filters.ends_on + timedelta(days=1)) if filters.ends_on else None,
        "account": filters.account_id,
        "title": filters.package_title,
        "people": json.dumps(_people(db, filters.search)) if filters.search.strip() else None,
        "among": None if filters.among is None else json.dumps(list(filters.among)),
    }
    found = list_rows(
        db,
        _Ordered,
        "select submission_id, order_number from submissions"
        " where (:begins is null or submitted_at >= :begins)"
        " and (:ends is null or submitted_at < :ends)"
        " and (:account is null or account_id = :account)"
        " and (:title = '' or package_title = :title)"
        " and (:among is null or submission_id in (select value from json_each(:among)))"
        " and (:people is null or submission_id in (select submission_id from entries"
        " where candidate_id in (select value from json_each(:people))))"
        " order by submitted_at desc, submission_id desc",
        given,
    )
    return [one.submission_id for one in found if order_number in one.order_number.casefold()]


def _people(db: Db, search: str) -> list[int]:
    """Whom the words fit, archived or not."""
    found = [
        store_search.search(db, search, None, store_search.ALL, archived=archived)
        for archived in (False, True)
    ]
    return [row.candidate_id for one in found for row in one.rows]


def _midnight(day: date) -> str:
    """When the day begins in London, as a moment of the file."""
    begins = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def people(db: Db) -> list[Submitter]:
    """Who has submitted entries, by name."""
    return list_rows(
        db,
        Submitter,
        "select account_id, name from accounts where account_id in"
        " (select account_id from submissions) order by title_key(name), account_id",
    )


def package_titles(db: Db) -> list[str]:
    """The packages that there are submissions for, under the titles they had."""
    return list_values(
        db,
        str,
        "select package_title from submissions group by package_title"
        " order by title_key(package_title), package_title",
    )
