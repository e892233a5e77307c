"""Editions of the catalogue."""
