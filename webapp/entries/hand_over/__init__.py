"""Handing submissions over to the awarding body."""
