"""Entries: drafts, the steps that fill them, submissions, and what becomes of these afterwards.

Tables: drafts, draft_candidates, draft_choices, draft_undos, draft_undo_candidates,
draft_undo_choices, submissions, entries, awards, submission_changes, entry_changes, hand_overs,
hand_over_rows, acknowledgements, removed_candidates.
"""
