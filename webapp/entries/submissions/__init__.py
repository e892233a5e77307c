"""Submissions and their history."""
