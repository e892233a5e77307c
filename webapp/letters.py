"""The runs of letters by which the index of the search finds people."""

BEGIN = "^"
LONGEST = 3
LONGEST_OF_NUMBER = 4
"""Identifiers are alike: every UCI that a centre makes begins with its number."""


def runs(text: str) -> str:
    """Every run of three letters inside each word, the shorter ones at its end, and its first ones marked.

    text: folded words with one space between them. "anna" gives "^an ^ann ann nna na a": every shorter
    part begins one of these, so that an index of their prefixes knows all. Words with digits give their
    runs of four as well.
    """
    found: dict[str, None] = {}
    for word in text.split():
        found[BEGIN + word[:2]] = found[BEGIN + word[:LONGEST]] = None
        for start in range(len(word)):
            found[word[start : start + LONGEST]] = None
        if _has_digits(word):
            length = LONGEST_OF_NUMBER
            found |= dict.fromkeys(word[start : start + length] for start in range(len(word) - length + 1))
    return " ".join(found)


def holds(word: str) -> str:
    """What an FTS5 query asks for the people who have this word inside one of theirs, or nearly.

    Of longer words it is only asked that one has these runs, not that they follow each other.
    """
    if len(word) < LONGEST:
        return f'"{word}" *'
    return " ".join(f'"{part}"' for part in _parts(word))


def begins(word: str) -> str:
    """The same for the people of whom a word begins with this one."""
    if len(word) == 1:
        return f'"{BEGIN}{word}" *'
    others = _parts(word)[1:] if len(word) > LONGEST else []
    return " ".join(f'"{part}"' for part in [BEGIN + word[:LONGEST], *others])


def _has_digits(word: str) -> bool:
    return any(letter.isdecimal() for letter in word)


def _parts(word: str) -> list[str]:
    """As few runs as hold every letter of a word: asking for more of them costs more than it tells."""
    is_number = len(word) >= LONGEST_OF_NUMBER and _has_digits(word)
    length = LONGEST_OF_NUMBER if is_number else LONGEST
    last = len(word) - length
    return [word[start : start + length] for start in [*range(0, last, length), last]]
