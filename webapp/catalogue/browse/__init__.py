"""Looking through the catalogue."""
