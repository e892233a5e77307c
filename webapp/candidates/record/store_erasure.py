"""Deleting candidates for good, and the record that this was done."""

import json
import sqlite3
from collections.abc import Collection

import msgspec

from webapp.accounts.activity import store as store_activity
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """How much one person deleted for good, and when."""

    deleted_at: str
    years: int
    candidates: int
    entries: int
    results: int
    person: str


def forget(db: Db, candidate_ids: Collection[int]) -> None:
    """Delete these people with groups, history, merges, and rows of sheets that are about them;
    what the activity says about them is erased.

    Whoever was merged into one of them must be among them, and other rooms' rows about them gone.
    """
    given = [json.dumps(list(candidate_ids))]
    with transaction(db):
        db.execute(
            "delete from upload_rows where json_extract(verdict, '$.candidate_id') in"
            " (select value from json_each(?1)) or exists (select 1 from json_each(verdict,"
            " '$.near')"
            " as near where json_extract(near.value, '$[0]') in (select value from json_each(?1)))",
            given,
        )
        # Merges of others may have had one of these people among their rows.
        db.execute(
            "delete from candidate_merges where exists (select 1 from"
            " json_each(before, '$.candidates') as held where"
            " json_extract(held.value, '$.candidate_id') in (select value from json_each(?)))",
            given,
        )
        db.execute(
            "delete from group_members where candidate_id in (select value from json_each(?))",
            given,
        )
        db.execute(
            "delete from candidates where candidate_id in (select value from json_each(?))", given
        )
        store_activity.erase(db, candidate_ids)


def record(
    db: Db, account_id: int, moment: str, years: int, candidates: int, entries: int, results: int
) -> None:
    """Keep that so many were deleted, with no word about them."""
    db.execute(
        "insert into deletions (account_id, deleted_at, years, candidates, entries, results)"
        " values (?, ?, ?, ?, ?, ?)",
        [account_id, moment, years, candidates, entries, results],
    )


def deletions(db: Db) -> list[Deletion]:
    """Every deletion, the newest first."""
    return list_rows(
        db,
        Deletion,
        "select deleted_at, years, candidates, entries, results, accounts.name as person"
        " from deletions join accounts using (account_id) order by deletion_id desc",
    )


def prepare(db: Db) -> None:
    """From now on this connection overwrites with zeros what it deletes."""
    db.execute("pragma secure_delete = on").fetchone()


def wipe(db: Db) -> bool:
    """Leave no copy of deleted rows in the file: in free pages, in gaps of pages or in the log.

    secure_delete clears the cells and pages that a delete frees, not the copies that SQLite left
    behind when it moved rows between pages earlier; only a file written anew is free of those.
    Gives whether it could be done; it can't while another program works on the file.
    """
    try:
        db.execute("vacuum")
        return bool(db.execute("pragma wal_checkpoint(truncate)").fetchone()[0] == 0)
    except sqlite3.OperationalError:
        return False
