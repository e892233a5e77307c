"""One candidate: the form, the page, the history."""
