"""What has changed in a file: every change of it leaves a line in its activity, and that tells."""

import json
from typing import NamedTuple

from webapp.database.connection import Db

MOST = 10_000
"""Lines of the activity that are read to learn what changed; after more, anything may have."""


class Mark(NamedTuple):
    """The last line of an activity; the digest is like no other, because each counts all before
    it.
    """

    activity_id: int
    digest: str


class Change(NamedTuple):
    """A table of which a row was changed, and the person concerned, if one is; without a table it
    is a note.
    """

    table: str
    candidate_id: int | None


def mark(db: Db) -> Mark:
    """Where the activity ends now; 0 and "" when nothing stands in it."""
    last = "select activity_id, digest from activity order by activity_id desc limit 1"
    return Mark(*(db.conn.execute(last).fetchone() or (0, "")))


def between(db: Db, begun: Mark, ended: Mark) -> set[Change] | None:
    """What was changed from one mark to the other; None if the activity doesn't tell, or there is
    too much.
    """
    if begun == ended:
        return set()
    if not 0 <= ended.activity_id - begun.activity_id <= MOST:
        return None
    there = "select 1 from activity where activity_id = ? and digest = ?"
    if begun.activity_id and not db.conn.execute(there, begun).fetchone():
        return None
    lines = (
        "select distinct table_name, candidate_id from activity where activity_id > ? and"
        " activity_id <= ?"
    )
    found = db.conn.execute(
        f"select json_group_array(json_array(table_name, candidate_id)) from ({lines})",
        [begun.activity_id, ended.activity_id],
    )
    return {Change(*one) for one in json.loads(found.fetchone()[0])}
