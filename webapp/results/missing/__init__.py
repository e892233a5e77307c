"""Entries for missing components."""
