"""What people put into a sheet that was uploaded: other words, choices, what its columns are."""

import json
from collections.abc import Mapping, Sequence

from webapp.db import Db, transaction


def set_fields(db: Db, upload_id: int, fields: Sequence[str]) -> None:
    """Say anew what each column is; the check is void with that."""
    with transaction(db):
        db.execute("update uploads set fields = ? where upload_id = ?",
                   [json.dumps(list(fields)), upload_id])  # fmt: skip
        _forget_check(db, upload_id)


def mend(
    db: Db, upload_id: int, mended: Mapping[int, Sequence[str]], choices: Mapping[int, str]
) -> None:
    """Put a person's words into rows, row number → cells, and whose rows they are, → choice.

    What was chosen for a row's earlier words is void.
    """
    with transaction(db):
        db.conn.executemany(
            "update upload_rows set cells = ?, choice = '', outcome = '', verdict = '{}'"
            " where upload_id = ? and row_number = ?",
            [(json.dumps(list(cells)), upload_id, one) for one, cells in mended.items()],
        )
        db.conn.executemany(
            "update upload_rows set choice = ? where upload_id = ? and row_number = ?",
            [(choice, upload_id, one) for one, choice in choices.items()],
        )
        _forget_check(db, upload_id)


def _forget_check(db: Db, upload_id: int) -> None:
    """A check that is under way has become void with that, too: see is_at."""
    db.execute(
        "update uploads set checked_at = null, revision = revision + 1 where upload_id = ?",
        [upload_id],
    )


def is_at(db: Db, upload_id: int, revision: int) -> bool:
    """Whether nobody has put anything else into the sheet since."""
    found = db.execute("select revision from uploads where upload_id = ?", [upload_id]).fetchone()
    return found == (revision,)
