"""What people put into a sheet that was uploaded: other words, choices, what its columns are."""

import json
from collections.abc import Mapping, Sequence

from webapp.database.connection import Db, transaction


def set_fields(db: Db, upload_id: int, fields: Sequence[str]) -> None:
    """Say anew what each column is; the check is void with that."""
    with transaction(db):
        width = _width(db, upload_id)
        db.execute(
            "update uploads set fields = ? where upload_id = ?",
            [json.dumps(_padded(fields, width)), upload_id],
        )
        _forget_check(db, upload_id)


def mend(
    db: Db, upload_id: int, mended: Mapping[int, Sequence[str]], choices: Mapping[int, str]
) -> None:
    """Put a person's words into rows, row number → cells, and whose rows they are, → choice.

    What was chosen for a row's earlier words is void.
    """
    with transaction(db):
        width = _width(db, upload_id)
        db.conn.executemany(
            "update upload_rows set cells = ?, choice = '', outcome = '', verdict = '{}'"
            " where upload_id = ? and row_number = ?",
            [(json.dumps(_padded(cells, width)), upload_id, one) for one, cells in mended.items()],
        )
        db.conn.executemany(
            "update upload_rows set choice = ? where upload_id = ? and row_number = ?",
            [(choice, upload_id, one) for one, choice in choices.items()],
        )
        _forget_check(db, upload_id)


def add_columns(db: Db, upload_id: int, labels: Mapping[str, str]) -> None:
    """Give the sheet empty columns for these fields, field → label, so that they can be typed
    in.
    """
    with transaction(db):
        for field, label in labels.items():
            db.execute(
                "update uploads set headings = json_insert(headings, '$[#]', ?),"
                " fields = json_insert(fields, '$[#]', ?) where upload_id = ?",
                [label, field, upload_id],
            )
            db.execute(
                "update upload_rows set cells = json_insert(cells, '$[#]', '') where upload_id = ?",
                [upload_id],
            )


def _width(db: Db, upload_id: int) -> int:
    """How many columns the sheet has by now."""
    found = db.execute(
        "select json_array_length(headings) from uploads where upload_id = ?", [upload_id]
    ).fetchone()
    return found[0] if found else 0


def _padded(texts: Sequence[str], width: int) -> list[str]:
    """One text a column: a check may have added columns since the others were read."""
    return [*texts, *[""] * (width - len(texts))]


def _forget_check(db: Db, upload_id: int) -> None:
    """A check that is under way has become void with that, too: see is_at."""
    db.execute(
        "update uploads set checked_at = null, revision = revision + 1 where upload_id = ?",
        [upload_id],
    )


def is_at(db: Db, upload_id: int, revision: int) -> bool:
    """Whether nobody has put anything else into the sheet since."""
    found = db.execute("select revision from uploads where upload_id = ?", [upload_id]).fetchone()
    return bool(found == (revision,))
