"""Two records of one person made one: what is kept, which value of each field, what forbids it."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import msgspec

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.record import candidate
from webapp.candidates.record import changes as change
from webapp.candidates.record.candidate import Candidate


def refusal(one: CandidateRow, other: CandidateRow) -> str:
    """What forbids merging these two rows, as a sentence with what to do, or ""."""
    if one.candidate_id == other.candidate_id:
        return "That is the same record: choose another one to merge it with."
    for row in (one, other):
        if row.merged_into:
            return "One of the two has been merged already: merge with the record that was kept."
        if row.archived_at:
            return "One of the two is archived: bring it back before you merge it."
    return ""


def older(one: CandidateRow, other: CandidateRow) -> int:
    """The id of the record that the centre has had for longer."""
    return min(one, other, key=lambda row: (row.added_on, row.candidate_id)).candidate_id


def default(field: str, kept: CandidateRow, gone: CandidateRow) -> int:
    """Whose value is taken unless somebody chooses: the kept one's, if there is one."""
    row = kept if getattr(kept, field) or not getattr(gone, field) else gone
    return row.candidate_id


class Merged(NamedTuple):
    """The candidate that two rows make, None exactly when there are problems (field → message)."""

    value: Candidate | None
    problems: dict[str, str]


def merged(
    kept: CandidateRow, gone: CandidateRow, choices: Mapping[str, str], today: date
) -> Merged:
    """The kept candidate after the merge; choices are field → the id whose value is taken.

    A field without a choice, or with one that is neither of the two, takes its default. What comes
    out keeps the rules for candidates, as if it had been typed.
    """
    rows = {str(row.candidate_id): row for row in (kept, gone)}
    chosen = {}
    for field in change.LABELS:
        usual = rows[str(default(field, kept, gone))]
        chosen[field] = getattr(rows.get(choices.get(field, ""), usual), field)
    reading = candidate.read(change.form(Candidate(**chosen)), today)
    problems = {
        "born_on" if field.startswith("born_") else field: message
        for field, message in reading.problems.items()
    }
    return Merged(reading.value, problems)


def fingerprint(one: CandidateRow, other: CandidateRow, clashes: Iterable[msgspec.Struct]) -> str:
    """What a person saw of the two before merging: changes with every detail and every clash."""
    pair = sorted((one, other), key=lambda row: row.candidate_id)
    return sha256(repr([*pair, *clashes]).encode()).hexdigest()
