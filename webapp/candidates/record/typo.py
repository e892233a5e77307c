"""A number that is one slip of the finger away: one wrong character, or two neighbours swapped."""

import string
from collections.abc import Iterator

from webapp.candidates.record import uci, uln

_UCI_LENGTH, _ULN_LENGTH = 13, 10


def near_uci(typed: str) -> set[str]:
    """The UCIs that pass their check, one slip from 13 tidied characters; never the typed one."""
    return {
        one
        for one in _near(typed, _UCI_LENGTH, string.digits + string.ascii_uppercase)
        if uci.read(one)[0] == one
    }


def near_uln(typed: str) -> set[str]:
    """The ULNs that pass their check, one slip from 10 tidied characters; never the typed one."""
    return {one for one in _near(typed, _ULN_LENGTH, string.digits) if uln.read(one)[0] == one}


def _near(typed: str, length: int, alphabet: str) -> Iterator[str]:
    if len(typed) != length:
        return
    for place, character in enumerate(typed):
        before, after = typed[:place], typed[place + 1 :]
        yield from (before + other + after for other in alphabet if other != character)
        if after and after[0] != character:
            yield before + after[0] + character + after[1:]
