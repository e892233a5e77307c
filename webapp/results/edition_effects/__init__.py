"""Whom a new edition touches."""
