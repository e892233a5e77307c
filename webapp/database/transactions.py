"""Writing to the file: transactions that last, and triggers that watch every one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sqlite_utils import Database

Db: TypeAlias = Database


class WrongFile(Exception):
    """The file is not one this version of Single Point can work with."""


@contextmanager
def transaction(db: Db) -> Iterator[None]:
    """All or nothing, holding the only write lock from the start; nests."""
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("begin immediate")
    try:
        yield
        db.conn.commit()
    except BaseException:
        db.conn.rollback()
        raise


@contextmanager
def without_waiting(db: Db) -> Iterator[None]:
    """Fail at once, with sqlite3.OperationalError, when somebody else is writing."""
    (timeout,) = db.conn.execute("pragma busy_timeout").fetchone()
    db.conn.execute("pragma busy_timeout = 0")
    try:
        yield
    finally:
        db.conn.execute(f"pragma busy_timeout = {timeout}")


def watch(db: Db) -> None:
    """Make the triggers anew that keep the activity; after every change of a watched table."""
    with transaction(db):
        for row in list(db.view("watching").rows):
            db.conn.execute(row["undoing"])
            db.conn.execute(row["making"])
