"""Packages and their assessments."""
