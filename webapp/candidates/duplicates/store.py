"""What must be mended or looked at before a candidate is saved."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from webapp.candidates.duplicates import nearby
from webapp.candidates.duplicates.confirmations import Doubts
from webapp.candidates.record import candidate, name, store, store_identifiers
from webapp.candidates.record import changes as change
from webapp.candidates.record.candidate import Candidate
from webapp.database.connection import Db


class Checked(NamedTuple):
    """value is None when the form cannot be read; doubts hold only what the form brings with it."""

    value: Candidate | None
    problems: dict[str, str]
    doubts: Doubts


def check(db: Db, form: Mapping[str, str], today: date, candidate_id: int = 0) -> Checked:
    """Read the candidate form and compare it with the register.

    candidate_id is whom the form changes, 0 for somebody new. What was doubtful about that
    candidate before is no doubt now.
    """
    reading = candidate.read(form, today)
    if reading.value is None:
        return Checked(None, reading.problems, Doubts({}, []))
    new = reading.value
    known = store.one(db, candidate_id)
    near = store.compared(db, new)
    crowded = {"born_day": nearby.CROWDED} if near.is_cut else {}
    doubles = store.doubles_among(db, new, near.people, besides=candidate_id)
    doubts = Doubts(crowded | reading.warnings, doubles)
    if known:
        before = candidate.from_record(known)
        as_it_was = candidate.read(change.form(before), today)
        doubles = store.doubles(db, before, candidate_id)
        doubts = doubts.without(Doubts(crowded | as_it_was.warnings, doubles).keys())
    numbered = new.candidate_number and not (known and known.archived_at)
    if holder := numbered and store.number_holder(db, new.candidate_number, candidate_id):
        taken = f"Candidate number {new.candidate_number} belongs to"
        taken += f" {name.full(holder)}. Type another or leave it blank."
        return Checked(new, {"candidate_number": taken}, Doubts({}, doubts.doubles))
    return Checked(new, {}, doubts)


def needs(
    db: Db,
    form: Mapping[str, str],
    problems: Mapping[str, str],
    doubts: Doubts | None,
    accepts: Collection[str],
    candidate_id: int = 0,
) -> dict[str, Any]:
    """All that the candidate form shows: the words, what is said about them, and help with numbers.

    accepts are the keys of the doubts that sending the form once more accepts.
    """
    doubts = doubts or Doubts({}, [])
    told = {*problems, *doubts.warnings}
    return {
        "form": form,
        "problems": problems,
        "warnings": doubts.warnings,
        "doubles": doubts.doubles,
        "accepts": sorted(accepts),
        "refused": doubts.refuses,
        "candidate_id": candidate_id,
        **store_identifiers.on_form(db, form, told, candidate_id),
    }
