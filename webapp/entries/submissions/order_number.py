"""Order number/reference: what the centre's own purchase order says."""

from typing import NamedTuple

from webapp.web import letters

LONGEST = 30
SOME_BODIES_CUT_AT = 12


class Reading(NamedTuple):
    """The tidied text with a problem and a warning, both empty when there is none."""

    value: str
    problem: str
    warning: str


def read(typed: str) -> Reading:
    """Optional; up to 30 printable characters, warned above 12."""
    value = " ".join(letters.visible(typed).split())
    if not value.isprintable():
        return Reading(value, "Use letters, digits and signs only in the order number.", "")
    if len(value) > LONGEST:
        return Reading(
            value,
            f"The order number has {len(value)} characters, but only {LONGEST} can be kept."
            " Shorten it.",
            "",
        )
    if len(value) > SOME_BODIES_CUT_AT:
        return Reading(
            value,
            "",
            f"The order number has more than {SOME_BODIES_CUT_AT} characters. Some awarding bodies"
            " cut it there.",
        )
    return Reading(value, "", "")
