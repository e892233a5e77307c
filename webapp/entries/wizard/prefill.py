"""Who comes along into a new draft, as an address says it: group-12, candidate-7, sheet-3."""

import re
from typing import NamedTuple

KINDS = ("candidate", "group", "sheet")


class Whom(NamedTuple):
    """One candidate, the members of a group, or those whom an uploaded sheet added."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}"


def read(text: str) -> Whom | None:
    found = re.fullmatch(rf"({'|'.join(KINDS)})-([0-9]{{1,18}})", text)
    return Whom(found[1], int(found[2])) if found else None
