"""Correcting a result."""
