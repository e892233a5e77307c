"""Two-step sign-in."""
