"""What is shown of the people whom a search finds."""

import json
from collections.abc import Generator
from contextlib import closing
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


def people(db: Db, source: str, values: dict[str, Any]) -> Generator[Person, None, None]:
    """Rows of COLUMNS from a source: what a select has behind its "from"."""
    with closing(db.execute(f"select {', '.join(COLUMNS)} from {source}", values)) as rows:
        for row in rows:
            yield dict(zip(COLUMNS, row, strict=True))


def with_groups(db: Db, people: list[Person]) -> list[Person]:
    """The same people, each with the titles of the groups it is in."""
    titles = dict(db.execute(
        "select candidate_id, group_concat(title, ', ') from group_members"
        " join candidate_groups using (group_id)"
        " where candidate_id in (select value from json_each(?)) group by candidate_id",
        [json.dumps([one["candidate_id"] for one in people])],
    ).fetchall())  # fmt: skip
    for person in people:
        person["groups"] = titles.get(person["candidate_id"], "")
    return people
