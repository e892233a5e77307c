"""Records: what is done to everything held about a person.

Topics: merge, retention, export.
Tables: retention_choices.
"""
