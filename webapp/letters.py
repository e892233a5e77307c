"""The runs of letters by which the index of the search finds people."""

BEGIN = "^"
SHORT, LONG = 3, 4
"""Letters of a run. The longer ones are held by fewer people, so that several words are found sooner."""


def runs(text: str) -> str:
    """Every run of three or four letters inside each word, the shorter ones at its end, its first ones marked.

    text: folded words with one space between them. "anna" gives "^an ^ann ann anna nna na a": every
    shorter part begins one of these, so that an index of their prefixes knows all.
    """
    found: dict[str, None] = {}
    for word in text.split():
        found[BEGIN + word[: SHORT - 1]] = found[BEGIN + word[:SHORT]] = None
        for start in range(len(word)):
            found[word[start : start + SHORT]] = None
            if start + LONG <= len(word):
                found[word[start : start + LONG]] = None
    return " ".join(found)


def holds(word: str) -> str:
    """What an FTS5 query asks for the people who have this word inside one of theirs, or nearly.

    Of words longer than a run it is only asked that one has these runs, not that they follow each other.
    """
    if len(word) < SHORT:
        return f'"{word}" *'
    return " ".join(f'"{part}"' for part in _parts(word))


def begins(word: str) -> str:
    """The same for the people of whom a word begins with this one."""
    if len(word) == 1:
        return f'"{BEGIN}{word}" *'
    others = _parts(word) if len(word) > SHORT else []
    return " ".join(f'"{part}"' for part in [BEGIN + word[:SHORT], *others])


def _parts(word: str) -> list[str]:
    """As few runs as hold every letter of a word: asking for more of them costs more than it tells."""
    length = min(len(word), LONG)
    last = len(word) - length
    return [word[start : start + length] for start in [*range(0, last, length), last]]
