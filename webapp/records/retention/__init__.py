"""How long people are held, and deleting them."""
