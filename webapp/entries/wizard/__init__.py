"""The steps of the entry form."""
