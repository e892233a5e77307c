"""What an entry costs, in the file."""

from collections.abc import Mapping
from typing import Any

from webapp.db import Db, transaction


def fees(db: Db) -> list[dict[str, Any]]:
    """Every assessment that can be entered, with its normal_fee and late_fee in pence."""
    return list(
        db.query(
            "select assessment_id, entry_code, title, normal_fee, late_fee from assessments"
            " where withdrawn_on is null order by entry_code"
        )
    )


def set_fees(db: Db, changed: Mapping[int, Mapping[str, int | None]]) -> None:
    """Set these fees (normal_fee, late_fee; pence or None), by assessment; others stay."""
    with transaction(db):
        for assessment_id, fees_of_it in changed.items():
            for kind, pence in fees_of_it.items():
                column = "late_fee" if kind == "late_fee" else "normal_fee"
                db.execute(
                    f"update assessments set {column} = ? where assessment_id = ?",
                    [pence, assessment_id],
                )
