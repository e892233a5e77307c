"""Passwords: which are good enough, and how they are kept: as Argon2id hashes."""

import re
import unicodedata
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.accounts.passwords import guessable

SHORTEST, LONGEST = 12, 128
# Passwords had up to 200 characters once; what is longer than any could be is not worth the work.
MAX_TYPED_CHARACTERS = 800

# A hash costs 64 MiB and a tenth of a second on one processor: more lanes, or more hashes at once,
# would starve everybody else.
_hasher = PasswordHasher(parallelism=1)
_turn = Lock()


def problem(secret: str, *own: str) -> str:
    """What is wrong with a new password, or "".

    own: what others know of the person: their name, their e-mail, the centre's name. A word of
    four letters or more out of these may not stand in the password.
    """
    secret = _same_form(secret)
    counted = len(re.sub(" +", " ", secret))
    if counted < SHORTEST:
        characters = f"{counted} character{'' if counted == 1 else 's'}"
        spaces = " Spaces in a row count once." if counted < len(secret) else ""
        return f"The password has {characters}; it needs {SHORTEST} or more.{spaces}"
    if len(secret) > LONGEST:
        return f"The password has {len(secret)} characters; {LONGEST} is the most it can have."
    if guessable.is_known(secret):
        return (
            "This password is one that many people use, so it would be guessed early. Choose"
            " another, such as four words that have nothing to do with each other."
        )
    if guessable.is_pattern(secret):
        return (
            "This password repeats itself or runs along the alphabet, the numbers or the keyboard."
            " Choose another, such as four words that have nothing to do with each other."
        )
    if word := guessable.own_word(secret, *own):
        return (
            f"The password holds “{word}”, which people who know you or your centre would try"
            " first. Choose one without it."
        )
    return ""


def hash_of(password: str) -> str:
    """Hash a password, in turn."""
    with _turn:
        return _hasher.hash(_same_form(password))


def fits(password: str, password_hash: str) -> bool:
    """Whether it is the password of that hash, in turn."""
    if len(password) > MAX_TYPED_CHARACTERS:
        password = ""
    try:
        with _turn:
            return _hasher.verify(password_hash, _same_form(password))
    except (VerificationError, InvalidHashError):
        return False


def is_dated(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than those of today."""
    return _hasher.check_needs_rehash(password_hash)


def _same_form(password: str) -> str:
    """The same characters however the keyboard composed them: Unicode NFKC."""
    return unicodedata.normalize("NFKC", password)


# Checked when nobody has the e-mail, so that an unknown one takes as long as a wrong password: of a
# random password that was never written down, made beforehand because it would cost each start a
# tenth of a second.
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=1$1tNdmHc/wx6bYyugWvBjyQ$"
    "TAmcD5m+YAfGE7JpJ7fu9NgBjvTsoS+BBMG5jAJ/pxo"
)
