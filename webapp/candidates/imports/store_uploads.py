"""Spreadsheets between being read and being saved, in the file."""

import json
from collections.abc import Iterator, Sequence

import msgspec

from webapp.candidates.imports.row_outcome import GOOD, OTHERS, ShownVerdict
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row, get_value, inserted_id, list_rows, list_values
from webapp.spreadsheets.sheet import Sheet

KEPT_FOR = "-30 days"
MAX_UNFINISHED = 20
"""Sheets of one person that may wait to be saved: together they take up to about 200 MB."""
BATCH = 500
_ROW_COLUMNS = "row_number, cells, outcome, verdict, warned, choice"


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that is being taken in; counts are those of its rows by outcome, "warned" among
    them.
    """

    upload_id: int
    kind: str
    account_id: int
    file_name: str
    made_at: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    notes: tuple[str, ...]
    revision: int
    checked_at: str | None
    saved_at: str | None
    added: int
    changed: int
    same: int
    person: str
    counts: dict[str, int] = {}

    @property
    def rows(self) -> int:
        """How many rows wait."""
        return sum(self.counts.values()) - self.counts.get("warned", 0)


class WaitingUpload(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet in the list of those that are not finished; rows: how many wait."""

    upload_id: int
    file_name: str
    made_at: str
    person: str
    rows: int


class UploadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a sheet: outcome is "" before it was checked, choice what a person decided."""

    row_number: int
    cells: tuple[str, ...]
    outcome: str
    verdict: ShownVerdict
    warned: bool
    choice: str


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


def one(db: Db, upload_id: int) -> Upload | None:
    """The upload with the counts of its rows."""
    upload = get_row(
        db,
        Upload,
        "select uploads.*, accounts.name as person from uploads join accounts using (account_id)"
        " where upload_id = ?",
        [upload_id],
    )
    return upload and msgspec.structs.replace(upload, counts=_count_rows(db, upload_id))


def _count_rows(db: Db, upload_id: int) -> dict[str, int]:
    """Outcome → how many rows have it; "warned" → how many good ones are to be looked at again."""
    counts = dict.fromkeys((*OTHERS, *GOOD, "warned", ""), 0)
    for outcome, warned, rows in db.execute(
        "select outcome, warned, count(*) from upload_rows where upload_id = ? group by 1, 2",
        [upload_id],
    ):
        counts[outcome] += rows
        counts["warned"] += rows if warned and outcome in GOOD else 0
    return counts


def unfinished(db: Db, kind: str) -> list[WaitingUpload]:
    """Uploads of a kind that still have rows, the newest first."""
    return list_rows(
        db,
        WaitingUpload,
        "select upload_id, file_name, uploads.made_at, accounts.name as person,"
        " (select count(*) from upload_rows where upload_rows.upload_id = uploads.upload_id)"
        " as rows from uploads join accounts using (account_id)"
        " where kind = ? and rows order by upload_id desc",
        [kind],
    )


def rows(
    db: Db, upload_id: int, outcome: str, *, offset: int = 0, limit: int = -1
) -> list[UploadRow]:
    """The rows with an outcome, or with outcome "warned" the good ones to be looked at once
    more.
    """
    where = "outcome = :outcome" if outcome != "warned" else "warned and outcome in (:a, :b, :c)"
    return list_rows(
        db,
        UploadRow,
        f"select {_ROW_COLUMNS} from upload_rows where upload_id = :upload_id and {where}"
        " order by row_number limit :limit offset :offset",
        {
            "upload_id": upload_id,
            "outcome": outcome,
            "limit": limit,
            "offset": offset,
            **dict(zip("abc", GOOD, strict=True)),
        },
    )


def row(db: Db, upload_id: int, row_number: int) -> UploadRow | None:
    return get_row(
        db,
        UploadRow,
        f"select {_ROW_COLUMNS} from upload_rows where upload_id = ? and row_number = ?",
        [upload_id, row_number],
    )


def in_order(db: Db, upload_id: int) -> Iterator[list[UploadRow]]:
    """All rows as in the sheet, some hundreds at a time; they may be written to in between."""
    last = 0
    while batch := list_rows(
        db,
        UploadRow,
        f"select {_ROW_COLUMNS} from upload_rows where upload_id = ? and row_number > ?"
        " order by row_number limit ?",
        [upload_id, last, BATCH],
    ):
        yield batch
        last = batch[-1].row_number


def added_by(db: Db, upload_id: int, archived: bool = False) -> list[int]:
    """The active candidates whom saving a sheet has added, or of those the archived ones.

    The activity tells: the deed is the same.
    """
    which = "archived_at is not null and merged_into is null" if archived else "archived_at is null"
    return list_values(
        db,
        int,
        f"select candidate_id from candidates where {which} and candidate_id in"
        " (select candidate_id from activity where what = 'added' and table_name = 'candidates'"
        " and deed in (select deed from activity where table_name = 'uploads' and row_key = ?))",
        [str(upload_id)],
    )


def discard(db: Db, upload_id: int) -> None:
    db.execute("delete from uploads where upload_id = ?", [upload_id])
