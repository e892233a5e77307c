"""What somebody who guesses passwords tries first: known ones, patterns, and words about a
person.
"""

import itertools
import re
import unicodedata
from functools import cache
from pathlib import Path

KNOWN = Path(__file__).with_name("known_passwords.txt")
PROGRAM = "Single Point"
LOOKS_LIKE = str.maketrans("@4301!5$7+8", "aaeoiisstt" + "b")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
)
NEIGHBOURS = {(one[at], one[at + 1]) for one in ROWS for at in range(len(one) - 1)}
LEAST_PART = 4
LONGEST_UNIT = 6
LEAST_FRESH = 6
# They say where somebody works, not who: too many good passwords hold them.
PLACES = {"college", "school", "academy", "centre", "center", "example", "mail", "email"}


def folded(text: str) -> str:
    """Letters and digits only, small, without accents, and `P@ssw0rd` read as `password`."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(LOOKS_LIKE)
    return "".join(one for one in plain if one.isalnum())


def stem(text: str) -> str:
    """Folded, after the digits and signs that people put at both ends to satisfy a rule."""
    return folded(re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text))


@cache
def known_words() -> frozenset[str]:
    """The stems of passwords that many people use; the file says where they come from."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    return frozenset(one for one in lines if one and not one.startswith("#"))


def is_known(secret: str) -> bool:
    """One that many people use, or one of those several times over."""
    core = stem(secret)
    units = {core, core[: _period(core)], stem(secret[: _period(secret.casefold())])}
    return not units.isdisjoint(known_words())


def is_pattern(secret: str) -> bool:
    """A short piece over and over, or little more than runs such as `abcd`, `4321` and `qwer`."""
    small = secret.casefold()
    period = _period(small)
    if period <= LONGEST_UNIT and len(small) >= 2 * period:
        return True
    steps = itertools.pairwise(small)
    along = sum(
        one == other or (one, other) in NEIGHBOURS or (other, one) in NEIGHBOURS
        for one, other in steps
    )
    return len(small) - along < LEAST_FRESH


def own_word(secret: str, *own: str) -> str:
    """The first word of the person's own, or of the program's name, that the secret holds, or
    "".
    """
    readings = {folded(secret), folded(secret.replace("1", "l"))}
    for text in (*own, PROGRAM):
        parts = re.split(r"[\W\d_]+", text) if text != PROGRAM else []
        for part in (*parts, text):
            word = folded(part)
            counts = len(word) >= LEAST_PART and word not in PLACES
            if counts and any(word in one for one in readings):
                return part
    return ""


def _period(text: str) -> int:
    """After how many characters the text begins again and goes on so to its end."""
    lengths = range(1, len(text) + 1)
    return next((one for one in lengths if text.startswith(text[one:])), len(text))
