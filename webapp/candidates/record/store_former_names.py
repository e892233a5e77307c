"""Former names in the file: kept with the candidate, found by searches, hidden where that is
wanted.
"""

import json
from collections.abc import Collection

from webapp.candidates.record import former_name
from webapp.candidates.record.former_name import Name, NameChange, NameRecord
from webapp.database.connection import Db, now, transaction

HIDDEN = "former_names_hidden"


def list_of(db: Db, candidate_id: int) -> list[Name]:
    """Somebody's former names, the latest first, hidden ones too."""
    rows = db.execute(
        "with recursive people (id) as (select ? union"
        " select candidate_id from people join candidates on merged_into = id)"
        " select candidate_id, surname, forenames, merged_into, former_names_hidden"
        " from people join candidates on candidate_id = id order by candidate_id",
        [candidate_id],
    ).fetchall()
    changes: dict[int, list[NameChange]] = {}
    for one, *change in db.execute(
        "select candidate_id, changed_at, field, before from name_changes where candidate_id in"
        " (select value from json_each(?)) order by change_id desc",
        [json.dumps([one for one, *_ in rows])],
    ):
        changes.setdefault(one, []).append(NameChange(*change))
    records = {
        one: NameRecord(surname, forenames, merged_into, bool(hidden))
        for one, surname, forenames, merged_into, hidden in rows
    }
    if candidate_id not in records:
        return []
    return former_name.find(candidate_id, records, changes, former_name.list_merged_ids(records))


def refresh(db: Db, candidate_ids: Collection[int]) -> None:
    """Let what is kept of these people's former names be what their history and merges say."""
    with transaction(db):
        for candidate_id in candidate_ids:
            names = list_of(db, candidate_id)
            hidden = db.execute(
                "select former_names_hidden from candidates where candidate_id = ?", [candidate_id]
            ).fetchone()
            shown = [] if hidden == (1,) else names
            kept = [former_name.as_json(shown), former_name.search_text(shown)]
            db.execute(
                "update candidates set former_names = ?, former_text = ? where candidate_id = ?"
                " and (former_names, former_text) is not (?, ?)",
                [*kept, candidate_id, *kept],
            )


def hide(db: Db, candidate_id: int, hidden: bool, account_id: int | None) -> bool:
    """Hide somebody's former names, or show them again. Gives whether that was a change."""
    with transaction(db):
        done = db.execute(
            "update candidates set former_names_hidden = ?, former_names = '', former_text = ''"
            " where candidate_id = ? and former_names_hidden <> ?",
            [hidden, candidate_id, hidden],
        ).rowcount
        if done:
            words = ("shown", "hidden") if hidden else ("hidden", "shown")
            db.execute(
                "insert into candidate_changes"
                " (candidate_id, account_id, changed_at, field, before, after)"
                " values (?, ?, ?, ?, ?, ?)",
                [candidate_id, account_id, now(), HIDDEN, *words],
            )
            refresh(db, [candidate_id])
    return bool(done)
