"""A candidate group's title."""

from webapp.candidates.record import name

CHARACTERS = 100


def read_title(text: str) -> tuple[str, str]:
    """The tidied title and the problem with it, or ""."""
    title = name.tidy(text)
    if not title:
        return "", "Type a title, such as ICT Level 2 2026–27: a group is found by it."
    if len(title) > CHARACTERS:
        return title, (
            f"A title has up to {CHARACTERS} characters, this one has {len(title)}:"
            " shorten it to fit."
        )
    if ";" in title:
        return title, "A title has no semicolon: files put one between two groups. Leave it out."
    return title, ""


def same(one: str, other: str) -> bool:
    """Whether two titles are one to a reader: capitals make no difference."""
    return name.tidy(one).casefold() == name.tidy(other).casefold()
