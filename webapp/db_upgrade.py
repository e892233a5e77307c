"""Bringing an older file to this version."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from webapp import backup, migrations, restore
from webapp.db_writing import WrongFile, transaction, watch
from webapp.settings import LONDON


def upgrade(path: Path, newest: int, schema: str) -> None:
    """Keep a copy of the older file and bring it to the newest version, with nobody else on it.

    Raises WrongFile when somebody has it open, or something in it has no place in the schema.
    """
    try:
        with restore.alone(path) as raw:
            version = raw.execute("pragma user_version").fetchone()[0]
            if version == newest:
                return
            backup.keep_before_upgrade(raw, path, version, datetime.now(LONDON))
            raw.execute("pragma foreign_keys = off")
            raw.execute("pragma legacy_alter_table = on")
            raw.execute("pragma synchronous = full")
            db = Database(raw, recursive_triggers=False)
            with transaction(db):
                migrations.upgrade(db, schema)
                watch(db)
    except (restore.InUse, migrations.CannotUpgrade, sqlite3.IntegrityError) as problem:
        raise WrongFile(f"{path} could not be brought to version {newest}: {problem}") from problem
