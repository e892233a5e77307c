"""Backups of the file: made, checked, put back."""
