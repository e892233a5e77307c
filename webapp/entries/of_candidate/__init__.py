"""One candidate's entries."""
