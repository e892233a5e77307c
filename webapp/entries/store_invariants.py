"""What must hold of drafts, submissions and entries at every moment, whatever was cut short."""

from webapp.database.connection import Db

# Question → what is wrong with each row that it finds; a deed as people see it stands in one
# transaction.
QUESTIONS = (
    (
        "select group_concat(entry_id, ', ') from open_entries"
        " group by candidate_id, assessment_id, series_id having count(*) > 1",
        "Entries {} of one candidate, assessment and series all wait for a result.",
    ),
    (
        "select group_concat(entry_id, ', ') from entries where status <> 'withdrawn'"
        " group by candidate_id, assessment_id, series_id, attempt having count(*) > 1",
        "Entries {} are of one candidate, assessment, series and attempt.",
    ),
    (
        "select entry_id from entries join entry_outcomes using (entry_id)"
        " where entries.outcome <> entry_outcomes.outcome",
        "Entry {} has not the outcome of its attempt.",
    ),
    (
        "select submission_id from submissions where not exists (select 1 from deletions)"
        " and submission_id not in (select submission_id from entries)",
        "Submission {} has no entries.",
    ),
    (
        "select submission_id from submissions where draft_id in (select draft_id from drafts)",
        "Submission {} is a draft still.",
    ),
    (
        "select entry_id from entries join series using (series_id)"
        " where entries.assessment_id <> series.assessment_id",
        "Entry {} is in a series of another assessment.",
    ),
    (
        "select entry_id from entries where status <> 'entered'"
        " and entry_id not in (select entry_id from entry_changes where what <> 'fee')",
        "Entry {} was changed, and nobody knows when.",
    ),
    (
        "select entry_id from entries join entry_changes using (entry_id)"
        " where what not in ('merged', 'fee') and after <> status"
        " and entry_change_id = (select max(later.entry_change_id) from entry_changes as later"
        " where later.entry_id = entries.entry_id and later.what not in ('merged', 'fee'))",
        "Entry {} is not what its last change made it.",
    ),
    (
        "select entry_id from entries join entry_changes using (entry_id) where what = 'fee'"
        " and entries.fee is not cast(after as integer) and entry_change_id = (select"
        " max(later.entry_change_id)"
        " from entry_changes as later where later.entry_id = entries.entry_id and later.what ="
        " 'fee')",
        "Entry {} has not the fee that was filled in last.",
    ),
    (
        "select submission_id from submissions join submission_changes using (submission_id)"
        " where after <> order_number and submission_change_id = (select"
        " max(later.submission_change_id)"
        " from submission_changes as later where later.submission_id = submissions.submission_id)",
        "Submission {} has not the order number of its last change.",
    ),
    (
        "select hand_over_id from hand_over_rows join hand_overs using (hand_over_id)"
        " join entries using (entry_id) where entries.submission_id <> hand_overs.submission_id",
        "Hand-over sheet {} holds an entry of another submission.",
    ),
    (
        "select hand_over_id from hand_overs where taken_back_at is null and exists"
        " (select 1 from hand_overs as earlier where earlier.submission_id ="
        " hand_overs.submission_id"
        " and earlier.hand_over_id < hand_overs.hand_over_id and earlier.taken_back_at >"
        " hand_overs.made_at)",
        "Hand-over {} counts, and an earlier one was taken back after it.",
    ),
    (
        "select draft_id from drafts where options_confirmed = 1"
        " and draft_id not in (select draft_id from draft_candidates)",
        "Draft {} has its options confirmed and no candidates.",
    ),
    (
        "select draft_id from (select draft_id, assessment_id, series_id from draft_series union"
        " all"
        " select draft_id, assessment_id, series_id from draft_candidate_series) as chosen"
        " join series using (series_id) where chosen.assessment_id <> series.assessment_id",
        "Draft {} has chosen a series of another assessment.",
    ),
    (
        "select draft_id from (select draft_id, assessment_id from draft_series union"
        " select draft_id, assessment_id from draft_candidate_series) as chosen join drafts using"
        " (draft_id)"
        " where not exists (select 1 from package_assessments where"
        " package_assessments.package_id = drafts.package_id"
        " and package_assessments.assessment_id = chosen.assessment_id)",
        "Draft {} has chosen a series for an assessment outside its package.",
    ),
    (
        "select draft_id from draft_choices where not exists (select 1 from draft_candidates"
        " where draft_candidates.draft_id = draft_choices.draft_id"
        " and draft_candidates.candidate_id = draft_choices.candidate_id)",
        "Draft {} holds ticks for somebody who is not in it.",
    ),
)


def broken(db: Db) -> list[str]:
    """What is wrong, a sentence each, with ids and no names."""
    return [said.format(found) for asked, said in QUESTIONS for (found,) in db.execute(asked)]
