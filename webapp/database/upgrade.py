"""Bringing an older file to this version."""

import random
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from webapp.backups import restore, snapshot
from webapp.database import migrations
from webapp.database.transactions import WrongFile, transaction, watch
from webapp.settings import LONDON

# Seconds. Short tries with long waits, or many programs that all have it open keep each other out.
EACH_TRY = 0.01
BETWEEN = 0.3
FIRST_WITHOUT_KEPT_FORMS = 7
"""Until then forms that were sent too late stood in the file, passwords in the clear among them."""


def upgrade(path: Path, newest: int, schema: str) -> None:
    """Keep a copy of the older file and bring it to the newest version, with nobody else on it.

    Of several programs that try it at once one does it, and the others find it done. Raises
    WrongFile when an older program keeps it open, or something in it has no place in the schema.
    """
    until = time.monotonic() + snapshot.PATIENCE
    try:
        while _version(path) < newest:
            try:
                _upgrade_alone(path, newest, schema)
            except restore.InUse:
                if time.monotonic() > until:
                    raise
                time.sleep(random.uniform(0, BETWEEN))
    except (restore.InUse, migrations.CannotUpgrade, sqlite3.IntegrityError) as problem:
        raise WrongFile(f"{path} could not be brought to version {newest}: {problem}") from problem


def _version(path: Path) -> int:
    with closing(snapshot.opened(path)) as one:
        version: int = one.execute("pragma user_version").fetchone()[0]
    return version


def _upgrade_alone(path: Path, newest: int, schema: str) -> None:
    with restore.alone(path, EACH_TRY) as raw:
        version = raw.execute("pragma user_version").fetchone()[0]
        if version >= newest:
            return
        snapshot.keep_before_upgrade(raw, path, version, datetime.now(LONDON))
        raw.execute("pragma foreign_keys = off")
        raw.execute("pragma legacy_alter_table = on")
        raw.execute("pragma synchronous = full")
        db = Database(raw, recursive_triggers=False)
        raw.execute("pragma secure_delete = on")
        if version < FIRST_WITHOUT_KEPT_FORMS:
            # What was thrown away earlier may lie in pages that are not in use. If there is no room
            # for this, the file stays as it is; what the steps throw away is written over.
            raw.execute("vacuum")
        with transaction(db):
            migrations.upgrade(db, schema)
            watch(db)
        raw.execute("pragma wal_checkpoint(truncate)")
