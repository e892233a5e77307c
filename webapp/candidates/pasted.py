"""Numbers pasted in one go: candidate numbers, UCIs, ULNs, OCR numbers, separated by anything."""

import re
from typing import NamedTuple

from webapp.candidates import uci, uln

_PIECES = re.compile(r"[\n\r\t,;|/]+")
_DASH = r"[\s\u2010-\u2015\u2212-]?"
_UCI = re.compile(
    rf"(?<!\w)\d{{5}}{_DASH}[0-9A-Z]{_DASH}\d{{2}}{_DASH}\d{{4}}{_DASH}[A-Z](?!\w)", re.I
)
_ULN = re.compile(rf"(?<!\w)\d{{3}}{_DASH}\d{{3}}{_DASH}\d{{4}}(?!\w)")
_KINDS = {8: "ocr_number", 10: "uln", 13: "uci"}


class Number(NamedTuple):
    """One number: as typed, the field it may stand in ("" for none), and its value there."""

    typed: str
    field: str
    value: str


def numbers(text: str) -> list[Number]:
    """The numbers in a text, in their order, each once.

    A UCI or ULN may have spaces inside, 68199 0 01 2058 G; everything else ends at a space.
    """
    found: dict[str, Number] = {}
    for piece in _PIECES.split(text):
        for number in _in_piece(piece):
            found.setdefault(number.value, number)
    return list(found.values())


def _in_piece(piece: str) -> list[Number]:
    for shape in (_UCI, _ULN):
        if (whole := shape.search(piece)) and _fits(shape, whole[0]):
            before, after = piece[: whole.start()], piece[whole.end() :]
            return [*_in_piece(before), _read(whole[0]), *_in_piece(after)]
    return [_read(word) for word in piece.split() if uci.tidy(word)]


def _fits(shape: re.Pattern[str], typed: str) -> bool:
    # Three candidate numbers in a row look like a ULN; the check digit tells.
    return shape is _UCI or uln.read(typed)[0] is not None


def _read(typed: str) -> Number:
    value = uci.tidy(typed)
    shown = " ".join(typed.split())
    if value.isascii() and value.isdecimal() and len(value) <= 4:
        return Number(shown, "candidate_number", value.zfill(4))
    field = _KINDS.get(len(value), "")
    if field not in ("", "uci") and not (value.isascii() and value.isdecimal()):
        field = ""
    return Number(shown, field, value)
