"""The entry code of a row, found among those of the catalogue."""

import re
from collections.abc import Mapping

from webapp.candidates.imports.row import shortened
from webapp.candidates.record import uci
from webapp.spreadsheets.grid import listed

LENGTH = 5
_SHOWN = 20
_EATEN = re.compile(r"[0-9]{3,4}")
_NONE = "The entry code is missing: write which assessment the result is for, such as 03999."


def read(text: str) -> tuple[str, str]:
    """A cell's entry code, upper-case without spaces and hyphens, and the problem with it."""
    written = re.sub(r"^'+|(?<=[0-9])\.0+$", "", text)
    # Without the plus it may well be a code, such as 3E104.
    if "+" in written and (lost := shortened(written)):
        return "", lost
    code = uci.tidy(written)
    return code, "" if code else _NONE


def find(code: str, titles: Mapping[str, str]) -> tuple[str, str, str]:
    """The code as the catalogue has it or "", the problem and the warning; titles are code → title.

    Zeros are given back to three or four digits only where the catalogue has the whole code.
    """
    if code in titles:
        return code, "", ""
    shown, whole = code[:_SHOWN], code.zfill(LENGTH)
    if _EATEN.fullmatch(code):
        eaten = "Excel takes zeros off the front of a number"
        if whole in titles:
            return whole, "", f"{code} was read as {whole}, {titles[whole]}: {eaten}."
        lacking = f"{code} has {len(code)} digits instead of {LENGTH}: {eaten}, but there is no"
        return "", f"{lacking} {whole} in the catalogue.{_near(whole, titles)}", ""
    return "", f"{shown} is not an entry code of the catalogue.{_near(code, titles)}", ""


def _near(code: str, titles: Mapping[str, str]) -> str:
    near = [one for one in titles if _one_character_apart(one, code)]
    if not near:
        return " Compare it with the document it came from."
    if len(near) == 1:
        return f" Is it {near[0]}, {titles[near[0]]}?"
    return f" Is it one of these: {listed(near)}?"


def _one_character_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
