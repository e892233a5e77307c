"""What was decided about the rows of a spreadsheet, kept beside them, for every kind of sheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from webapp.candidates.imports import store_corrections, store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.imports.row_outcome import RowVerdict
from webapp.candidates.imports.store_uploads import Upload, UploadRow
from webapp.database.connection import Db, now, transaction


def keep(db: Db, upload_id: int, verdicts: Iterable[tuple[int, RowVerdict]]) -> None:
    """Keep (row number, verdict)."""
    with transaction(db):
        db.conn.executemany(
            "update upload_rows set outcome = ?, verdict = ?, warned = ?"
            " where upload_id = ? and row_number = ?",
            (
                [
                    one.outcome,
                    msgspec.json.encode(one.to_show()).decode(),
                    bool(one.warnings),
                    upload_id,
                    row_number,
                ]
                for row_number, one in verdicts
            ),
        )


def check(
    db: Db,
    progress: Progress,
    upload: Upload,
    *,
    decide: Callable[[UploadRow], RowVerdict],
    labels: Mapping[str, str],
) -> None:
    """Let decide(row) judge each row of an upload in order, and keep its verdicts with the rows.

    Leaves off as soon as the progress is stopped or somebody has put something else into the sheet.
    labels: field → label of what the sheet may hold; a field that a row asks for gets a column.
    """
    upload_id, revision = upload.upload_id, upload.revision
    asked: set[str] = set()
    for batch in store_uploads.in_order(db, upload_id):
        decided = []
        for row in batch:
            if progress.stopped:
                return
            decided.append((row.row_number, decide(row)))
        with transaction(db):
            if not store_corrections.is_at(db, upload_id, revision):
                return
            keep(db, upload_id, decided)
        asked.update(*(verdict.fields_asked for _, verdict in decided))
        progress.done += len(batch)
    with transaction(db):
        missing = [field for field in labels if field in asked and field not in upload.fields]
        if missing and store_corrections.is_at(db, upload_id, revision):
            store_corrections.add_columns(
                db, upload_id, {field: labels[field] for field in missing}
            )
        _note_checked(db, upload_id, revision)


def _note_checked(db: Db, upload_id: int, revision: int) -> None:
    """Every row of this state of the sheet has its verdict."""
    db.execute(
        "update uploads set checked_at = ? where upload_id = ? and revision = ?",
        [now(), upload_id, revision],
    )


def note_saved(db: Db, upload_id: int, row_numbers: Iterable[int], counts: Sequence[int]) -> None:
    """Take the saved rows off the sheet; counts are those added, changed and left alone."""
    with transaction(db):
        db.conn.executemany(
            "delete from upload_rows where upload_id = ? and row_number = ?",
            ((upload_id, one) for one in row_numbers),
        )
        db.execute(
            "update uploads set saved_at = ?, added = added + ?, changed = changed + ?,"
            " same = same + ? where upload_id = ?",
            [now(), *counts, upload_id],
        )
