"""Merging two candidates through all rooms."""
