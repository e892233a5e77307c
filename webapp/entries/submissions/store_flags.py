"""Which submissions still want to be handed over, handed over again, or acknowledged."""

from webapp.database.connection import Db
from webapp.entries.hand_over import hand_over_sheet
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.submissions import flags


def marks(db: Db) -> flags.Marks:
    """Each mark → the ids of the submissions that wear it.

    One whose entries were all withdrawn before anybody downloaded or sent them wants nothing.
    """
    return {
        flags.NOT_HANDED_OVER: _ids(
            db,
            "select submission_id from submissions where submission_id not in"
            " (select submission_id from hand_overs where taken_back_at is null)"
            " and exists (select 1 from entries left join downloaded_rows using (entry_id)"
            " where submission_id = submissions.submission_id"
            " and (status <> 'withdrawn' or digest is not null))",
        ),
        flags.CHANGED: _changed(db),
        flags.NOT_ACKNOWLEDGED: _ids(
            db,
            "select submission_id from hand_overs where taken_back_at is null"
            " and submission_id not in"
            " (select submission_id from acknowledgements where acknowledged_on is not null"
            " and acknowledgement_id in"
            " (select max(acknowledgement_id) from acknowledgements group by submission_id))",
        ),
    }


def _changed(db: Db) -> set[int]:
    # Whose row could have changed is a matter of moments; whether it has, only the rows tell.
    touched = _ids(
        db,
        "with last as (select submission_id, max(made_at) as made_at from hand_overs"
        " where taken_back_at is null group by submission_id)"
        " select submission_id from last join entries using (submission_id)"
        " join entry_changes using (entry_id) where changed_at >= made_at"
        " union select submission_id from last join entries using (submission_id)"
        " join candidate_changes using (candidate_id) where changed_at >= made_at"
        " union select submission_id from last join submission_changes using (submission_id)"
        " where changed_at >= made_at"
        # A result leaves no moment with the entry, and one that was taken back stands in the old
        # row alone.
        " union select submission_id from last join entries using (submission_id)"
        " where status = 'withdrawn' and (outcome not in ('', 'pending') or exists"
        " (select 1 from hand_over_rows where hand_over_rows.entry_id = entries.entry_id"
        " and content ->> '$.result' <> ''))",
    )
    found = store_hand_over.sheets(db, touched)
    return {one for one, both in found.items() if hand_over_sheet.changes(both)}


def _ids(db: Db, question: str) -> set[int]:
    return {submission_id for (submission_id,) in db.execute(question)}
