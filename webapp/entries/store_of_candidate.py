"""Reading what one candidate has in this room: entries, open drafts, awards."""

from typing import Any

from webapp.db import Db


def entries(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    """Every entry, withdrawn ones too, the newest first."""
    return list(
        db.query(
            "select entry_id, submission_id, printf('SP-%06d', submission_id) as reference,"
            " entry_code, assessment_title, series_title, attempt, late, fee, status, outcome,"
            " entered_at,"
            " order_number, package_title, accounts.name as person"
            " from entries join submissions using (submission_id)"
            " join accounts using (account_id)"
            " where candidate_id = ? order by entered_at desc, entry_code",
            [candidate_id],
        )
    )


def changes(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    """What was done to the candidate's entries since they were entered, the oldest first."""
    return list(
        db.query(
            "select entry_code, series_title, what, reason, entry_changes.before,"
            " entry_changes.after, entry_changes.late, entry_changes.fee, changed_at,"
            " accounts.name as person from entries join entry_changes using (entry_id)"
            " left join accounts using (account_id)"
            " where candidate_id = ? order by entry_change_id",
            [candidate_id],
        )
    )


def hand_overs(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    """The candidate's rows on hand-over sheets; content is JSON, a text a column."""
    return list(
        db.query(
            "select made_at, kind, taken_back_at, printf('SP-%06d', hand_overs.submission_id) as"
            " reference,"
            " entry_code, content from hand_over_rows join entries using (entry_id)"
            " join hand_overs using (hand_over_id)"
            " where candidate_id = ? order by hand_over_id, entry_code",
            [candidate_id],
        )
    )


def drafts(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    """The open drafts in which the candidate is selected, with what was decided for them.

    ticked and unticked are entry codes, one space between.
    """
    return list(
        db.query(
            "select draft_id, display_title, drafts.made_at, coalesce(group_concat(entry_code, ' ')"
            " filter (where ticked), '') as ticked, coalesce(group_concat(entry_code, ' ')"
            " filter (where not ticked), '') as unticked"
            " from draft_candidates join drafts using (draft_id) join packages using (package_id)"
            " left join draft_choices using (draft_id, candidate_id)"
            " left join assessments using (assessment_id)"
            " where candidate_id = ? group by draft_id order by draft_id",
            [candidate_id],
        )
    )


def awards(db: Db, candidate_id: int) -> list[dict[str, Any]]:
    return list(
        db.query(
            "select entry_code, title, awarded_on from awards join assessments"
            " using (assessment_id) where candidate_id = ? order by awarded_on, entry_code",
            [candidate_id],
        )
    )
