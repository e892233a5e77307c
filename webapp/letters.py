"""The runs of letters by which the index of the search finds people."""

BEGIN = "^"
LONGEST = 3


def runs(text: str) -> str:
    """Every run of three letters inside each word, the shorter ones at its end, and its first two marked.

    text: folded words with one space between them. "anna" gives "^an ann nna na a": what begins with a
    run, down to one letter, begins with a part of these, so that an index of prefixes knows all parts.
    """
    found: dict[str, None] = {}
    for word in text.split():
        found[BEGIN + word[:2]] = None
        for start in range(len(word)):
            found[word[start : start + LONGEST]] = None
    return " ".join(found)


def holds(word: str) -> str:
    """What an FTS5 query asks for the people who have this word inside one of theirs, or nearly.

    Of words of more than three letters only the runs are known, not that they follow each other.
    """
    if len(word) < LONGEST:
        return f'"{word}" *'
    return " ".join(f'"{word[start : start + LONGEST]}"' for start in range(len(word) - LONGEST + 1))


def begins(word: str) -> str:
    """The same for the people of whom a word begins with this one; sure up to two letters."""
    if len(word) == 1:
        return f'"{BEGIN}{word}" *'
    first = f'"{BEGIN}{word[:2]}"'
    return first if len(word) == 2 else f"{first} {holds(word)}"
