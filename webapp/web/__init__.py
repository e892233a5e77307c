"""What every page shares: responses, templates, errors, downloads, formatting."""
