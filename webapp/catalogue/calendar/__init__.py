"""The calendar of closing dates."""
