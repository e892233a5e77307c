"""One candidate's results."""
