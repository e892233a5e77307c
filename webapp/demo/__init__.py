"""The demonstration centre; every person in it is invented."""
