"""The grid of entry options."""
