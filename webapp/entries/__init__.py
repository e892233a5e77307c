"""Entries: drafts, the steps that fill them, submissions, and what becomes of these afterwards.

Tables: drafts, draft_candidates, draft_choices, submissions, entries, open_entries, awards,
attempt_outcomes, entry_outcomes, submission_changes, entry_changes, hand_overs, hand_over_rows, acknowledgements.
"""
