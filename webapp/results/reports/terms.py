"""The terms of a learning programme report: what it shows, of whom, in which order. They stand in
its address.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from webapp.candidates.record import date_of_birth
from webapp.web.form_fields import parse_ids

ALL_CANDIDATES, INDIVIDUAL, AWARDED, ALL = (
    "all-candidates",
    "individual-candidates",
    "components-awarded",
    "all",
)
KINDS = {
    ALL_CANDIDATES: "All candidates",
    INDIVIDUAL: "Individual candidates",
    AWARDED: "Components awarded",
    ALL: "All",
}
SORTS = {
    "name": "Name",
    "package": "Package",
    "-components": "Components achieved, most first",
    "state": "State",
    "-date": "Date awarded, latest first",
}
KEYS = {
    AWARDED: ("name", "grade", "date"),
    ALL_CANDIDATES: ("name", "package", "components", "state", "date"),
}
KEYS |= {INDIVIDUAL: KEYS[ALL_CANDIDATES], ALL: KEYS[ALL_CANDIDATES]}
FIRST, LAST = "0000", "9999"
MOST_PEOPLE = 500
WHOLE = "all"
"""Instead of a page's number: everything on one page, to print."""


@dataclass(frozen=True)
class Terms:
    """package_id, group_id, since and until are None where nothing was asked; page 0 is WHOLE."""

    kind: str = ALL_CANDIDATES
    package_id: int | None = None
    group_id: int | None = None
    since: date | None = None
    until: date | None = None
    sort: str = "name"
    page: int = 1
    candidate_ids: tuple[int, ...] = ()
    includes_leavers: bool = False
    """Whether candidates count who were archived before they completed."""

    @property
    def sort_key(self) -> str:
        """What it is sorted by, without its direction; the name where the kind has no such
        column.
        """
        key = self.sort.removeprefix("-")
        return key if key in KEYS[self.kind] else "name"

    @property
    def descending(self) -> bool:
        return self.sort == f"-{self.sort_key}"

    @property
    def has_period(self) -> bool:
        return bool(self.since or self.until)

    @property
    def period(self) -> tuple[str, str]:
        """The first and the last date (ISO) whose awards are asked for, themselves included."""
        return str(self.since or FIRST), str(self.until or LAST)


def read(
    fields: Mapping[str, str], package_ids: Collection[int], group_ids: Collection[int]
) -> tuple[Terms, dict[str, str]]:
    """The terms in an address, and the problems with them, field → message; wrong ones are left
    out.
    """
    problems: dict[str, str] = {}
    kind = fields.get("kind") or ALL_CANDIDATES
    if kind not in KINDS:
        problems["kind"] = "Choose what the report shows: the address names something else."
        kind = ALL_CANDIDATES
    package_id = _one_of(fields, "package", package_ids, problems)
    group_id = _one_of(fields, "group", group_ids, problems)
    since, until = (_day(fields, field, problems) for field in ("from", "to"))
    if since and until and since > until:
        problems["to"] = "The second date is before the first: swap the two."
    page = fields.get("page", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 10 else 1
    ids = parse_ids(fields.get("candidates", "").replace("-", " "))
    return Terms(
        kind,
        package_id,
        group_id,
        since,
        until,
        fields.get("sort") or "name",
        0 if page == WHOLE else max(number, 1),
        tuple(dict.fromkeys(ids))[:MOST_PEOPLE],
        bool(fields.get("archived")),
    ), problems


def _one_of(
    fields: Mapping[str, str], field: str, ids: Collection[int], problems: dict[str, str]
) -> int | None:
    typed = fields.get(field, "")
    found = next((one for one in ids if str(one) == typed), None)
    if typed and found is None:
        problems[field] = f"The {field} that was asked for is not here any more: choose another."
    return found


def _day(fields: Mapping[str, str], field: str, problems: dict[str, str]) -> date | None:
    typed = fields.get(field, "").strip()
    if not typed:
        return None
    parts = date_of_birth.from_cell(typed)
    day = parts if isinstance(parts, str) else date_of_birth.read_date(*parts)
    if isinstance(day, date):
        return day
    problems[field] = day
    return None


def written(terms: Terms, **changes: Any) -> str:
    """The terms as an address carries them after its question mark, some of them changed."""
    terms = replace(terms, **changes)
    given = {
        "kind": terms.kind,
        "package": terms.package_id,
        "group": terms.group_id,
        "from": terms.since,
        "to": terms.until,
        "sort": "" if terms.sort == "name" else terms.sort,
        "candidates": "-".join(map(str, terms.candidate_ids)),
        "archived": "1" if terms.includes_leavers else "",
        "page": {0: WHOLE, 1: ""}.get(terms.page, terms.page),
    }
    return urlencode({field: value for field, value in given.items() if value})
