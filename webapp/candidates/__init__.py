"""Candidates: the people of the centre, how they are found, and their groups.

Tables: candidates, candidate_search, candidate_groups, group_members, active_group_members.
"""
