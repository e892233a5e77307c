"""The unique learner number: ten digits from the national register of learners."""

import re

from webapp.candidates.record.uci import tidy

_PLACEHOLDERS = frozenset(
    [
        "TBC",
        "TBA",
        "NA",
        "NONE",
        "NIL",
        "NULL",
        "NO",
        "NOTKNOWN",
        "NOTYET",
        "UNKNOWN",
        "PENDING",
        "MISSING",
        "BLANK",
    ]
)
_COMPARE = "Compare it with the learner record it came from."


def is_placeholder(text: str) -> bool:
    """Whether the text stands for "no number yet": TBC, N/A, ?, only zeros or only nines. Blank is
    none.
    """
    written = tidy(text)
    word = "".join(character for character in written if character.isalnum())
    return bool(written) and (
        not word or word in _PLACEHOLDERS or set(word) in ({"0"}, {"9"}, {"X"})
    )


def read(text: str) -> tuple[str | None, str, str]:
    """What was typed as (ULN or None, problem or "", warning or ""). Blank gives (None, "", "").

    Ten digits, the first not 0; weights 10 down to 1 over all ten, summed, modulo 11 must be 10.
    """
    uln = tidy(text)
    if not uln:
        return None, "", ""
    if problem := _problem(uln):
        return None, problem, ""
    if uln == "1000000000":
        return uln, "", f"1000000000 passes the check but is rarely a real ULN. {_COMPARE}"
    return uln, "", ""


def _problem(uln: str) -> str:
    if is_placeholder(uln):
        return (
            f"{uln} stands in for a ULN and is not one: leave it blank until the number is known."
        )
    if not re.fullmatch(r"[0-9]+", uln):
        return f"A ULN has digits only, this one has other characters in it. {_COMPARE}"
    if len(uln) != 10:
        return f"A ULN has 10 digits, this one has {len(uln)}. {_COMPARE}"
    if uln[0] == "0":
        return (
            f"A ULN never begins with 0: this is another number, or digits are missing. {_COMPARE}"
        )
    if (
        sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), uln, strict=True)) % 11
        != 10
    ):
        return f"This is no ULN: one digit is wrong, or two neighbours are swapped. {_COMPARE}"
    return ""
