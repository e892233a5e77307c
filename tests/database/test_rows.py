"""Rows as frozen types: what fits, and how what does not fit is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
import pytest
from sqlite_utils import Database

from webapp.database.rows import (
    RowTypeError,
    get_row,
    get_value,
    inserted_id,
    list_rows,
    list_values,
)
from webapp.database.transactions import Db


class Part(msgspec.Struct, frozen=True):
    code: str
    compulsory: bool


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    framework_id: int
    title: str
    valid_to: date | None
    archived: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Validity:
    title: str
    valid_to: date | None


@pytest.fixture
def db() -> Iterator[Db]:
    database = Database(memory=True)
    database.conn.executescript(
        "create table framework (framework_id integer primary key, title, valid_to, archived);"
        "insert into framework values (1, 'Gateway', '2027-08-31', 0), (2, 'null', null, 1);"
    )
    yield database
    database.close()


def test_columns_become_dates_flags_and_nothing(db: Db) -> None:
    assert list_rows(db, Framework, "select * from framework order by framework_id") == [
        Framework(framework_id=1, title="Gateway", valid_to=date(2027, 8, 31)),
        Framework(framework_id=2, title="null", valid_to=None, archived=True),
    ]


def test_a_query_without_rows_gives_an_empty_list(db: Db) -> None:
    assert list_rows(db, Framework, "select * from framework where title = ?", ["None"]) == []


def test_the_first_row_or_none_by_names_too(db: Db) -> None:
    by_title = "select * from framework where title = :title"
    gateway = get_row(db, Framework, by_title, {"title": "Gateway"})
    assert gateway is not None
    assert gateway.framework_id == 1
    assert get_row(db, Framework, by_title, {"title": "Other"}) is None


def test_a_row_cannot_be_changed(db: Db) -> None:
    (first, _) = list_rows(db, Framework, "select * from framework")
    with pytest.raises(AttributeError):
        first.title = "Changed"  # type: ignore[misc]


def test_json_text_is_read_as_its_own_type(db: Db) -> None:
    row = get_row(
        db,
        Framework,
        "select 3 framework_id, 'Made' title, null valid_to,"
        " json_array(json_object('code', 'A1', 'compulsory', 1)) parts",
    )
    assert row is not None
    assert row.parts == (Part("A1", True),)


def test_a_row_may_be_a_dataclass_and_nothing_else(db: Db) -> None:
    row = get_row(db, Validity, "select title, valid_to from framework")
    assert row == Validity("Gateway", date(2027, 8, 31))
    with pytest.raises(RowTypeError, match=r"dict.* is neither a Struct nor a dataclass"):
        get_row(db, dict, "select title from framework")


def test_an_insert_gives_the_id_of_its_row(db: Db) -> None:
    assert inserted_id(db.conn.execute("insert into framework (title) values ('New')")) == 3
    with pytest.raises(RowTypeError, match="nothing was inserted"):
        inserted_id(db.conn.cursor())


def test_one_column_by_its_type(db: Db) -> None:
    assert list_values(db, str, "select title from framework") == ["Gateway", "null"]
    assert get_value(db, int, "select count(*) from framework") == 2
    assert get_value(db, date, "select valid_to from framework") == date(2027, 8, 31)
    assert get_value(db, date, "select max(null)") is None
    assert get_value(db, bool, "select 1 where 0") is None


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("select 1 framework_id, 'a' title", "no column for valid_to"),
        ("select *, 1 other from framework", "no field for other"),
        ("select *, 'b' title from framework", "several columns named title"),
        ("select 'one' framework_id, 'a' title, null valid_to", r"Expected `int`.*framework_id"),
        ("select 1 framework_id, null title, null valid_to", r"Expected `str`.*title"),
        ("select 1 framework_id, 'a' title, '31/8/2027' valid_to", r"date.*valid_to"),
        ("select 1 framework_id, 'a' title, null valid_to, 2 archived", r"bool.*archived"),
        ("select 1 framework_id, 'a' title, null valid_to, '[' parts", "Expecting value"),
    ],
)
def test_what_does_not_fit_names_the_type_and_the_column(db: Db, sql: str, complaint: str) -> None:
    with pytest.raises(RowTypeError, match=f"Framework: .*{complaint}"):
        list_rows(db, Framework, sql)
    with pytest.raises(RowTypeError, match=complaint):
        get_row(db, Framework, sql)


def test_columns_that_do_not_fit_are_named_without_any_row(db: Db) -> None:
    with pytest.raises(RowTypeError, match="no column for title, valid_to"):
        list_rows(db, Framework, "select 1 framework_id where 0")


def test_a_value_of_another_type_or_of_two_columns_is_refused(db: Db) -> None:
    with pytest.raises(RowTypeError, match="title: Expected `int`"):
        list_values(db, int, "select title from framework")
    with pytest.raises(RowTypeError, match="one column, not framework_id, title"):
        get_value(db, int, "select framework_id, title from framework")
