"""Spreadsheets between being read and being saved, in the file."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from webapp.candidates.sheet import Sheet
from webapp.candidates.verdict import GOOD, OTHERS
from webapp.db import Db, now, transaction
from webapp.db_rows import get_value, inserted_id

KEPT_FOR = "-30 days"
MAX_UNFINISHED = 20
"""Sheets of one person that may wait to be saved: together they take up to about 200 MB."""
BATCH = 500


def start(
    db: Db, kind: str, account_id: int, file_name: str, sheet: Sheet, fields: Sequence[str]
) -> int:
    """Keep a sheet's rows under an id. Sheets that nobody has come back to for 30 days go."""
    with transaction(db):
        forget_old(db)
        upload_id = inserted_id(
            db.execute(
                "insert into uploads (kind, account_id, file_name, made_at, headings, fields,"
                " notes)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                [
                    kind,
                    account_id,
                    file_name,
                    now(),
                    json.dumps(sheet.headings),
                    json.dumps(list(fields)),
                    json.dumps(sheet.notes),
                ],
            )
        )
        db.conn.executemany(
            "insert into upload_rows (upload_id, row_number, cells) values (?, ?, ?)",
            ((upload_id, row_number, json.dumps(cells)) for row_number, cells in sheet.rows),
        )
    return upload_id


def forget_old(db: Db) -> None:
    """Let go of the sheets that nobody has worked on for 30 days."""
    db.execute(
        "delete from uploads where coalesce(checked_at, made_at)"
        " < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)",
        [KEPT_FOR],
    )


def unfinished_of(db: Db, account_id: int) -> int:
    """Count the sheets of one person, of every kind, that still have rows."""
    count = get_value(
        db,
        int,
        "select count(*) from uploads where account_id = ? and exists"
        " (select 1 from upload_rows where upload_rows.upload_id = uploads.upload_id)",
        [account_id],
    )
    return count or 0


def one(db: Db, upload_id: int) -> dict[str, Any] | None:
    """The upload with its lists read; rows that wait, and counts of them by outcome."""
    found = next(
        db.query(
            "select uploads.*, accounts.name as person from uploads join accounts using"
            " (account_id)"
            " where upload_id = ?",
            [upload_id],
        ),
        None,
    )
    if found is None:
        return None
    counts = dict.fromkeys((*OTHERS, *GOOD, "warned", ""), 0)
    for outcome, warned, rows in db.execute(
        "select outcome, warned, count(*) from upload_rows where upload_id = ? group by 1, 2",
        [upload_id],
    ):
        counts[outcome] += rows
        counts["warned"] += rows if warned and outcome in GOOD else 0
    lists = {key: json.loads(found[key]) for key in ("headings", "fields", "notes")}
    waiting = sum(counts.values()) - counts["warned"]
    return found | lists | {"counts": counts, "rows": waiting}


def unfinished(db: Db, kind: str) -> list[dict[str, Any]]:
    """Uploads of a kind that still have rows, the newest first."""
    return list(
        db.query(
            "select upload_id, file_name, uploads.made_at, accounts.name as person,"
            " (select count(*) from upload_rows where upload_rows.upload_id = uploads.upload_id)"
            " as rows from uploads join accounts using (account_id)"
            " where kind = ? and rows order by upload_id desc",
            [kind],
        )
    )


def rows(
    db: Db, upload_id: int, outcome: str, offset: int = 0, limit: int = -1
) -> list[dict[str, Any]]:
    """The rows with an outcome, or with outcome "warned" the good ones to be looked at once
    more.
    """
    where = "outcome = :outcome" if outcome != "warned" else "warned and outcome in (:a, :b, :c)"
    found = db.query(
        f"select * from upload_rows where upload_id = :upload_id and {where}"
        " order by row_number limit :limit offset :offset",
        {
            "upload_id": upload_id,
            "outcome": outcome,
            "limit": limit,
            "offset": offset,
            **dict(zip("abc", GOOD, strict=True)),
        },
    )
    return [_read(row) for row in found]


def row(db: Db, upload_id: int, row_number: int) -> dict[str, Any] | None:
    found = db.query(
        "select * from upload_rows where upload_id = ? and row_number = ?", [upload_id, row_number]
    )
    return next((_read(one) for one in found), None)


def in_order(db: Db, upload_id: int) -> Iterator[list[dict[str, Any]]]:
    """All rows as in the sheet, some hundreds at a time; they may be written to in between."""
    last = 0
    while batch := [
        _read(one)
        for one in db.query(
            "select * from upload_rows where upload_id = ? and row_number > ?"
            " order by row_number limit ?",
            [upload_id, last, BATCH],
        )
    ]:
        yield batch
        last = batch[-1]["row_number"]


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"cells": json.loads(row["cells"]), "verdict": json.loads(row["verdict"])}


def added_by(db: Db, upload_id: int, archived: bool = False) -> list[int]:
    """The active candidates whom saving a sheet has added, or of those the archived ones.

    The activity tells: the deed is the same.
    """
    which = "archived_at is not null and merged_into is null" if archived else "archived_at is null"
    found = db.execute(
        f"select candidate_id from candidates where {which} and candidate_id in"
        " (select candidate_id from activity where what = 'added' and table_name = 'candidates'"
        " and deed in (select deed from activity where table_name = 'uploads' and row_key = ?))",
        [str(upload_id)],
    )
    return [candidate_id for (candidate_id,) in found]


def discard(db: Db, upload_id: int) -> None:
    db.execute("delete from uploads where upload_id = ?", [upload_id])
