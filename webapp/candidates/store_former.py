"""Former names in the file: kept with the candidate, found by searches, hidden where that is
wanted.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

from webapp.candidates import former_name, store_shown
from webapp.candidates.former_name import Name, NameChange, NameRecord
from webapp.candidates.listed import Shown
from webapp.db import Db, now, transaction

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
    records = {one: NameRecord(*fields[:3], bool(fields[3])) for one, *fields in rows}
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


def hits(
    db: Db,
    words: Sequence[str],
    among: Sequence[str],
    values: dict[str, Any],
    begin: int,
    end: int | None,
) -> tuple[list[Shown], int]:
    """Find whom the words fit only with their former names: those from begin to end, and how many.

    They come by name and are marked as such. among: conditions on rows of candidates, with their
    values.
    """
    columns = [f":word{place}" for place in range(len(words))]
    everything = " and ".join(f"instr(search_text || ' ' || former_text, {one})" for one in columns)
    present = " and ".join(f"instr(search_text, {one})" for one in columns)
    rows = db.execute(
        f"select {store_shown.COLUMNS}, search_text, former_names from candidates"
        f" where former_text <> '' and {' and '.join(among)} and {everything} and not ({present})"
        " order by sort_key, candidate_id",
        values | {f"word{place}": word for place, word in enumerate(words)},
    ).fetchall()
    shown = [_marked(Shown(*row[:-2]), row[-2], row[-1], words) for row in rows[begin:end]]
    return shown, len(rows)


def _marked(one: Shown, search_text: str, names: str, words: Sequence[str]) -> Shown:
    earlier = [word for word in words if word not in search_text]
    person = {"surname": one.surname, "forenames": one.forenames, "former_names": names}
    return one._replace(formerly=former_name.formerly(person, earlier))
