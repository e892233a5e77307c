"""The unique candidate identifier: thirteen characters that follow a person from centre to centre.

Five digits of the centre where the person first entered, a board character (0 or a letter), two
digits of the year, a number 0001 to 9999 and a check letter: 68199 0 01 2058 G.
"""

import re
import unicodedata
from datetime import date

from webapp.web.formatting import grouped_uci

_LETTERS = "ABCDEFGHKLMRTVWXY"
_SHAPE = re.compile(r"[0-9]{5}[0-9A-Z][0-9]{6}")
_BOARD = 5
_COMPARE = "Compare it with the document it came from."
# Templates write it so too.
grouped = grouped_uci


def tidy(text: str) -> str:
    """An identifier as it is stored: upper-case, without spaces, hyphens and invisible characters.

    Every kind of space and dash counts, because numbers pasted from documents carry them.
    """
    if text.isascii() and text.isprintable():
        return text.upper().replace(" ", "").replace("-", "")
    return "".join(
        character
        for character in text.upper()
        if unicodedata.category(character)[0] not in "ZC"
        and unicodedata.category(character) != "Pd"
        and character != "\N{MINUS SIGN}"
    )


def check_letter(first12: str) -> tuple[str, ...]:
    """The letters that fit the first twelve characters (tidied): one, or two for a board letter Q
    to Z.

    Weights 16 down to 5, summed, modulo 17. A board letter counts A = 1 to P = 16; for Q to Z
    public descriptions disagree (17 to 26, or restarting at Q = 10), so both readings are given, in
    that order. Raises ValueError when the twelve characters do not have the shape of a UCI.
    """
    if not _SHAPE.fullmatch(first12):
        raise ValueError(f"not the first twelve characters of a UCI: {first12!r}")
    digits = first12[:_BOARD] + "0" + first12[_BOARD + 1 :]
    total = sum(weight * int(digit) for weight, digit in zip(range(16, 4, -1), digits, strict=True))
    board_weight = 16 - _BOARD
    return tuple(
        _LETTERS[(total + board_weight * worth) % 17] for worth in _worths(first12[_BOARD])
    )


def _worths(board: str) -> tuple[int, ...]:
    if board.isdigit():
        return (int(board),)
    place = ord(board) - ord("A") + 1
    return (place,) if place <= 16 else (place, place - 7)


def read(text: str) -> tuple[str | None, str, str]:
    """What was typed as (UCI or None, problem or "", warning or ""). Blank gives (None, "", "").

    Twelve characters are completed with their letter and the warning says so; when two letters fit,
    the person is asked for theirs. The centre number inside is never a reason to refuse.
    """
    uci = tidy(text)
    if not uci:
        return None, "", ""
    if problem := _shape_problem(uci):
        return None, problem, ""
    letters = check_letter(uci[:12])
    either = " or ".join(letters)
    if len(uci) == 12 and len(letters) == 1:
        added = f"The check letter {either} was added to the twelve characters typed. {_COMPARE}"
        return uci + either, "", added
    if len(uci) == 12:
        return (
            None,
            f"The check letter is missing, and two letters fit: {either}. Add the right one.",
            "",
        )
    if uci[12] not in letters:
        wrong = (
            f"The UCI ends in {uci[12]}, but the letter that fits is {either}: "
            f"one character is wrong, or two neighbours are swapped. {_COMPARE}"
        )
        return None, wrong, ""
    if len(letters) > 1:
        unsure = (
            f"For the board letter {uci[_BOARD]} public descriptions of the check letter disagree: "
            f"{either} can be right, so a slip may go unnoticed. {_COMPARE}"
        )
        return uci, "", unsure
    return uci, "", ""


def _shape_problem(uci: str) -> str:
    ends_early = len(uci) == 12 and uci[-1].isalpha()
    if len(uci) not in (12, 13) or ends_early:
        return (
            f"A UCI has 13 characters, this one has {len(uci)}: 5 digits, a 0 or a letter, 6"
            " digits and a "
            f"check letter, for example 68199 0 01 2058 G. {_COMPARE}"
        )
    for place, character in enumerate(uci[:12], 1):
        if place == _BOARD + 1 and not re.fullmatch("[0-9A-Z]", character):
            return (
                f"Character 6 of a UCI is 0 or a letter from A to Z, this one has {character}."
                f" {_COMPARE}"
            )
        if place != _BOARD + 1 and not re.fullmatch("[0-9]", character):
            return (
                f"Character {place} of a UCI is a digit, this one has {character} "
                f"(the letter O is not a 0, the letter I is not a 1). {_COMPARE}"
            )
    if uci[8:12] == "0000":
        return (
            "The four digits before the check letter of a UCI start at 0001, these are 0000."
            f" {_COMPARE}"
        )
    return ""


def make(centre_number: str, candidate_number: str, on: date) -> str:
    """The UCI a centre gives a candidate on that day: the year is the one its academic year began
    in.

    The academic year runs from September to August. Raises ValueError unless the centre number has
    5 digits and the candidate number 4 digits from 0001.
    """
    if not re.fullmatch(r"[0-9]{5}", centre_number):
        raise ValueError(f"a centre number has 5 digits: {centre_number!r}")
    if not re.fullmatch(r"[0-9]{4}", candidate_number) or candidate_number == "0000":
        raise ValueError(f"a candidate number has 4 digits from 0001: {candidate_number!r}")
    year = on.year if on.month >= 9 else on.year - 1
    first12 = f"{centre_number}0{year % 100:02}{candidate_number}"
    return first12 + check_letter(first12)[0]
