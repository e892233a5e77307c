"""The activity in the file: adding a line of one's own, erasing what is about a person."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from webapp.accounts.activity import Link, faults
from webapp.db import Db, act_for


def note(
    db: Db, what: str, account_id: int | None = None, candidate_id: int | None = None, **detail: Any
) -> None:  # fmt: skip
    """Add a line about what changes no table, such as "signed in" or "exported candidates".

    With an account_id everything that follows on this connection is that person's deed too.
    detail says more in words and numbers; what names a person goes only with a candidate_id.
    """
    if account_id:
        asked = "select account_id, name from accounts where account_id = ?"
        act_for(db, next(db.query(asked, [account_id])))
    db.execute(
        "insert into noted (what, candidate_id, after) values (?, ?, ?)",
        [what, candidate_id, json.dumps(detail, ensure_ascii=False) if detail else None],
    )


def erase(db: Db, candidate_ids: Collection[int]) -> None:
    """Forget what the lines about these candidates say; the lines stay, and the chain holds."""
    db.execute(
        "update activity set before = null, after = null, salt = null"
        " where candidate_id in (select value from json_each(?))",
        [json.dumps(list(candidate_ids))],
    )


def chain_faults(db: Db) -> Iterator[str]:
    """Every line that was changed, taken out or put elsewhere, in words."""
    last = db.execute(
        "select coalesce(max(seq), 0) from sqlite_sequence where name = 'activity'"
    ).fetchone()[0]
    links = db.execute(
        "select activity_id, previous_digest, digest, counted, whole from activity_chain"
        " order by activity_id"
    )
    return faults((Link(*row) for row in links), last)
