"""A person's name: how it is stored, folded for search and comparison, sorted and doubted.

Search ignores case, accents, apostrophes and hyphens; the stored name keeps all of them.
"""

import re
import unicodedata
from typing import Protocol

from webapp.web import letters
from webapp.web.letters import UNDECOMPOSED

CHARACTERS = 100
QUERY_CHARACTERS = 200
QUERY_WORDS = 10

_APOSTROPHES = (
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u055a\u05f3"
    "\u2018\u2019\u201b\u2032\ua78b\ua78c\uff07"
)
_SILENT = re.compile(f"[{_APOSTROPHES}{letters.INVISIBLE}]")
_WITHOUT_SPACES = {"CJK", "HANGUL"}
_ASCII_WORD = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """Lower-case words without accents and apostrophes, one space between them.

    Hyphens and all else that is neither letter nor digit become that space; other scripts stay.
    Folding again changes nothing.
    """
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(_SILENT.sub("", text).lower()))
    # Silenced twice: NFKD makes a space of an acute typed as apostrophe, and reveals apostrophes of
    # its own.
    decomposed = _SILENT.sub("", unicodedata.normalize("NFKD", _SILENT.sub("", text)))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = bare.casefold().translate(UNDECOMPOSED)
    return " ".join(
        "".join(character if _in_word(character) else " " for character in plain).split()
    )


def _in_word(character: str) -> bool:
    # Vowel signs of Thai, Devanagari and others are marks, but a word without them is another word.
    return character.isalnum() or unicodedata.category(character) in ("Mc", "Mn")


def joined(text: str) -> str:
    """Like fold, with hyphenated words as one: Mary-Ann gives maryann."""
    if text.isascii():
        return fold(text.replace("-", ""))
    return fold("".join(character for character in text if not _is_hyphen(character)))


def _is_hyphen(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character in "\u2043\u2212"


def unspaced(text: str) -> str:
    """Like fold, without the spaces: Mary-Ann, Mary Ann and Maryann give maryann."""
    return fold(text).replace(" ", "")


def search_text(surname: str, forenames: str, *identifiers: str | None) -> str:
    """The text a substring search runs over: words with hyphens both joined and split, then
    identifiers.

    Folded or lower-case, one space between, no word twice; blank identifiers are left out. Words of
    other_spellings stand between the names and the identifiers.
    """
    names = (joined(surname), fold(surname), joined(forenames), fold(forenames))
    numbers = (identifier.lower() for identifier in identifiers if identifier)
    words = " ".join((*names, *other_spellings(surname, forenames), *numbers)).split()
    return " ".join(dict.fromkeys(words))


def other_spellings(surname: str, forenames: str) -> list[str]:
    """Other ways in which people type a name, as folded words.

    A surname of several words as one (delacruz), umlauts and their like spelt out and the other way
    round (muellner, mullner), and a name in a script without spaces as one word, family name first.
    """
    others = [unspaced(surname)]
    for part in (surname, forenames):
        spelt_out = unicodedata.normalize("NFC", part).lower().translate(letters.SPELT_OUT)
        words = f"{joined(part)} {fold(part)} {joined(spelt_out)} {fold(spelt_out)}".split()
        others += words
        others += [letters.contracted(word) for word in words]
    if _scripts(surname) | _scripts(forenames) <= _WITHOUT_SPACES:
        others.append(unspaced(surname + forenames))
    return others


def tokens(query: str) -> list[str]:
    """The folded words of a typed query: of its first 200 characters at most 10 words."""
    return fold(query[:QUERY_CHARACTERS]).split()[:QUERY_WORDS]


def sort_key(surname: str, forenames: str) -> str:
    """Folded surname with its hyphens joined, a tab, forenames likewise; a single name stands
    alone.

    The tab sorts before the space, so every Smith comes before the first Smith Jones.
    """
    return "\t".join(filter(None, (joined(surname), joined(forenames))))


def one_letter_apart(a: str, b: str) -> bool:
    """Whether two whole names, folded, are equal or one slip apart.

    A slip is one letter more, less or other, or two neighbours swapped; a space counts as a letter.
    """
    short, long = sorted((fold(a), fold(b)), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) != len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped and short[start + 2 :] == long[start + 2 :]
    )


def tidy(text: str) -> str:
    """A name as it is stored: NFC, no outer or doubled spaces; apostrophes and hyphens as typed."""
    return letters.tidy(text)


class Named(Protocol):
    """Whatever has the two names of a person."""

    @property
    def surname(self) -> str: ...
    @property
    def forenames(self) -> str: ...


def full(person: Named) -> str:
    """Forenames Surname of a row with both, or the single name."""
    return f"{person.forenames} {person.surname}".strip()


def problem(text: str) -> str:
    """What keeps one tidied name from being stored, or "": more than 100 characters."""
    if len(text) <= CHARACTERS:
        return ""
    return f"A name has up to {CHARACTERS} characters, this one has {len(text)}: shorten it to fit."


def doubts(text: str, typed: str = "") -> list[str]:
    """Warnings about one tidied name, each a sentence with what to do; accents and hyphens raise
    none.

    typed: the name as it was before it was tidied.
    """
    words = re.findall(r"[^\W\d_]+", text)
    shouted = text.isupper() and any(len(word) > 1 for word in words)
    bracketed = re.search(r"[()\[\]{}<>（）［］]", text)
    nicknamed = re.search(r"\bknown as\b|\S aka \S|\S a k a \S", fold(text))
    raised = (
        (
            text and not fold(text),
            "There is no letter in it: leave it blank for a single-name person.",
        ),
        (letters.tidied_away(typed), letters.TIDIED_AWAY),
        (
            any(c.isdigit() for c in text),
            "There is a digit in it: check it against the person's document.",
        ),
        (
            shouted,
            "It is all in capitals: type it as on the certificate, such as Smith or McDonald.",
        ),
        (bracketed or nicknamed, 'It has brackets or "known as" in it: keep the legal name alone.'),
        (
            len(_scripts(text)) > 1,
            "It mixes alphabets, which spoils searches: type it again in one of them.",
        ),
    )
    return [doubt for found, doubt in raised if found]


def _scripts(text: str) -> set[str]:
    normal = unicodedata.normalize("NFKC", text)
    signs = (c for c in normal if unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lo"))
    scripts = {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in signs}
    # One Japanese name is often written in all three.
    return {"CJK" if script in ("HIRAGANA", "KATAKANA") else script for script in scripts}
