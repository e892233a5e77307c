"""Attendance lists."""
