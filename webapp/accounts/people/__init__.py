"""The people with accounts."""
