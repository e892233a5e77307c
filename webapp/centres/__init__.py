"""Many centres in one process, a file each."""
