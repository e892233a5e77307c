"""Amending a submission's order number in the file, and undoing it."""

from datetime import date
from typing import Literal

from webapp.database.connection import Db, now, transaction
from webapp.entries.changes import amendment, lateness
from webapp.entries.changes import store as store_changes

Undoing = Literal["undone", "nothing", "changed since"]


def amend(
    db: Db,
    submission_id: int,
    order_number: str,
    *,
    reason: str,
    shown: str,
    account_id: int,
    today: date,
    moment: str = "",
) -> Literal["amended", "same", "stale"]:
    """Give the submission this order number; its live entries become amended.

    shown is the fingerprint of what the page said: the lines of the live entries and the order
    number there was. The same number changes nothing, so pressing twice amends once.
    """
    with transaction(db):
        before = _order_number(db, submission_id)
        if order_number == before:
            return "same"
        due = store_changes.lines(db, submission_id, today)
        if lateness.fingerprint(due, before) != shown:
            return "stale"
        moment = moment or now()
        change_id = _change(
            db,
            submission_id,
            account_id=account_id,
            moment=moment,
            what="amended",
            reason=reason,
            before=before,
            after=order_number,
        )
        status = _status(db, submission_id)
        store_changes.note(
            db,
            (
                store_changes.NewChange(
                    entry_id=entry_id,
                    submission_change_id=change_id,
                    account_id=account_id,
                    changed_at=moment,
                    what="amended",
                    reason=reason,
                    before=status[entry_id],
                    after="amended",
                    late=line.late,
                    fee=line.fee,
                )
                for line in due
                for entry_id in line.entry_ids
            ),
        )
        db.execute(
            "update entries set status = 'amended' where submission_id = ? and status = 'entered'",
            [submission_id],
        )
    return "amended"


def undo(db: Db, submission_id: int, change_id: int, *, account_id: int, today: date) -> Undoing:
    """Take an amendment back: the order number and each entry's status are what they were.

    Only the latest one that stands, and only while the live entries are those that it amended.
    """
    with transaction(db):
        standing = amendment.standing(store_changes.of_submission(db, submission_id))
        if not standing or standing[-1].submission_change_id != change_id:
            return "nothing"
        latest = standing[-1]
        before = dict(
            db.execute(
                "select entry_id, before from entry_changes where submission_change_id = ?",
                [change_id],
            ).fetchall()
        )
        if _status(db, submission_id) != dict.fromkeys(before, "amended"):
            return "changed since"
        lines = store_changes.lines(db, submission_id, today)
        by_id = {entry_id: line for line in lines for entry_id in line.entry_ids}
        moment = now()
        undone_id = _change(
            db,
            submission_id,
            account_id=account_id,
            moment=moment,
            what="restored",
            reason="",
            before=latest.after,
            after=latest.before,
        )
        changes = [
            store_changes.NewChange(
                entry_id=entry_id,
                submission_change_id=undone_id,
                account_id=account_id,
                changed_at=moment,
                what="restored",
                before="amended",
                after=status,
                late=by_id[entry_id].late,
                fee=by_id[entry_id].fee,
            )
            for entry_id, status in before.items()
        ]
        store_changes.note(db, changes)
        db.conn.executemany(
            "update entries set status = ? where entry_id = ?",
            [(change.after, change.entry_id) for change in changes],
        )
    return "undone"


def _change(
    db: Db,
    submission_id: int,
    *,
    account_id: int,
    moment: str,
    what: str,
    reason: str,
    before: str,
    after: str,
) -> int:
    """Set the order number and keep that it was done. Gives the change's id."""
    with transaction(db):
        db.execute(
            "update submissions set order_number = ? where submission_id = ?",
            [after, submission_id],
        )
        change_id = db.execute(
            "insert into submission_changes (submission_id, account_id, changed_at, what, reason,"
            " before, after) values (?, ?, ?, ?, ?, ?, ?)",
            [submission_id, account_id, moment, what, reason, before, after],
        ).lastrowid
    assert change_id
    return change_id


def _order_number(db: Db, submission_id: int) -> str:
    row = db.execute(
        "select order_number from submissions where submission_id = ?", [submission_id]
    ).fetchone()
    return str(row[0])


def _status(db: Db, submission_id: int) -> dict[int, str]:
    """Live entry → its status."""
    return dict(
        db.execute(
            "select entry_id, status from entries where submission_id = ?"
            " and status <> 'withdrawn'",
            [submission_id],
        ).fetchall()
    )
