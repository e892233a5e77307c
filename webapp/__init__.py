"""Single Point: entries for learning programmes and their results, for one examination centre."""
