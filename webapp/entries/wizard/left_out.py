"""What to say when archived people were not taken into a draft."""

from webapp.web.formatting import plural


def left_out(count: int) -> str:
    """Return a sentence that follows another one; blank when nobody was archived."""
    if not count:
        return ""
    return f" {plural(count, 'archived candidate was', 'archived candidates were')} left out."
