"""Reading the activity: deeds with their lines, the newest first."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from webapp.audit.change_log import Asked, Count, Deed, Line, Link, faults
from webapp.database.connection import Db
from webapp.database.rows import get_value, list_rows, list_values
from webapp.settings import LONDON

DEEDS = 50
LINES = 200
PIECE = 1000
LINES_OF_A_BOOK = 100_000

_LINE = (
    "select activity_id, at, deed, account_id, actor, what, table_name,"
    " coalesce(called, table_name) as called, row_key, candidate_id, before, after"
    " from activity left join watched on watched.name = activity.table_name"
)
_FITS = (
    "(:account is null or account_id = :account)"
    " and (:actor = '' or account_id is null and actor = :actor)"
    " and (:table_name = '' or table_name = :table_name)"
    " and (:begins is null or at >= :begins) and (:ends is null or at < :ends)"
    " and (:people is null or candidate_id in (select value from json_each(:people)))"
)


def people(db: Db) -> list[tuple[str, str]]:
    """Who may have acted, as Asked.person takes them and as they are called."""
    accounts = db.execute(
        "select account_id, name from accounts order by title_key(name), account_id"
    )
    others = db.execute(
        "select distinct actor from activity where account_id is null order by title_key(actor)"
    )
    return [(str(number), name) for number, name in accounts] + [(one, one) for (one,) in others]


def kinds(db: Db) -> list[str]:
    """The tables that lines can be about."""
    return list_values(db, str, "select name from watched order by name")


def deeds(db: Db, asked: Asked, before: int = 0) -> tuple[list[Deed], bool]:
    """The newest deeds that have fitting lines, or those before one; whether there are older
    ones.
    """
    found = list_rows(
        db,
        Deed,
        "select deed, min(at) as at, actor, count(*) as lines from activity"
        f" where (:before = 0 or deed < :before) and {_FITS}"
        " group by deed order by deed desc limit :most",
        {**_given(db, asked), "before": before, "most": DEEDS + 1},
    )
    counts: dict[int, list[Count]] = {one.deed: [] for one in found[:DEEDS]}
    for deed, *count in db.execute(
        "select deed, what, table_name, count(*) from activity"
        f" where deed in (select value from json_each(:deeds)) and {_FITS}"
        " group by deed, what, table_name",
        {**_given(db, asked), "deeds": json.dumps(list(counts))},
    ):
        counts[deed].append(Count(*count))
    shown = [replace(one, counts=tuple(counts[one.deed])) for one in found[:DEEDS]]
    return shown, len(found) > DEEDS


def lines_of(db: Db, asked: Asked, deeds: list[int]) -> list[Line]:
    """The fitting lines of these deeds, in the order in which they were written."""
    return list_rows(
        db,
        Line,
        f"{_LINE} where deed in (select value from json_each(:deeds)) and {_FITS}"
        " order by activity_id",
        {**_given(db, asked), "deeds": json.dumps(deeds)},
    )


def deed(db: Db, number: int, after: int = 0) -> tuple[list[Line], bool]:
    """The first lines of a deed, or those after one; whether there are more. empty: no such
    deed.
    """
    rows = list_rows(
        db,
        Line,
        f"{_LINE} where deed = ? and activity_id > ? order by activity_id limit ?",
        [number, after, LINES + 1],
    )
    return rows[:LINES], len(rows) > LINES


def count(db: Db, asked: Asked) -> int:
    return (
        get_value(db, int, f"select count(*) from activity where {_FITS}", _given(db, asked)) or 0
    )


def pieces(db: Db, asked: Asked) -> Iterator[list[Line]]:
    """All fitting lines, the newest first, up to PIECE at a time."""
    given, before = _given(db, asked), 0
    while rows := list_rows(
        db,
        Line,
        f"{_LINE} where (:before = 0 or activity_id < :before) and {_FITS}"
        " order by activity_id desc limit :most",
        {**given, "before": before, "most": PIECE},
    ):
        yield rows
        before = rows[-1].activity_id


def counts_since(db: Db, hours: int) -> dict[str, list[tuple[str, int]]]:
    """Count what stands out when there is much of it: what was refused, exported and changed.

    Gives (person, how often) by kind, the most first; what was refused is counted for everybody
    together, what was changed in rows of tables, by people with accounts.
    """
    since = (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    rows = db.execute(
        "select case when what like '%refused%' then 'refused' when what like 'exported%'"
        " then 'exported' else 'changed' end as kind, actor, count(*) from activity where at >= ?"
        " and (what like '%refused%' or what like 'exported%'"
        " or table_name <> '' and account_id is not null)"
        " group by kind, case kind when 'refused' then '' else coalesce(account_id, actor) end"
        " order by 3 desc",
        [since],
    )
    counts: dict[str, list[tuple[str, int]]] = {"refused": [], "exported": [], "changed": []}
    for kind, actor, count in rows:
        counts[kind].append((actor, count))
    return counts


def _given(db: Db, asked: Asked) -> dict[str, int | str | None]:
    account = int(asked.person) if asked.person.isdecimal() and len(asked.person) < 19 else None
    return {
        "account": account,
        "actor": "" if account is not None else asked.person,
        "table_name": asked.table_name,
        "begins": _midnight(asked.begins_on) if asked.begins_on else None,
        "ends": _midnight(asked.ends_on + timedelta(days=1)) if asked.ends_on else None,
        "people": _numbered(db, asked.candidate_number) if asked.candidate_number else None,
    }


def _numbered(db: Db, candidate_number: str) -> str:
    """Who has or had this candidate number, as far as the activity says so: a JSON list of ids."""
    ids = list_values(
        db,
        int,
        "select distinct candidate_id from activity where candidate_id is not null"
        " and (json_extract(after, '$.candidate_number') = :number"
        " or json_extract(before, '$.candidate_number') = :number)",
        {"number": candidate_number},
    )
    return json.dumps(ids)


def _midnight(day: date) -> str:
    """When the day begins in London, as a moment of the file."""
    begins = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chain_faults(db: Db) -> Iterator[str]:
    """Every line that was changed, taken out or put elsewhere, in words."""
    last = get_value(db, int, "select max(seq) from sqlite_sequence where name = 'activity'") or 0
    links = db.execute(
        "select activity_id, previous_digest, digest, counted, whole from activity_chain"
        " order by activity_id"
    )
    return faults((Link(*row) for row in links), last)
