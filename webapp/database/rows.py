"""Rows of the file as frozen types of their own."""

import json
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from sqlite3 import Cursor
from textwrap import shorten
from typing import Any, TypeAlias, TypeVar, cast

import msgspec
from msgspec import inspect

from webapp.database.transactions import Db

RowType = TypeVar("RowType")
"""A frozen msgspec.Struct or dataclass."""
ValueType = TypeVar("ValueType")
Values: TypeAlias = Sequence[Any] | Mapping[str, Any]

SQL_SHOWN = 200
"""Characters of a query in an error."""
_STORED_AS_JSON = (
    inspect.CollectionType,
    inspect.TupleType,
    inspect.DictType,
    inspect.StructType,
    inspect.TypedDictType,
    inspect.NamedTupleType,
    inspect.DataclassType,
)


class RowTypeError(TypeError):
    """A query returns other columns or values than its type says: a mistake in the program."""


def list_rows(db: Db, row_type: type[RowType], sql: str, values: Values = ()) -> list[RowType]:
    """Return every row of a query as a frozen type whose fields are named like the columns.

    ISO text becomes a `date` where the field is one, 0 and 1 a `bool`, JSON text a tuple or another
    type of its own; null needs `| None`. Moments are text, as they stand in the file.
    Raise RowTypeError when columns, types or values do not fit.
    """
    return _convert(db.conn.execute(sql, values), row_type, sql)


def get_row(db: Db, row_type: type[RowType], sql: str, values: Values = ()) -> RowType | None:
    """Return the first row of a query, or None; types and errors as in `list_rows`."""
    rows = _convert(db.conn.execute(sql, values), row_type, sql, limit=1)
    return rows[0] if rows else None


def list_values(
    db: Db, value_type: type[ValueType], sql: str, values: Values = ()
) -> list[ValueType]:
    """Return the only column of a query; types and errors as in `list_rows`."""
    cursor = db.conn.execute(sql, values)
    return _convert_column(cursor.fetchall(), _columns(cursor), value_type, sql)


def get_value(
    db: Db, value_type: type[ValueType], sql: str, values: Values = ()
) -> ValueType | None:
    """Return the only column of the first row, or None when it is null or there is no row."""
    cursor = db.conn.execute(sql, values)
    rows = [row for row in cursor.fetchmany(1) if row != (None,)]
    return next(iter(_convert_column(rows, _columns(cursor), value_type, sql)), None)


def inserted_id(cursor: Cursor) -> int:
    """Return the id of the row that an insert has just made."""
    if cursor.lastrowid is None:
        raise RowTypeError("nothing was inserted")
    return cursor.lastrowid


def _convert(
    cursor: Cursor, row_type: type[RowType], sql: str, *, limit: int = -1
) -> list[RowType]:
    columns = _columns(cursor)
    required, optional, stored_as_json = _fields(cast(Hashable, row_type))
    if len(set(columns)) < len(columns) or not required <= set(columns) <= required | optional:
        differences = _differences(columns, required, optional)
        raise RowTypeError(f"{row_type.__name__}: {differences} in: {_one_line(sql)}")
    rows = cursor.fetchall() if limit < 0 else cursor.fetchmany(limit)
    try:
        return [
            msgspec.convert(
                _with_json_read(dict(zip(columns, row, strict=True)), stored_as_json),
                row_type,
                strict=False,
            )
            for row in rows
        ]
    except ValueError as problem:
        raise RowTypeError(f"{row_type.__name__}: {problem} in: {_one_line(sql)}") from problem


def _convert_column(
    rows: list[tuple[Any, ...]], columns: list[str], value_type: type[ValueType], sql: str
) -> list[ValueType]:
    if len(columns) != 1:
        raise RowTypeError(f"one column, not {', '.join(columns)}, in: {_one_line(sql)}")
    try:
        return [msgspec.convert(value, value_type, strict=False) for (value,) in rows]
    except ValueError as problem:
        raise RowTypeError(f"{columns[0]}: {problem} in: {_one_line(sql)}") from problem


def _columns(cursor: Cursor) -> list[str]:
    return [column[0] for column in cursor.description or ()]


def _with_json_read(row: dict[str, Any], stored_as_json: frozenset[str]) -> dict[str, Any]:
    for column in stored_as_json:
        if isinstance(text := row.get(column), str):
            row[column] = json.loads(text)
    return row


@cache
def _fields(
    row_type: Hashable,
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the names of its fields: required, with a default, and stored as JSON."""
    row = inspect.type_info(row_type)
    if not isinstance(row, inspect.StructType | inspect.DataclassType):
        raise RowTypeError(f"{row_type} is neither a Struct nor a dataclass")
    return (
        frozenset(field.encode_name for field in row.fields if field.required),
        frozenset(field.encode_name for field in row.fields if not field.required),
        frozenset(field.encode_name for field in row.fields if _is_stored_as_json(field.type)),
    )


def _is_stored_as_json(field_type: inspect.Type) -> bool:
    if isinstance(field_type, inspect.UnionType):
        return any(_is_stored_as_json(member) for member in field_type.types)
    return isinstance(field_type, _STORED_AS_JSON)


def _differences(columns: list[str], required: frozenset[str], optional: frozenset[str]) -> str:
    counts = Counter(columns)
    kinds = {
        "no column for": sorted(required - counts.keys()),
        "no field for": sorted(counts.keys() - required - optional),
        "several columns named": sorted(name for name, count in counts.items() if count > 1),
    }
    return "; ".join(f"{kind} {', '.join(names)}" for kind, names in kinds.items() if names)


def _one_line(sql: str) -> str:
    return shorten(sql, SQL_SHOWN)
