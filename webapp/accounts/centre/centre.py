"""The examination centre itself: its number, its name, and whom its people ask."""

import re
from collections.abc import Mapping

import msgspec

from webapp.web import letters

LONGEST_NAME = 200


class Centre(msgspec.Struct, frozen=True):
    """A centre's number of 5 digits, its name, and its contact, which may be blank."""

    number: str
    name: str
    contact: str


def problem(number: str) -> str:
    """What is wrong with a centre number, or "": it has 5 digits."""
    if re.fullmatch(r"[0-9]{5}", number):
        return ""
    return f"A centre number has 5 digits; {number} does not fit."


def read(form: Mapping[str, str]) -> tuple[Centre, dict[str, str]]:
    """What a form says of the centre, and the problems by field."""
    number, name = letters.tidy(form.get("number", "")), letters.tidy(form.get("centre_name", ""))
    contact = letters.tidy_lines(form.get("contact", ""))
    wrong_name = "" if name else "Type the centre's name."
    if len(name) > LONGEST_NAME:
        wrong_name = f"The name has {len(name)} characters: shorten it to {LONGEST_NAME} or fewer."
    found = {
        "number": problem(number) if number else "Type the centre's number; it has 5 digits.",
        "centre_name": wrong_name,
    }
    return Centre(number, name, contact), {field: words for field, words in found.items() if words}
