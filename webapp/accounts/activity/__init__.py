"""Lines that the change log gets besides what triggers write."""
