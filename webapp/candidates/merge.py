"""Two records of one person made one: what is kept, which value of each field, what forbids it."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from webapp.candidates import candidate, change
from webapp.candidates.candidate import Candidate, from_record

Row = Mapping[str, Any]


def refusal(one: Row, other: Row) -> str:
    """What forbids merging these two rows, as a sentence with what to do, or ""."""
    if one["candidate_id"] == other["candidate_id"]:
        return "That is the same record: choose another one to merge it with."
    for row in (one, other):
        if row["merged_into"]:
            return "One of the two has been merged already: merge with the record that was kept."
        if row["archived_at"]:
            return "One of the two is archived: bring it back before you merge it."
    return ""


def older(one: Row, other: Row) -> int:
    """The id of the record that the centre has had for longer."""
    return _id(min(one, other, key=lambda row: (row["added_on"], row["candidate_id"])))


def default(field: str, kept: Row, gone: Row) -> int:
    """Whose value is taken unless somebody chooses: the kept one's, if there is one."""
    return _id(kept if kept[field] or not gone[field] else gone)


class Merged(NamedTuple):
    """The candidate that two rows make, None exactly when there are problems (field → message)."""

    value: Candidate | None
    problems: dict[str, str]


def merged(kept: Row, gone: Row, choices: Mapping[str, str], today: date) -> Merged:
    """The kept candidate after the merge; choices are field → the id whose value is taken.

    A field without a choice, or with one that is neither of the two, takes its default. What comes
    out keeps the rules for candidates, as if it had been typed.
    """
    rows = {str(row["candidate_id"]): row for row in (kept, gone)}
    chosen = {
        field: rows.get(choices.get(field, ""), rows[str(default(field, kept, gone))])[field]
        for field in change.LABELS
    }
    reading = candidate.read(change.form(from_record(chosen)), today)
    problems = {
        "born_on" if field.startswith("born_") else field: message
        for field, message in reading.problems.items()
    }
    return Merged(reading.value, problems)


def fingerprint(one: Row, other: Row, clashes: Iterable[Row]) -> str:
    """What a person saw of the two before merging: changes with every detail and every clash."""
    seen = [sorted(row.items()) for row in (*sorted((one, other), key=_id), *clashes)]
    return sha256(repr(seen).encode()).hexdigest()


def _id(row: Row) -> int:
    return int(row["candidate_id"])
