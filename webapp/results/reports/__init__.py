"""Learning programme reports."""
