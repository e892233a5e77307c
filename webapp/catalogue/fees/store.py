"""What an entry costs, in the file."""

from collections.abc import Mapping

import msgspec

from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows


class Fees(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry for an assessment costs, in pence; None where it is not known."""

    assessment_id: int
    entry_code: str
    title: str
    normal_fee: int | None
    late_fee: int | None

    def of(self, kind: str) -> int | None:
        """Return the late fee for late_fee, else the normal one."""
        return self.late_fee if kind == "late_fee" else self.normal_fee


def fees(db: Db) -> list[Fees]:
    """The fees of every assessment that can be entered, by entry code."""
    return list_rows(
        db,
        Fees,
        "select assessment_id, entry_code, title, normal_fee, late_fee from assessments"
        " where withdrawn_on is null order by entry_code",
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
