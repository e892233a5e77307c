"""A transaction that leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from webapp.database.connection import Db, transaction


class _RollBack(Exception):
    """Ends a transaction."""


@contextmanager
def rolled_back(db: Db) -> Iterator[None]:
    """Run a block in a transaction that is undone at its end."""
    with suppress(_RollBack), transaction(db):
        yield
        raise _RollBack
