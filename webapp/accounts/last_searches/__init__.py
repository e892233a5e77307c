"""The last search of each list."""
