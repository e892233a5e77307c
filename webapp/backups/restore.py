"""A backup put in the place of the file, which is kept beside it; and having the file to
oneself.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from webapp.backups.snapshot import PATIENCE, checked, leave_out, opened, put
from webapp.settings import parked_folder_of

OWNER_ONLY = 0o600


class InUse(Exception):
    """Another program has the file open."""


@contextmanager
def alone(path: Path, timeout: float = PATIENCE) -> Iterator[sqlite3.Connection]:
    """A connection that nobody has another one beside, in any program. Raises InUse."""
    with closing(opened(path, timeout)) as one:
        one.execute("pragma locking_mode = exclusive")
        try:
            one.execute("begin exclusive")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise InUse(f"Another program has {path} open; stop it first.") from problem
            raise
        one.rollback()
        yield one


def restore(file: Path, path: Path, newest: int, moment: datetime) -> Path | None:
    """Put a backup in the place of the file at path. Gives where the old file is now kept.

    Nobody is signed in afterwards, and what was sent too late before it waits no longer. Raises
    BadBackup, InUse, sqlite3.Error and OSError; the file at path is then as it was.
    """
    kept = None
    with checked(file, newest) as (plain, _), TemporaryDirectory(dir=path.parent) as beside:
        fresh = Path(shutil.copy(plain, Path(beside) / "fresh"))
        with closing(opened(fresh)) as one:
            leave_out(one)
        if path.exists():
            kept = path.with_name(f"{path.stem}-before-{moment:%Y-%m-%d-%H%M%S}{path.suffix}")
            _keep(path, kept)
        put(fresh, path)
        shutil.rmtree(parked_folder_of(path), ignore_errors=True)
    return kept


def _keep(path: Path, kept: Path) -> None:
    """Copy the old file, with all that was written to it; a broken one as it lies there."""
    log, kept_log = (one.with_name(f"{one.name}-wal") for one in (path, kept))
    if log.exists():
        # First of all: SQLite throws away a log that does not fit its file.
        shutil.copy2(log, kept_log)
        kept_log.chmod(OWNER_ONLY)
    try:
        with alone(path, timeout=1) as one:
            one.execute("pragma wal_checkpoint(truncate)")
            one.execute("pragma journal_mode = delete")
        kept_log.unlink(missing_ok=True)
    except InUse:
        kept_log.unlink(missing_ok=True)
        raise
    except sqlite3.DatabaseError:
        log.unlink(missing_ok=True)
    shutil.copy2(path, kept)
    kept.chmod(OWNER_ONLY)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
