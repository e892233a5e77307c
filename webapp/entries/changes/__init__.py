"""Withdrawing and amending after a submission."""
