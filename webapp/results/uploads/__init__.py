"""Spreadsheets of results."""
