"""Files of earlier versions brought to the newest: numbered steps, and rows laid into new tables.

The tables of schema.sql are made anew beside the old ones and the rows go over column by column, so
a new table, index, trigger or column with a default needs no step. What copying cannot do stands in
BEFORE (on the old tables) or AFTER (on the new ones) of webapp/database/migration_steps.py.
"""

import re
import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database, Migrations

from webapp.database.migration_steps import AFTER, BEFORE, Step

ASIDE = "aside_"
MADE = re.compile(
    r"(?:\s*--[^\n]*\n)*\s*create\s+(virtual\s+)?(\w+\s+)?(table|index|trigger|view)\s+(\w+)"
)


class CannotUpgrade(Exception):
    """Something in the old file has no place in the new one; the file stays as it was."""


def statements(schema: str) -> Iterator[str]:
    """The schema's statements one by one; executescript would commit before the first."""
    statement = ""
    for line in schema.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def upgrade(db: Database, schema: str) -> None:
    """Bring a file to this schema inside the caller's transaction, with foreign keys not enforced.

    Raises CannotUpgrade, or sqlite3.Error, when a row would not come over whole.
    """
    version = db.conn.execute("pragma user_version").fetchone()[0]
    _take(BEFORE, db, version)
    numbers = dict(db.conn.execute("select name, seq from sqlite_sequence"))
    old = _put_aside(db)
    made = [(MADE.match(one), one) for one in statements(schema)]
    for found, statement in made:
        if not found or found[3] == "table":
            db.conn.execute(statement)
    for table in old:
        _bring_over(db, table)
    for table, number in numbers.items():
        db.conn.execute("delete from sqlite_sequence where name = ?", [table])
        db.conn.execute("insert into sqlite_sequence (name, seq) values (?, ?)", [table, number])
    # Indexes and triggers come after the rows, so that nothing counts the copying as something
    # done.
    for found, statement in made:
        if found and found[3] != "table":
            db.conn.execute(statement)
    for table, text in _tables(db, "virtual"):
        if re.search(r"\bcontent\s*=\s*'\w", text):
            db.conn.execute(f"insert into {table} ({table}) values ('rebuild')")
            db.conn.execute(f"insert into {table} ({table}) values ('optimize')")
    _take(AFTER, db, version)
    _look_over(db)


def _take(steps: dict[int, Step], db: Database, version: int) -> None:
    """In one savepoint each. user_version is the record of them, so sqlite-utils' own goes
    again.
    """
    numbered = Migrations("single_point")
    for number in sorted(steps):
        if number >= version:
            numbered(name=f"from_{number}")(steps[number])
    numbered.apply(db)
    db.table(Migrations.migrations_table).drop(ignore=True)


def _tables(db: Database, kind: str) -> list[tuple[str, str]]:
    """Name and text of the tables: kind is "table" or "virtual"; a virtual one's own are
    neither.
    """
    return db.conn.execute(
        "select name, sql from pragma_table_list join sqlite_schema using (name)"
        " where pragma_table_list.schema = 'main' and pragma_table_list.type = ?"
        " and name not like 'sqlite%' and name not glob '_litestream*' order by name",
        [kind],
    ).fetchall()


def _put_aside(db: Database) -> list[str]:
    for kind in ("trigger", "view", "index"):
        for (name,) in db.conn.execute(
            "select name from sqlite_schema where type = ? and sql is not null", [kind]
        ).fetchall():
            db.conn.execute(f"drop {kind} {name}")
    for name, _ in _tables(db, "virtual"):
        db.conn.execute(f"drop table {name}")
    old = [name for name, _ in _tables(db, "table")]
    for name in old:
        db.conn.execute(f"alter table {name} rename to {ASIDE}{name}")
    return old


def _bring_over(db: Database, table: str) -> None:
    old, new = _columns(db, ASIDE + table), _columns(db, table)
    # What the schema fills by itself is not what it was in the old file.
    if new and db.conn.execute(f"select 1 from {table}").fetchone():
        old = []
    if missing := set(old) - set(new):
        for column in sorted(missing):
            if db.conn.execute(
                f"select 1 from {ASIDE}{table} where {column} is not null"
            ).fetchone():
                raise CannotUpgrade(f"{table}.{column} has no place any more and is not empty")
    shared = ", ".join(one for one in old if one not in missing)
    if shared:
        db.conn.execute(f"insert into {table} ({shared}) select {shared} from {ASIDE}{table}")
        counts = [
            db.conn.execute(f"select count(*) from {name}").fetchone()[0]
            for name in (table, ASIDE + table)
        ]
        if counts[0] != counts[1]:
            raise CannotUpgrade(f"{counts[0]} of {counts[1]} rows of {table} came over")
    db.conn.execute(f"drop table {ASIDE}{table}")


def _columns(db: Database, table: str) -> list[str]:
    return [row[0] for row in db.conn.execute("select name from pragma_table_info(?)", [table])]


def _look_over(db: Database) -> None:
    """Raises CannotUpgrade when the file is not whole, or a row points nowhere."""
    if (said := db.conn.execute("pragma integrity_check").fetchone()[0]) != "ok":
        raise CannotUpgrade(said)
    if nowhere := db.conn.execute("pragma foreign_key_check").fetchone():
        raise CannotUpgrade(
            f"row {nowhere[1]} of {nowhere[0]} points to a row of {nowhere[2]} that is gone"
        )
