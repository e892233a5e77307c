"""Spreadsheets as they come in and as they go out."""
