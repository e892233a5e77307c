"""Results: what candidates have achieved, and what is done to all their records at once.

Tables: results, retention_choices.
"""
