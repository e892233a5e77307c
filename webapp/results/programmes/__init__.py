"""Learning programmes and how far candidates have come."""
