"""What people are told about how they sign in: adding it, reading it, and that it was read."""

from webapp.accounts.profile.notice import Notice
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows

MAX_NOTICES = 100
"""for one account; older ones go"""


def add(db: Db, account_id: int, what: str, *, detail: str = "") -> None:
    """Tell a person what has just been done, and by whom; what is a key of notice.SENTENCES."""
    with transaction(db):
        db.execute(
            "insert into account_notices (account_id, told_at, what, detail, actor)"
            " values (?, ?, ?, ?, acting_name())",
            [account_id, now(), what, detail],
        )
        db.execute(
            "delete from account_notices where account_id = ? and notice_id <= (select notice_id"
            " from account_notices where account_id = ? order by notice_id desc limit 1 offset ?)",
            [account_id, account_id, MAX_NOTICES],
        )


def list_all(db: Db, account_id: int) -> list[Notice]:
    """List what a person was told, the latest first."""
    return _list(db, account_id, "")


def list_unread(db: Db, account_id: int) -> list[Notice]:
    """List what the person has not said yet that they have read, the latest first."""
    return _list(db, account_id, " and read_at is null")


def _list(db: Db, account_id: int, more: str) -> list[Notice]:
    return list_rows(
        db,
        Notice,
        "select notice_id, told_at, what, detail, actor, read_at from account_notices"
        f" where account_id = ?{more} order by notice_id desc",
        [account_id],
    )


def mark_read(db: Db, account_id: int, newest_id: int) -> None:
    """Keep that the person has read what was shown, up to the newest of it."""
    db.execute(
        "update account_notices set read_at = ?"
        " where account_id = ? and notice_id <= ? and read_at is null",
        [now(), account_id, newest_id],
    )
