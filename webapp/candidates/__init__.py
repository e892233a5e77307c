"""Candidates: the people of the centre, how they are found, their groups, and spreadsheets of them.

Topics: record, duplicates, register, groups, imports, merges.
Tables: candidates, candidate_texts, candidate_search, candidate_search_terms,
candidate_groups, group_members, active_group_members, group_removals, group_removal_members,
removed_group_members, candidate_changes, name_changes, candidate_merges, uploads, upload_rows,
deletions.
"""
