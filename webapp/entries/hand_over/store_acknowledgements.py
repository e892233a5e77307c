"""The awarding body's acknowledgements in the file."""

from datetime import date

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows
from webapp.entries.hand_over.acknowledgement import NONE, Acknowledgement


class RecordedAcknowledgement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody recorded at a moment; without a day one was taken back."""

    recorded_at: str
    acknowledged_on: date | None
    reference: str
    person: str


def history(db: Db, submission_id: int) -> list[RecordedAcknowledgement]:
    """What was recorded, by whom and when; the latest first, which is the one that counts."""
    return list_rows(
        db,
        RecordedAcknowledgement,
        "select recorded_at, acknowledged_on, reference, accounts.name as person"
        " from acknowledgements join accounts using (account_id) where submission_id = ?"
        " order by acknowledgement_id desc",
        [submission_id],
    )


def recorded(db: Db, submission_id: int) -> Acknowledgement:
    """The acknowledgement that counts; one without a day when there is none."""
    for latest in history(db, submission_id):
        return Acknowledgement(latest.acknowledged_on, latest.reference)
    return NONE


def record(
    db: Db, submission_id: int, new: Acknowledgement, *, account_id: int, moment: str = ""
) -> bool:
    """Let this one count. Gives whether it is another one than before; earlier ones stay.

    The moment is now unless it is given.
    """
    with transaction(db):
        if recorded(db, submission_id) == new:
            return False
        db.execute(
            "insert into acknowledgements (submission_id, account_id, recorded_at,"
            " acknowledged_on, reference) values (?, ?, ?, ?, ?)",
            [
                submission_id,
                account_id,
                moment or now(),
                new.acknowledged_on and new.acknowledged_on.isoformat(),
                new.reference,
            ],
        )
    return True
