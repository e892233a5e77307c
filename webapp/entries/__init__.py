"""Entries: drafts, the steps that fill them, and submissions.

Tables: drafts, draft_candidates, draft_choices, submissions, entries, awards.
"""
