"""The first visit to a new centre."""
