"""Forms that came after their session had run out."""
