"""Letters: those that Unicode does not take apart, and signs that nobody sees."""

import re
import unicodedata

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
