"""Results since the last visit."""
