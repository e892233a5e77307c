"""Finding, listing and exporting candidates."""
