"""A qualification's accreditation number, ddd/dddd/c."""

import re


def doubt(qan: str) -> str:
    """What a person must know of a number that does not fit; "" when it does, or is not known."""
    if not qan or fits(qan):
        return ""
    return "This QAN does not fit its check digit: compare it with the awarding body's list."


def fits(qan: str) -> bool:
    """Whether the check character is right: weights 8…2 over seven digits, modulo 11, 10 = X."""
    found = re.fullmatch(r"([0-9]{3})/([0-9]{4})/([0-9X])", qan)
    if not found:
        return False
    digits = found[1] + found[2]
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True))
    return found[3] == "0123456789X"[rest % 11]
