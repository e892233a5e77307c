"""Passwords, kept as Argon2id hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12

_hasher = PasswordHasher()
# Checked when nobody has the e-mail, so that an unknown one takes as long as a wrong password.
NOBODY = _hasher.hash("nobody has this password")


def problem(secret: str) -> str:
    """What is wrong with a new password, or ""."""
    if len(secret) < SHORTEST:
        return f"The password has {len(secret)} characters; it needs {SHORTEST} or more."
    return ""


def hash_of(password: str) -> str:
    return _hasher.hash(password)


def fits(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
