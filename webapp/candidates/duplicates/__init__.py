"""People who may be recorded twice."""
