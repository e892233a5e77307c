"""The connections of the tests refuse a store what it may not do."""

import sqlite3
from textwrap import indent

import pytest

from webapp.database.connection import Db, transaction

CATALOGUE = "webapp.catalogue.packages.store"
GROUPS = "webapp.candidates.groups.store_members"
WRITE = "db.execute('update candidates set uci = uci')\n"
TRANSACTION = f"with transaction(db):\n    {WRITE}"
INSERT = "db.table('candidate_groups').insert({'title': 'Year 12', 'made_on': '2026-11-24'})\n"
FUNCTION = f"def change():\n{indent(TRANSACTION, '    ')}\n"


def run(db: Db, store: str, code: str) -> None:
    """Run code as if it stood in a function of that store."""
    exec(code, {"__name__": store, "db": db, "transaction": transaction})


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
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        run(centre_db, CATALOGUE, f"db.execute({statement!r})")


def test_a_store_downstream_may_read_and_not_write(centre_db: Db) -> None:
    run(centre_db, GROUPS, "db.execute('select title from packages')")
    run(centre_db, GROUPS, WRITE)
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        run(centre_db, GROUPS, "db.execute('update packages set title = title')")


@pytest.mark.parametrize(
    "code",
    [
        WRITE * 2,
        WRITE + INSERT,
        TRANSACTION + WRITE,
        WRITE + TRANSACTION,
        f"for _ in range(2):\n    {WRITE}",
        f"{FUNCTION}change()\nchange()\n",
    ],
)
def test_a_store_may_not_write_in_two_transactions(centre_db: Db, code: str) -> None:
    with pytest.raises(AssertionError, match="put its writes in one"):
        run(centre_db, GROUPS, code)


@pytest.mark.parametrize(
    "code",
    [
        WRITE,
        f"with transaction(db):\n    {WRITE}    {WRITE}",
        f"{FUNCTION}with transaction(db):\n    change()\n    change()\n",
        f"list(db.query('select 1'))\n{WRITE}",
        # Work that other people must not wait for is saved in parts.
        f"for _ in range(2):\n{indent(TRANSACTION, '    ')}",
    ],
)
def test_a_store_may_write_in_one_transaction(centre_db: Db, code: str) -> None:
    run(centre_db, GROUPS, code)
    run(centre_db, GROUPS, code)


def test_what_is_no_stores_doing_is_let_through(centre_db: Db) -> None:
    for _ in range(2):
        centre_db.conn.execute("update packages set title = title")
    assert not centre_db.conn.execute("select 1 from packages where title is null").fetchone()
