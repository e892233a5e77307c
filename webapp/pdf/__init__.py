"""PDFs that can be read aloud."""
