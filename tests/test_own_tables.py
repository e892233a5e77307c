"""The connections of the tests refuse a store what belongs to another room."""

import sqlite3

import pytest

from webapp.candidates import store_groups
from webapp.catalogue import store as catalogue
from webapp.db import Db


def run(db: Db, store: object, statement: str) -> None:
    """Run a statement as if it stood in that store."""
    exec(
        compile("db.conn.execute(statement)", "store", "exec"),
        {"__name__": store.__name__, "db": db, "statement": statement},
    )


@pytest.mark.parametrize(
    "statement",
    [
        "update candidates set uci = uci",
        "delete from candidate_groups",
        "insert into candidate_groups (title) values ('x')",
        "select uci from candidates",
        "select title from packages where title in (select surname from candidates)",
    ],
)
def test_a_store_upstream_may_not_use_a_table(centre_db: Db, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="not authorized|prohibited"):
        run(centre_db, catalogue, statement)


def test_a_store_downstream_may_read_and_not_write(centre_db: Db) -> None:
    run(centre_db, store_groups, "select title from packages")
    run(centre_db, store_groups, "update candidates set uci = uci")
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        run(centre_db, store_groups, "update packages set title = title")


def test_what_is_no_stores_doing_is_let_through(centre_db: Db) -> None:
    centre_db.conn.execute("update packages set title = title")
    assert not centre_db.conn.execute("select 1 from packages where title is null").fetchone()
