"""Copies of the one file: written while it is in use, checked, and put back."""

import gzip
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlite_utils import Database

PATIENCE = 20
ALWAYS = {"centre", "accounts", "sessions"}
"""Tables that the files of every version have."""
GZIP = b"\x1f\x8b"
LEFT_OUT = ("sessions", "known_browsers", "sign_in_attempts", "held_posts")
"""Tables of which no copy holds a row: what only counts here and now. held_posts stood in files up
to version 6.
"""


class BadBackup(Exception):
    """The file is no whole backup that this program can use; says why."""


class Written(NamedTuple):
    """A backup that was written."""

    file: Path
    size: int
    """in bytes"""
    version: int


def opened(path: Path, timeout: float = PATIENCE) -> sqlite3.Connection:
    """A connection to a file that is there; sqlite3.OperationalError when it is not."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=timeout)


def write(
    path: Path, target: Path, newest: int, compress: bool = False, replace: bool = False
) -> Written:
    """Copy the file at path as it stands at one moment, whoever works on it, and check the copy.

    Under its name the backup is there whole or not at all. Raises FileExistsError, BadBackup when
    the copy does not stand the check, sqlite3.Error and OSError.
    """
    if target.exists() and not replace:
        raise FileExistsError(f"{target} is there already.")
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as beside:
        plain = Path(beside) / "plain"
        with closing(opened(path)) as source:
            copy(source, plain)
        done = plain
        if compress or target.suffix == ".gz":
            done = Path(beside) / "compressed"
            with plain.open("rb") as read, gzip.open(done, "wb", compresslevel=6) as packed:
                shutil.copyfileobj(read, packed)
        with checked(done, newest, target) as (_, version):
            size = done.stat().st_size
        put(done, target)
    return Written(target, size, version)


def folder_of(path: Path) -> Path:
    """Where the file's own backups are kept, unless another place is set."""
    return path.with_name(f"{path.name}.backups")


def keep_before_upgrade(source: sqlite3.Connection, path: Path, version: int, at: datetime) -> Path:
    """Copy a file of an older version to its folder. Gives the copy."""
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-version-{version}-{at:%Y-%m-%d-%H%M%S}.db"
    with TemporaryDirectory(dir=folder, prefix=".upgrade.") as beside:
        copy(source, Path(beside) / "plain")
        with closing(opened(Path(beside) / "plain")) as copied:
            # What was thrown away earlier, forms with passwords among it, may still lie in free
            # pages.
            copied.execute("vacuum")
        put(Path(beside) / "plain", target)
    return target


def copy(source: sqlite3.Connection, target: Path) -> None:
    """One file, which needs no other beside it, and in which nobody is signed in."""
    with closing(sqlite3.connect(target)) as copied:
        source.backup(copied)
        copied.execute("pragma journal_mode = delete")
        leave_out(copied)


def leave_out(copied: sqlite3.Connection) -> None:
    """Empty the tables of LEFT_OUT, and write over what stood there."""
    try:
        copied.execute("pragma secure_delete = on")
        for (table,) in copied.execute(
            "select name from sqlite_schema where type = 'table'"
        ).fetchall():
            if table in LEFT_OUT:
                copied.execute(f"delete from {table}")
        copied.commit()
    except sqlite3.DatabaseError as problem:
        # The check that follows says what is broken.
        if problem.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise


def put(done: Path, target: Path) -> None:
    """Give a finished file its name, so that a power cut finds either all of it or nothing."""
    with done.open("rb+") as file:
        os.fsync(file.fileno())
    done.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def checked(file: Path, newest: int, name: Path | None = None) -> Iterator[tuple[Path, int]]:
    """The backup's plain file, with the version inside, as long as the block lasts.

    Raises BadBackup when it is broken, of another program, or newer than version `newest`; name is
    what it is called then.
    """
    with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as beside:
        plain = Path(beside) / "plain"
        with file.open("rb") as packed:
            is_packed = packed.read(2) == GZIP
        try:
            with gzip.open(file) if is_packed else file.open("rb") as read, plain.open("wb") as out:
                shutil.copyfileobj(read, out)
        except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
            raise BadBackup(f"{name or file} is broken: {problem}.") from problem
        try:
            version = _version(plain, name or file, newest)
        except sqlite3.DatabaseError as problem:
            raise BadBackup(
                f"{name or file} is broken, or no file of Single Point: {problem}."
            ) from problem
        yield plain, version


def _version(plain: Path, file: Path, newest: int) -> int:
    with closing(opened(plain)) as one:
        version = one.execute("pragma user_version").fetchone()[0]
        names = {
            name for (name,) in one.execute("select name from sqlite_schema where type = 'table'")
        }
        if not version or not names >= ALWAYS:
            raise BadBackup(f"{file} was made by another program.")
        if version > newest:
            raise BadBackup(
                f"{file} has version {version}; this program works with versions up to {newest}."
                " Use the program that made it, or a newer one."
            )
        if found := faults(one):
            raise BadBackup(f"{file} is broken: {found[0]}")
        return int(version)


def faults(one: sqlite3.Connection | Database) -> list[str]:
    """What is broken in a file, a sentence each: SQLite's own checks, and rows that point
    nowhere.
    """
    said = [f"{text}." for (text,) in one.execute("pragma integrity_check") if text != "ok"]
    return said + [
        f"Row {row} of {table} points to a row of {other} that is gone."
        for table, row, other, _ in one.execute("pragma foreign_key_check")
    ]
