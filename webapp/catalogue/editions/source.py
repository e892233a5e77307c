"""The sources of an edition: what its source_ids stand for, as sources.md lists them."""

import re
from collections.abc import Collection, Mapping

from webapp.catalogue.editions.values import LINE, Rows

FILE = "sources.md"
_ID = re.compile(r"[A-Z][0-9]+[a-z]?")


def read(text: str) -> Rows | None:
    """The rows of the table of sources, the first of each id; None when there is no such table."""
    rows: dict[str, dict[str, str]] = {}
    for line, written in enumerate(text.splitlines(), 1):
        source_id, place, used_for = _listed(written.strip())
        if _ID.fullmatch(source_id) and place:
            rows.setdefault(
                source_id,
                {"source_id": source_id, "place": place, "used_for": used_for, LINE: str(line)},
            )
    return list(rows.values()) or None


def _listed(written: str) -> tuple[str, str, str]:
    """The three cells of a line such as | S01 | where it was read | what it was used for |.

    Only the last may hold a bar, or be left out; all are blank when it is no line of a table.
    """
    if not (written.startswith("|") and written.endswith("|")):
        return "", "", ""
    cells = [cell.strip(" ") for cell in written[1:-1].split("|", maxsplit=2)]
    source_id, place, used_for = (*cells, "", "")[:3]
    return source_id, place, used_for


def named(source_ids: str, places: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each id with the place it stands for, "" where nobody has said."""
    return [(source_id, places.get(source_id, "")) for source_id in _split(source_ids)]


def all_ids(texts: Collection[str]) -> set[str]:
    """Every id in a column of source_ids."""
    return {one for text in texts for one in _split(text)}


def _split(source_ids: str) -> list[str]:
    return [one for one in re.split(r"[;,\s]+", source_ids) if one]
