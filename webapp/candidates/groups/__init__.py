"""Candidate groups."""
