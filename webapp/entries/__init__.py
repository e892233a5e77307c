"""Entries: drafts, the steps that fill them, submissions, and what becomes of these afterwards.

Topics: home, wizard, options, submissions, changes, hand_over, attendance, of_candidate.
Tables: drafts, draft_candidates, active_draft_candidates, draft_choices, draft_series,
draft_candidate_series, draft_undos, draft_undo_candidates, draft_undo_choices, removed_candidates,
submissions, entries, open_entries, awards, attempt_outcomes, entry_outcomes, submission_changes,
entry_changes, hand_overs, hand_over_rows, downloaded_rows, acknowledgements.
"""
