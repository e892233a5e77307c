"""Spreadsheets of candidates: upload, columns, review, save."""
