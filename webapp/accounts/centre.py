"""The examination centre itself."""

import re


def problem(number: str) -> str:
    """What is wrong with a centre number, or "": it has 5 digits."""
    if re.fullmatch(r"[0-9]{5}", number):
        return ""
    return f"A centre number has 5 digits; {number} does not fit."
