"""Home and the lists of drafts."""
