"""Wrong tries at passwords and codes in the file."""

from datetime import datetime

from webapp.accounts.sign_in import throttle
from webapp.database.connection import Db, now, transaction


def begin(db: Db, keys: list[tuple[str, int]]) -> int:
    """Seconds to wait before this try may be looked at; with 0 it counts as a wrong one already.

    keys: from throttle.keys. Counting first and forgiving afterwards leaves no gap in which many
    tries at the same moment would all come through.
    """
    moment = now()
    with transaction(db):
        seconds = max(_wait(db, key_hash, free, moment=moment) for key_hash, free in keys)
        if seconds == 0:
            db.execute(
                "delete from sign_in_attempts where tried_at < strftime('%Y-%m-%dT%H:%M:%fZ',"
                " 'now', ?)",
                [f"-{throttle.FORGOTTEN_AFTER.total_seconds():.0f} seconds"],
            )
            for key_hash, _ in keys:
                db.execute(
                    "insert into sign_in_attempts (key_hash, tried_at) values (?, ?)",
                    [key_hash, moment],
                )
    return seconds


def forgive(db: Db, keys: list[tuple[str, int]]) -> None:
    """This try was right: the account starts afresh, and an address has one wrong try less."""
    with transaction(db):
        for key_hash, free in keys:
            if free == throttle.PER_ADDRESS:
                db.execute(
                    "delete from sign_in_attempts where attempt_id = (select max(attempt_id)"
                    " from sign_in_attempts where key_hash = ?)",
                    [key_hash],
                )
            else:
                db.execute("delete from sign_in_attempts where key_hash = ?", [key_hash])


def _wait(db: Db, key_hash: str, free: int, *, moment: str) -> int:
    found = db.execute("select tried_at from sign_in_attempts where key_hash = ?", [key_hash])
    wrong = [datetime.fromisoformat(tried_at) for (tried_at,) in found]
    return throttle.wait(wrong, free, datetime.fromisoformat(moment))
