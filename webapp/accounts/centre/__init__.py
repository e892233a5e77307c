"""The examination centre itself."""
