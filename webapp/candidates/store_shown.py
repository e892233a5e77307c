"""What is shown of the people whom a search finds."""

import json
from typing import Any

from webapp.db import Db

COLUMNS = (
    "candidate_id", "surname", "forenames", "born_on", "candidate_number", "uci", "added_on",
    "sort_key", "search_text", "place",
)  # fmt: skip
SHOWN = (
    "candidate_id, surname, forenames, born_on, candidate_number, uci, added_on,"
    " coalesce((select group_concat(title, ', ') from group_members"
    " join candidate_groups using (group_id)"
    " where group_members.candidate_id = candidates.candidate_id), '') as groups"
)
Person = dict[str, Any]


def people(db: Db, source: str, values: dict[str, Any]) -> list[Person]:
    """Rows of COLUMNS from a source: what a select has behind its "from"."""
    columns = ", ".join(COLUMNS)
    rows = at_once(db, f"json_array({columns})", f"(select {columns} from {source})", values)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def with_groups(db: Db, people: list[Person]) -> list[Person]:
    """The same people, each with the titles of the groups it is in."""
    found = (
        "(select candidate_id, group_concat(title, ', ') as titles from group_members"
        " join candidate_groups using (group_id)"
        " where candidate_id in (select value from json_each(:ids)) group by candidate_id)"
    )
    ids = json.dumps([one["candidate_id"] for one in people])
    titles = dict(at_once(db, "json_array(candidate_id, titles)", found, {"ids": ids}))
    for person in people:
        person["groups"] = titles.get(person["candidate_id"], "")
    return people


def at_once(db: Db, value: str, source: str, values: dict[str, Any]) -> list[Any]:
    """A value a row, all in one answer of SQLite's.

    For each row it gives, sqlite3 lets go of Python's lock and has to wait for it again: with a server at
    work beside it, that takes longer than finding the row.
    """
    return json.loads(db.execute(f"select json_group_array({value}) from {source}", values).fetchone()[0])
