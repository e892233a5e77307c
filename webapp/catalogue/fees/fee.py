"""A fee as people type it, in pounds and pence."""

import re
from typing import NamedTuple

MOST = 100_000_00
_TYPED = re.compile(r"£? ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})(?:\.([0-9]{1,2}))?")
NO_FEE = "{} is no fee: type pounds and pence, such as 115 or 1,150.50, or leave it blank."


class Fee(NamedTuple):
    """pence is None when the fee is not known, or when there is a problem with it."""

    pence: int | None
    problem: str = ""


def read(typed: str) -> Fee:
    """115, 115.00 or £1,150.50; blank when it is not known."""
    written = " ".join(typed.split())
    if not written:
        return Fee(None)
    found = _TYPED.fullmatch(written)
    if not found:
        return Fee(None, NO_FEE.format(written[:40]))
    pence = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    if pence > MOST:
        return Fee(None, f"{written} is more than £100,000: check the point.")
    return Fee(pence)


def shown(pence: int | None) -> str:
    """As it stands in a field: 1150.50, and nothing when it is not known."""
    return "" if pence is None else f"{pence // 100}.{pence % 100:02}"
