"""Series and their dates."""
