"""The options sheet of a draft, and submissions with their entries, in the file."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.packages import validity
from webapp.database.connection import Db, now, transaction
from webapp.entries.options import store_chosen_series, store_facts
from webapp.entries.options.entry_grid import Sheet
from webapp.entries.submissions.summary import key
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection


def sheet(db: Db, draft_id: int, package_id: int, *, today: date) -> Sheet:
    """Everything the grid, the summary and the submission go by, as it is now."""
    planned = catalogue.planned_series(db, package_id, today)
    chosen = store_chosen_series.get(db, draft_id, planned)
    components = [
        replace(one, series=chosen.columns.get(one.assessment_id, one.series))
        for one in catalogue.components(db, package_id, today, planned=planned)
    ]
    return Sheet(
        store_selection.selected(db, draft_id),
        components,
        store_facts.facts(db, draft_id),
        today,
        chosen,
    )


class Outcome(NamedTuple):
    """submission_id when it is done; else refused: keys of shown entries that exist already."""

    submission_id: int | None
    refused: set[str]


def submit(
    db: Db,
    draft_id: int,
    account_id: int,
    *,
    shown: Collection[str],
    order_number: str,
    today: date,
    moment: str = "",
) -> Outcome:
    """Turn a draft into a submission, if what would be entered is exactly what was shown.

    One transaction. A draft that was submitted before gives the same submission. When other
    entries came in between, or a series or the package closed, nothing is submitted and the draft
    stays.
    The moment is now unless it is given.
    """
    with transaction(db):
        if (done := submitted_as(db, draft_id)) is not None:
            return Outcome(done, set())
        draft = store_draft.one(db, draft_id)
        if draft is None or validity.closed(draft, today):
            return Outcome(None, set())
        now_due = sheet(db, draft_id, draft.package_id, today=today)
        due = {key(person, one): (person, one) for person, one in now_due.new_entries()}
        if not due or set(shown) != set(due):
            return Outcome(None, {one for one in set(shown) - set(due) if _exists(db, one)})
        moment = moment or now()
        submission_id = db.execute(
            "insert into submissions (draft_id, account_id, package_id, package_title,"
            " order_number, submitted_at) values (?, ?, ?, ?, ?, ?)",
            [
                draft_id,
                account_id,
                draft.package_id,
                draft.display_title,
                order_number,
                moment,
            ],
        ).lastrowid
        db.conn.executemany(
            "insert into entries (submission_id, candidate_id, assessment_id, series_id,"
            " entry_code, assessment_title, qan, level, series_title, late, fee, entered_at,"
            " attempt)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    submission_id,
                    person.candidate_id,
                    one.assessment_id,
                    one.series.series_id,
                    one.entry_code,
                    one.title,
                    one.qan,
                    one.level,
                    one.series.title,
                    one.series.is_late(today),
                    now_due.fee(one),
                    moment,
                    now_due.attempt(person.candidate_id, one),
                )
                for person, one in due.values()
                if one.series
            ],
        )
        store_draft.discard(db, draft_id)
    return Outcome(submission_id, set())


def _exists(db: Db, shown: str) -> bool:
    candidate, assessment, series = (int(part) for part in shown.split("-"))
    return bool(
        db.execute(
            "select 1 from open_entries"
            " where candidate_id = ? and assessment_id = ? and series_id = ?",
            [candidate, assessment, series],
        ).fetchone()
    )


def submitted_as(db: Db, draft_id: int) -> int | None:
    """The submission that a draft has become."""
    found = db.execute(
        "select submission_id from submissions where draft_id = ?", [draft_id]
    ).fetchone()
    return found[0] if found else None


def record_award(db: Db, candidate_id: int, *, entry_code: str, awarded_on: date) -> None:
    """Note that a candidate has been awarded an assessment, so that it is not entered again."""
    db.execute(
        "insert or replace into awards select ?, assessment_id, ? from assessments"
        " where entry_code = ?",
        [candidate_id, awarded_on.isoformat(), entry_code],
    )
