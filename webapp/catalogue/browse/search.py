"""Searching the catalogue: words in any order, without case, accents, apostrophes and hyphens."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from webapp.web.formatting import title_key

QUERY_CHARACTERS = 200
KINDS = {
    "frameworks": "Frameworks",
    "packages": "Packages",
    "assessments": "Assessments",
    "units": "Units",
}


class Listed(NamedTuple):
    """One thing to be found; a unit has its assessment's id, and that one's entry code as other."""

    kind: str
    listed_id: int
    title: str
    code: str
    other: str


def fold(text: str) -> str:
    """For comparing; marks inside codes go too, so that 500/6757/6 is 50067576."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"['’‘`/‐‑–-]", "", kept).split())


def find(listed: Iterable[Listed], typed: str) -> dict[str, list[Listed]]:
    """Heading → what was found of that kind, best first. Nothing typed finds nothing."""
    wanted = fold(typed[:QUERY_CHARACTERS])
    found: dict[str, list[tuple[int, str, Listed]]] = {}
    for one in listed:
        text = fold(" ".join((one.title, one.code, "" if one.kind == "units" else one.other)))
        if wanted and all(word in text for word in wanted.split()):
            found.setdefault(KINDS[one.kind], []).append(
                (_rank(one, text, wanted), title_key(one.title), one)
            )
    return {
        heading: [one for *_, one in sorted(found[heading])]
        for heading in KINDS.values()
        if heading in found
    }


def _rank(one: Listed, text: str, wanted: str) -> int:
    """An exact code, then a title that begins so, then words that begin so, then any part."""
    if wanted in (fold(one.code), fold(one.other)):
        return 0
    if text.startswith(wanted):
        return 1
    words = text.split()
    return 2 if all(any(word.startswith(part) for word in words) for part in wanted.split()) else 3
