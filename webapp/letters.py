"""Letters: those that Unicode does not take apart, and the runs by which the search's index finds
people.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import combinations

UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "ȷ": "j",
        "ƀ": "b",
        "ɓ": "b",
        "ɖ": "d",
        "ɗ": "d",
        "ƙ": "k",
        "ƴ": "y",
        "ƶ": "z",
        "ɨ": "i",
        "ʉ": "u",
        "ə": "e",
        "ǝ": "e",
        "ɛ": "e",
        "ɔ": "o",
    }
)
"""Letters with a stroke or joined, in lower case, and what they are without an accent."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef"
)
"""Signs without a shape or width and those that turn the direction of writing, as in a pattern's
brackets.
"""
TIDIED_AWAY = "It contained an invisible character, which has been removed: check the rest."
_INVISIBLE_SIGN = re.compile(f"[{INVISIBLE}]")
_JOINERS = "\u200c\u200d"


def tidy(text: str) -> str:
    """Text as it is stored: NFC, no outer or doubled spaces, no line breaks, no invisible signs.

    Joiners stay between letters of the scripts that are written with them, from Arabic to Khmer.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    written = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in visible(text))
    return unicodedata.normalize("NFC", " ".join(written.split()))


def visible(text: str) -> str:
    """The text without invisible signs; all else as it is."""
    return _INVISIBLE_SIGN.sub(lambda found: found[0] if _joins(found) else "", text)


def tidy_lines(text: str) -> str:
    """The same for text that keeps its line breaks; no blank lines at either end."""
    return "\n".join(map(tidy, text.splitlines())).strip("\n")


def tidied_away(text: str) -> bool:
    """Whether tidy takes an invisible sign out of this text."""
    return any(not _joins(found) for found in _INVISIBLE_SIGN.finditer(text))


def _joins(found: re.Match[str]) -> bool:
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    return found[0] in _JOINERS and _is_joined(before) and _is_joined(after)


def _is_joined(letter: str) -> bool:
    return "\u0600" <= letter < "\u1800"


SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""Letters that are also written as two, in lower case: Müllner, Muellner."""
_CONTRACTED = re.compile("a(?=[ae])[ae]|(?<=[ou])e")


def contracted(word: str) -> str:
    """A folded word with each ae, oe, ue and aa as the one letter that it may stand for:
    mullner.
    """
    return _CONTRACTED.sub(lambda found: found[0][:1] if found[0][0] == "a" else "", word)


BEGIN, AND = "^", "+"
SHORT, LONG = 3, 4
"""Letters of a run. The longer ones are held by fewer people."""


def runs(text: str) -> str:
    """By what a person is found: the runs of three or four letters inside each word, how it begins,
    and pairs.

    text: folded words with one space between them. "anna" gives "^an ^ann ^anna nna na a": of a
    word's beginning two to four letters, marked, and of what is behind that every run, shorter ones
    at its end, so that every part begins one of these. "anna berg" gives "anna+berg" besides:
    whoever has both is found at once, however many have one of them. Short words and numbers are in
    no pair.
    """
    words = text.split()
    found: dict[str, None] = {}
    for word in words:
        for length in (SHORT - 1, SHORT, LONG):
            found[BEGIN + word[:length]] = None
        for start in range(1, len(word)):
            found[word[start : start + SHORT]] = None
            if start + LONG <= len(word):
                found[word[start : start + LONG]] = None
    for pair in combinations(_heads(words), 2):
        found[AND.join(pair)] = None
    return " ".join(found)


def holds(word: str) -> str:
    """What an FTS5 query asks for the people who have this word inside one of theirs, or nearly.

    Of words longer than a run it is only asked that one has these runs, not that they follow each
    other.
    """
    first, *others = _parts(word)
    if len(word) < SHORT:
        return f'({begins(word)} OR "{word}" *)'
    return _both(f'("{BEGIN}{first}" OR "{first}")', *(f'"{part}"' for part in others))


def begins(word: str) -> str:
    """The same for the people of whom a word begins with this one."""
    if len(word) == 1:
        return f'"{BEGIN}{word}" *'
    first, *others = _parts(word)
    return _both(*(f'"{part}"' for part in [BEGIN + first, *others]))


def all_hold(words: Sequence[str]) -> str:
    """What is asked for the people who have each of these words inside one of theirs, or nearly."""
    one, other = sorted(words, key=len)[-2:] if len(words) > 1 else ("", "")
    heads = _heads([one, other])
    if len(heads) < 2:
        return _both(*map(holds, words))
    # Either both begin a word, another one each because they differ, or one of them stands inside.
    first, second = heads
    pair = (
        f'("{first}{AND}{second}" OR "{BEGIN}{first}" AND "{second}"'
        f' OR "{first}" AND ("{BEGIN}{second}" OR "{second}"))'
    )
    others = list(words)
    others.remove(one)
    others.remove(other)
    return _both(pair, *map(holds, others))


def all_begin(words: Sequence[str]) -> str:
    """The same for the people of whom a word begins with each of these."""
    return _both(*map(begins, words))


def _heads(words: Iterable[str]) -> list[str]:
    """What makes pairs, in the order in which it does."""
    return sorted({head for word in words if len(head := word[:LONG]) == LONG and head.isalpha()})


def _both(*asked: str) -> str:
    return " AND ".join(asked)


def _parts(word: str) -> list[str]:
    """As few runs as hold every letter of a word: asking for more of them costs more than it
    tells.
    """
    length = min(len(word), LONG)
    last = len(word) - length
    return [word[start : start + length] for start in [*range(0, last, length), last]]
