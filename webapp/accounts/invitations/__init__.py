"""Links with which people choose a password."""
