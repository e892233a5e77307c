"""Numbers pasted in one go: candidate numbers, UCIs, ULNs, OCR numbers, separated by anything."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from webapp.candidates.record import uci, uln

MAX_NUMBERS = 20_000
MAX_CHARACTERS = 1_000_000
"""Fifty for each number: room for those that come with spaces inside and a few words beside
them.
"""
_PIECES = re.compile(r"[\n\r\t,;|/]+")
_DASH = r"[\s\u2010-\u2015\u2212-]?"
# Each alternative has a greatest length, so looking at every place of a text takes time in
# proportion to it.
_SPACED = re.compile(
    rf"(?<!\w)(?:(?P<uci>\d{{5}}{_DASH}[0-9A-Z]{_DASH}\d{{2}}{_DASH}\d{{4}}{_DASH}[A-Z])"
    rf"|\d{{3}}{_DASH}\d{{3}}{_DASH}\d{{4}})(?!\w)",
    re.I,
)
_KINDS = {8: "ocr_number", 10: "uln", 13: "uci"}


class TooMany(Exception):
    """More was pasted than is read at a time; str() is a plain sentence for the person who did."""


class Number(NamedTuple):
    """One number: as typed, the field it may stand in ("" for none), and its value there."""

    typed: str
    field: str
    value: str


def numbers(text: str) -> list[Number]:
    """The numbers in a text, in their order, each once. Raises TooMany before all of it is read.

    A UCI or ULN may have spaces inside, 68199 0 01 2058 G; everything else ends at a space.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooMany(
            f"The text has {len(text):,} characters: paste {MAX_CHARACTERS:,} at a time at most."
        )
    found: dict[str, Number] = {}
    for count, typed in enumerate(_typed(text), 1):
        if count > MAX_NUMBERS:
            raise TooMany(f"These are too many numbers: paste {MAX_NUMBERS:,} at a time at most.")
        number = _read(typed)
        found.setdefault(number.value, number)
    return list(found.values())


def _typed(text: str) -> Iterator[str]:
    """Each number as it was typed; a shape with spaces counts before the words that it is made
    of.
    """
    for piece in _PIECES.split(text):
        read_to = place = 0
        while shape := _SPACED.search(piece, place):
            if shape["uci"] is None and uln.read(shape[0])[0] is None:
                # Three candidate numbers in a row look like a ULN; the check digit tells.
                place = shape.start() + 1
                continue
            yield from _words(piece[read_to : shape.start()])
            yield shape[0]
            read_to = place = shape.end()
        yield from _words(piece[read_to:])


def _words(text: str) -> Iterator[str]:
    return (word for word in text.split() if uci.tidy(word))


def _read(typed: str) -> Number:
    value = uci.tidy(typed)
    shown = " ".join(typed.split())
    if value.isascii() and value.isdecimal() and len(value) <= 4:
        return Number(shown, "candidate_number", value.zfill(4))
    field = _KINDS.get(len(value), "")
    if field not in ("", "uci") and not (value.isascii() and value.isdecimal()):
        field = ""
    return Number(shown, field, value)
