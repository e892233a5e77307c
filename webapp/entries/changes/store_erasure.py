"""Reasons in the file, which may name a person, and must be forgotten with them."""

import json
from collections.abc import Collection

from webapp.database.connection import Db, transaction


def forget(db: Db, candidate_ids: Collection[int], kept: Collection[str]) -> None:
    """Blank every reason that was given for these people's entries or for their submissions.

    The same words may stand on entries of others, which were changed with theirs, and on sheets
    that were handed over. The reasons in kept, which name nobody, stay.
    """
    given = {"people": json.dumps(list(candidate_ids)), "kept": json.dumps(list(kept))}
    with transaction(db):
        said = db.execute(
            "with theirs (submission_id) as (select submission_id from entries"
            " where candidate_id in (select value from json_each(:people)))"
            " select distinct submission_id, reason from entries join entry_changes using"
            " (entry_id)"
            " where submission_id in (select submission_id from theirs)"
            " and reason not in (select value from json_each(:kept)) and reason <> ''"
            " and (submission_change_id is not null"
            " or candidate_id in (select value from json_each(:people)))",
            given,
        ).fetchall()
        db.conn.executemany(
            "update entry_changes set reason = '' where entry_id in"
            " (select entry_id from entries where submission_id = ?) and reason = ?",
            said,
        )
        db.conn.executemany(
            "update hand_over_rows set content = json_set(content, '$.reason', '') where entry_id"
            " in"
            " (select entry_id from entries where submission_id = ?) and content ->> 'reason' = ?",
            said,
        )
        db.execute(
            "update submission_changes set reason = '' where submission_id in (select submission_id"
            " from entries where candidate_id in (select value from json_each(:people)))",
            given,
        )
