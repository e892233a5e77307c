"""The sources of an edition: what its source_ids stand for, as sources.md lists them."""

import re
from collections.abc import Collection, Mapping

from webapp.catalogue.values import LINE, Rows

FILE = "sources.md"
# | S01 | where it was read | what it was used for |
_LISTED = re.compile(r"\| *([A-Z][0-9]+[a-z]?) *\| *(.+?) *\|(?: *(.*?) *\|)? *")


def read(text: str) -> Rows | None:
    """The rows of the table of sources, the first of each id; None when there is no such table."""
    rows: dict[str, dict[str, str]] = {}
    for line, written in enumerate(text.splitlines(), 1):
        if found := _LISTED.fullmatch(written.strip()):
            rows.setdefault(found[1], {"source_id": found[1], "place": found[2],
                                       "used_for": found[3] or "", LINE: str(line)})  # fmt: skip
    return list(rows.values()) or None


def named(source_ids: str, sources: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Each id with the place it stands for, "" where nobody has said."""
    return [(one, sources[one]["place"] if one in sources else "") for one in _split(source_ids)]


def all_ids(texts: Collection[str]) -> set[str]:
    """Every id in a column of source_ids."""
    return {one for text in texts for one in _split(text)}


def _split(source_ids: str) -> list[str]:
    return [one for one in re.split(r"[;,\s]+", source_ids) if one]
