"""Filling a group with the people whose numbers were pasted."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from webapp.candidates.candidate_row import CandidateRow, KnownPerson
from webapp.candidates.groups import store as store_groups
from webapp.candidates.groups.pasted_identifiers import Number
from webapp.candidates.record import store
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows


class Filled(NamedTuple):
    """How many people were added, and the numbers that added nobody, with whose they are."""

    added: int
    unknown: list[Number]
    archived: list[tuple[Number, KnownPerson]]
    already: list[tuple[Number, KnownPerson]]


def fill(db: Db, group_id: int, pasted: Sequence[Number]) -> Filled:
    """Put the people with these numbers into a group, for a merged one the kept one."""
    filled, new = Filled(0, [], [], []), []
    with transaction(db):
        inside = set(store_groups.members(db, group_id))
        owners = _owners(db, pasted)
        for number in pasted:
            person = owners.get((number.field, number.value))
            if person is None:
                filled.unknown.append(number)
            elif person.archived_at:
                filled.archived.append((number, person))
            elif person.candidate_id in inside:
                filled.already.append((number, person))
            else:
                inside.add(person.candidate_id)
                new.append(person.candidate_id)
        return filled._replace(added=store_groups.add_members(db, group_id, new))


def _owners(db: Db, pasted: Sequence[Number]) -> dict[tuple[str, str], KnownPerson]:
    """(field, value) → whose it is. Of two with a candidate number, the active one."""
    found: dict[tuple[str, str], KnownPerson] = {}
    for field in {number.field for number in pasted if number.field}:
        values = json.dumps([number.value for number in pasted if number.field == field])
        # The active ones are found by their index and come last, so they count.
        for archived in ("is not null", "is null"):
            rows = list_rows(
                db,
                CandidateRow,
                f"select {store.COLUMNS} from candidates where archived_at {archived}"
                f" and {field} in (select value from json_each(?))",
                [values],
            )
            found |= {(field, getattr(row, field)): store.kept(db, row) for row in rows}
    return found
