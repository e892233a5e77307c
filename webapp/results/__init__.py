"""Results: what candidates have achieved, and the reports on it.

Topics: of_candidate, corrections, uploads, programmes, reports, new, missing, edition_effects.
Tables: results.
"""
