"""Changing candidates, archiving them and bringing them back, with a history of every change."""

import sqlite3
from collections.abc import Mapping

import msgspec

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.imports.difference import NAMES
from webapp.candidates.record import changes, store, store_former_names
from webapp.candidates.record.candidate import Candidate, from_record
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows

Change = tuple[str, str]
"""Before and after, as text."""


class RecordedChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field that was changed; person is None for the command line."""

    changed_at: str
    field: str
    before: str
    after: str
    person: str | None


class ChangedMeanwhile(Exception):
    """Somebody else has changed the same fields since the form was opened."""


def change(
    db: Db,
    candidate_id: int,
    new: Candidate,
    account_id: int | None,
    opened: Mapping[str, str] | None = None,
) -> dict[str, Change]:
    """Let the candidate be as given. Gives field → (before, after) of what differs, {} for nothing.

    account_id is None for the command line; opened is what a form was opened with, field → text.
    Raises LookupError for an unknown candidate, store.Taken when somebody else has one of the
    numbers, ChangedMeanwhile when opened is not what is there now.
    """
    with transaction(db):
        row = store.one(db, candidate_id)
        if row is None:
            raise LookupError(candidate_id)
        before = from_record(row)
        texts = changes.texts(before), changes.texts(new)
        if opened is not None and changes.conflicts(opened, *texts):
            raise ChangedMeanwhile
        changed = changes.between(before, new)
        if changed:
            _note(db, candidate_id, account_id, changed)
            record = store.record(new)
            columns = ", ".join(f"{column} = :{column}" for column in record)
            _taking(
                db,
                f"update candidates set {columns} where candidate_id = :candidate_id",
                {**record, "candidate_id": candidate_id},
            )
            if not changed.keys().isdisjoint(NAMES):
                store_former_names.refresh(db, [candidate_id])
    return changed


def archive(db: Db, candidate_id: int, account_id: int | None) -> bool:
    """Take a candidate out of searches and groups. Gives whether they were active."""
    with transaction(db):
        moment = now()
        done = db.execute(
            "update candidates set archived_at = ? where candidate_id = ? and archived_at is null",
            [moment, candidate_id],
        ).rowcount
        if done:
            _note(db, candidate_id, account_id, {changes.ARCHIVED: ("", moment)})
    return bool(done)


def bring_back(db: Db, candidate_id: int, account_id: int | None) -> bool:
    """Make an archived candidate active again. Gives whether they were archived, not merged.

    Raises store.Taken when an active candidate has their candidate number by now.
    """
    with transaction(db):
        row = store.one(db, candidate_id)
        if row is None or row.archived_at is None or row.merged_into:
            return False
        _taking(
            db,
            "update candidates set archived_at = null where candidate_id = :candidate_id",
            {"candidate_id": candidate_id},
        )
        _note(db, candidate_id, account_id, {changes.ARCHIVED: (row.archived_at, "")})
    return True


def history(db: Db, candidate_id: int) -> list[RecordedChange]:
    """What was changed about a candidate, the latest first.

    A merge into this candidate, and its undoing, is a change of merged_record: the other one's id.
    """
    return list_rows(
        db,
        RecordedChange,
        "select changed_at, field, before, after, accounts.name as person from ("
        "select change_id, account_id, changed_at, field, before, after from candidate_changes"
        " where candidate_id = :kept union all"
        " select change_id, account_id, changed_at, 'merged_record',"
        " iif(before = :text, cast(candidate_id as text), ''),"
        " iif(after = :text, cast(candidate_id as text), '')"
        " from candidate_changes where field = 'merged_into' and :text in (before, after)"
        " and candidate_id in (select gone_id from candidate_merges where kept_id = :kept))"
        " left join accounts using (account_id) order by changed_at desc, change_id desc",
        {"kept": candidate_id, "text": str(candidate_id)},
    )


def merged_into(db: Db, candidate_id: int) -> list[CandidateRow]:
    """Those who were merged into this candidate, by name."""
    return list_rows(
        db,
        CandidateRow,
        f"select {store.COLUMNS} from candidates where merged_into = ?"
        " order by sort_key, candidate_id",
        [candidate_id],
    )


def _taking(db: Db, statement: str, values: dict[str, str | int | None]) -> None:
    try:
        db.execute(statement, values)
    except sqlite3.IntegrityError as problem:
        raise store.Taken from problem


def _note(db: Db, candidate_id: int, account_id: int | None, changed: Mapping[str, Change]) -> None:
    moment = now()
    db.conn.executemany(
        "insert into candidate_changes (candidate_id, account_id, changed_at, field, before, after)"
        " values (?, ?, ?, ?, ?, ?)",
        [(candidate_id, account_id, moment, field, *pair) for field, pair in changed.items()],
    )
