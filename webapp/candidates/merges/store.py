"""Merges in the file: two candidates made one, and put back as they were."""

import json
from collections.abc import Collection
from typing import Any

from webapp.candidates.record import store, store_former_names
from webapp.candidates.record.candidate import Candidate
from webapp.database.connection import Db, transaction
from webapp.database.rows import inserted_id

Rows = dict[str, list[dict[str, Any]]]
"""Table → its rows with every column, as they are kept to be put back."""
IDENTIFIERS = ("candidate_number", "ocr_number", "uci", "uln")
COLUMNS = (
    "surname",
    "forenames",
    "born_on",
    "gender",
    *IDENTIFIERS,
    "added_on",
    "sort_key",
    "search_text",
    "archived_at",
    "merged_into",
)
_SET = f"update candidates set {', '.join(f'{one} = :{one}' for one in COLUMNS)} where candidate_id"


def unite(db: Db, kept_id: int, gone_id: int, new: Candidate, account_id: int, moment: str) -> None:
    """Let the kept candidate be as given, with both's groups; archive the gone one.

    The gone row stays, without the identifiers that the kept one has now.
    """
    with transaction(db):
        rows = {
            row["candidate_id"]: row
            for row in db.query(
                "select * from candidates where candidate_id in (?, ?)", [kept_id, gone_id]
            )
        }
        kept, gone = rows[kept_id], rows[gone_id]
        united = kept | store.record(new) | {"added_on": min(kept["added_on"], gone["added_on"])}
        left = {field: None for field in IDENTIFIERS if gone[field] == united[field]}
        archived = gone | left | {"archived_at": moment, "merged_into": kept_id}
        # In this order, so that no identifier stands twice.
        db.conn.executemany(f"{_SET} = :candidate_id", [archived, united])
        both = {"kept": kept_id, "gone": gone_id}
        db.execute(
            "update or ignore group_members set candidate_id = :kept where candidate_id = :gone",
            both,
        )
        db.execute("delete from group_members where candidate_id = :gone", both)
        _note(db, kept, united, account_id, moment)
        _note(db, gone, archived, account_id, moment)
        store_former_names.refresh(db, [kept_id])


def _note(
    db: Db, before: dict[str, Any], after: dict[str, Any], account_id: int, moment: str
) -> None:
    """Keep in the history what was changed."""
    db.conn.executemany(
        "insert into candidate_changes (candidate_id, account_id, changed_at, field, before, after)"
        " values (?, ?, ?, ?, ?, ?)",
        [
            (
                before["candidate_id"],
                account_id,
                moment,
                field,
                str(before[field] or ""),
                str(after[field] or ""),
            )
            for field in COLUMNS
            if field not in ("sort_key", "search_text", "archived_at")
            and before[field] != after[field]
        ],
    )


def rows_of(db: Db, candidate_ids: Collection[int]) -> Rows:
    """Table → all its rows about these people, with those merged into them, by key."""
    given = {"ids": json.dumps(list(candidate_ids))}
    return {
        "candidates": list(
            db.query(
                "with given (id) as (select value from json_each(:ids)) select * from candidates"
                " where candidate_id in (select id from given)"
                " or merged_into in (select id from given) order by candidate_id",
                given,
            )
        ),
        "group_members": list(
            db.query(
                "select * from group_members where candidate_id in"
                " (select value from json_each(:ids)) order by group_id, candidate_id",
                given,
            )
        ),
    }


def taken(db: Db, candidate_ids: Collection[int], before: Rows) -> list[str]:
    """The identifiers of these people, as they were, that somebody else has got since."""
    found = []
    for row in before["candidates"]:
        if row["candidate_id"] in candidate_ids:
            found += db.execute(
                "select case when candidate_number = :candidate_number and archived_at is null"
                " then candidate_number when ocr_number = :ocr_number then ocr_number"
                " when uci = :uci then uci when uln = :uln then uln end as number from candidates"
                " where candidate_id not in (select value from json_each(:ids))"
                " and number is not null",
                row | {"ids": json.dumps(list(candidate_ids))},
            ).fetchall()
    return [number for (number,) in found]


def put_back(
    db: Db, candidate_ids: Collection[int], before: Rows, account_id: int, moment: str
) -> None:
    """Undo unite: let these people be exactly as rows_of gave them before it; the history grows."""
    given = [json.dumps(list(candidate_ids))]
    with transaction(db):
        rows = [row for row in before["candidates"] if row["candidate_id"] in candidate_ids]
        for row in rows:
            present = next(
                db.query("select * from candidates where candidate_id = ?", [row["candidate_id"]])
            )
            _note(db, present, row, account_id, moment)
        # First without any, so that no identifier stands twice.
        db.execute(
            "update candidates set candidate_number = null, ocr_number = null, uci = null,"
            " uln = null where candidate_id in (select value from json_each(?))",
            given,
        )
        db.conn.executemany(f"{_SET} = :candidate_id", rows)
        db.execute(
            "delete from group_members where candidate_id in (select value from json_each(?))",
            given,
        )
        db.table("group_members").insert_all(before["group_members"])


def keep(
    db: Db, kept_id: int, gone_id: int, account_id: int, moment: str, before: Rows, after: Rows
) -> int:
    """Keep that two were merged, with all rows about them before and after. Gives the merge's
    id.
    """
    return inserted_id(
        db.execute(
            "insert into candidate_merges (kept_id, gone_id, account_id, merged_at, before, after)"
            " values (?, ?, ?, ?, ?, ?)",
            [kept_id, gone_id, account_id, moment, json.dumps(before), json.dumps(after)],
        )
    )


def note_undone(db: Db, merge_id: int, moment: str) -> None:
    """Keep that a merge was undone; by then the two are as they were."""
    with transaction(db):
        db.execute(
            "update candidate_merges set undone_at = ? where merge_id = ?", [moment, merge_id]
        )
        both = db.execute(
            "select kept_id, gone_id from candidate_merges where merge_id = ?", [merge_id]
        ).fetchone()
        store_former_names.refresh(db, both or ())
