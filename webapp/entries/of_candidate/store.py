"""Reading what one candidate has in this room: entries, open drafts, awards."""

from datetime import date

import msgspec

from webapp.database.connection import Db
from webapp.database.rows import list_rows


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry and its submission; entered_at is a moment, fee in pence."""

    submission_id: int
    reference: str
    entry_code: str
    assessment_title: str
    series_title: str
    attempt: int
    late: bool
    fee: int | None
    status: str
    outcome: str
    entered_at: str
    order_number: str
    package_title: str
    person: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to an entry; person is None for the command line."""

    entry_code: str
    series_title: str
    what: str
    reason: str
    before: str
    after: str
    late: bool
    fee: int | None
    changed_at: str
    person: str | None


class HandedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row on a hand-over sheet; content is JSON, a text a column."""

    made_at: str
    kind: str
    taken_back_at: str | None
    reference: str
    entry_code: str
    content: str


class OpenDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft and what was decided in it; ticked and unticked are entry codes, a space between."""

    draft_id: int
    display_title: str
    made_at: str
    ticked: str
    unticked: str


class Award(msgspec.Struct, frozen=True, kw_only=True):
    """What the candidate has been awarded, as far as making entries must know it."""

    entry_code: str
    title: str
    awarded_on: date


def entries(db: Db, candidate_id: int) -> list[Entry]:
    """Every entry, withdrawn ones too, the newest first."""
    return list_rows(
        db,
        Entry,
        "select submission_id, printf('SP-%06d', submission_id) as reference,"
        " entry_code, assessment_title, series_title, attempt, late, fee, status, outcome,"
        " entered_at, order_number, package_title, accounts.name as person"
        " from entries join submissions using (submission_id)"
        " join accounts using (account_id)"
        " where candidate_id = ? order by entered_at desc, entry_code",
        [candidate_id],
    )


def changes(db: Db, candidate_id: int) -> list[Change]:
    """What was done to the candidate's entries since they were entered, the oldest first."""
    return list_rows(
        db,
        Change,
        "select entry_code, series_title, what, reason, entry_changes.before,"
        " entry_changes.after, entry_changes.late, entry_changes.fee, changed_at,"
        " accounts.name as person from entries join entry_changes using (entry_id)"
        " left join accounts using (account_id)"
        " where candidate_id = ? order by entry_change_id",
        [candidate_id],
    )


def hand_overs(db: Db, candidate_id: int) -> list[HandedRow]:
    """The candidate's rows on hand-over sheets."""
    return list_rows(
        db,
        HandedRow,
        "select made_at, kind, taken_back_at, printf('SP-%06d', hand_overs.submission_id) as"
        " reference, entry_code, content from hand_over_rows join entries using (entry_id)"
        " join hand_overs using (hand_over_id)"
        " where candidate_id = ? order by hand_over_id, entry_code",
        [candidate_id],
    )


def drafts(db: Db, candidate_id: int) -> list[OpenDraft]:
    """The open drafts in which the candidate is selected, with what was decided for them."""
    return list_rows(
        db,
        OpenDraft,
        "select draft_id, display_title, drafts.made_at, coalesce(group_concat(entry_code, ' ')"
        " filter (where ticked), '') as ticked, coalesce(group_concat(entry_code, ' ')"
        " filter (where not ticked), '') as unticked"
        " from draft_candidates join drafts using (draft_id) join packages using (package_id)"
        " left join draft_choices using (draft_id, candidate_id)"
        " left join assessments using (assessment_id)"
        " where candidate_id = ? group by draft_id order by draft_id",
        [candidate_id],
    )


def awards(db: Db, candidate_id: int) -> list[Award]:
    return list_rows(
        db,
        Award,
        "select entry_code, title, awarded_on from awards join assessments"
        " using (assessment_id) where candidate_id = ? order by awarded_on, entry_code",
        [candidate_id],
    )
