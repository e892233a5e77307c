"""Candidates in the file: adding one, and finding those it might be a double of."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import date

from webapp.candidates.candidate_row import CandidateRow, KnownPerson
from webapp.candidates.duplicates import duplicate, nearby
from webapp.candidates.record import name
from webapp.candidates.record.candidate import Candidate
from webapp.database.connection import Db, transaction
from webapp.database.rows import get_row, inserted_id, list_rows, list_values

COLUMNS = (
    "candidate_id, surname, forenames, born_on, coalesce(gender, '') as gender,"
    " coalesce(candidate_number, '') as candidate_number, coalesce(ocr_number, '') as ocr_number,"
    " coalesce(uci, '') as uci, coalesce(uln, '') as uln, added_on, archived_at, merged_into,"
    " former_names, former_names_hidden"
)
"""The columns of a CandidateRow."""

# What stands behind the tab of a sort key; the index candidates_by_birth_and_forenames is made of
# it.
_FORENAMES = "substr(sort_key, instr(sort_key, char(9)) + 1)"


def one(db: Db, candidate_id: int) -> CandidateRow | None:
    return get_row(
        db,
        CandidateRow,
        f"select {COLUMNS} from candidates where candidate_id = ?",
        [candidate_id],
    )


def active(db: Db, candidate_ids: Iterable[int]) -> list[int]:
    """Return those of the people who are not archived."""
    return list_values(
        db,
        int,
        "select candidate_id from candidates where archived_at is null"
        " and candidate_id in (select value from json_each(?)) order by candidate_id",
        [json.dumps(list(candidate_ids))],
    )


def kept(db: Db, person: KnownPerson) -> KnownPerson:
    """The person, or the candidate into whom this one was merged."""
    while person.merged_into and (into := one(db, person.merged_into)):
        person = into
    return person


def doubles(db: Db, new: Candidate, besides: int = 0) -> list[duplicate.Double]:
    """Who the candidate may already be, the surest first.

    Nobody merged into another: that other stands in their place. besides is left out: oneself.
    """
    return doubles_among(db, new, compared(db, new).people, besides=besides)


def doubles_among(
    db: Db, new: Candidate, near: Iterable[KnownPerson], *, besides: int = 0
) -> list[duplicate.Double]:
    """Those of compared people who may be the candidate, as doubles gives them."""
    kinds = [
        (duplicate.KINDS.index(kind), row) for row in near if (kind := duplicate.kind(new, row))
    ]
    found: dict[int, duplicate.Double] = {}
    for rank, row in sorted(kinds, key=lambda pair: (pair[0], pair[1].candidate_id)):
        person = kept(db, row)
        if person.candidate_id != besides:
            found.setdefault(person.candidate_id, duplicate.Double(person, duplicate.KINDS[rank]))
    return list(found.values())


def compared(db: Db, new: Candidate) -> nearby.Near:
    """Whose names are compared with the candidate's, and who has one of the same identifiers.

    The work has a bound: of a date of birth that too many share only some are compared, see
    nearby.py.
    """
    held = list_rows(
        db,
        CandidateRow,
        f"select {COLUMNS} from candidates where uci = ? or uln = ? or ocr_number = ?",
        [new.uci, new.uln, new.ocr_number],
    )
    found: dict[int, KnownPerson] = {row.candidate_id: row for row in held}
    is_cut = False
    for day in set(nearby.days(new.born_on)):
        near = _born_on(db, day, new)
        found |= {row.candidate_id: row for row in near.people}
        is_cut = is_cut or near.is_cut
    return nearby.Near(list(found.values()), is_cut)


def _born_on(db: Db, day: str, new: Candidate) -> nearby.Near:
    rows = f"select {COLUMNS} from candidates where born_on = ?"
    everybody = list_rows(db, CandidateRow, f"{rows} limit ?", [day, nearby.MAX_COMPARED + 1])
    if len(everybody) <= nearby.MAX_COMPARED:
        return nearby.Near(everybody)
    swapped = (new.surname, new.forenames), (new.forenames, new.surname)
    asked = [(f"{rows} and sort_key = ?", [day, name.sort_key(*names)]) for names in swapped]
    for beginning in nearby.beginnings(new.surname, new.forenames):
        between = [day, beginning, beginning + "\U0010ffff"]
        asked += [
            (f"{rows} and {key} between ? and ?", between) for key in ("sort_key", _FORENAMES)
        ]
    found: dict[int, CandidateRow] = {}
    is_cut = False
    for statement, values in asked:
        limit = nearby.MAX_ALIKE + 1
        alike = list_rows(db, CandidateRow, f"{statement} limit ?", [*values, limit])
        is_cut = is_cut or len(alike) > nearby.MAX_ALIKE
        found |= {row.candidate_id: row for row in alike[: nearby.MAX_ALIKE]}
    return nearby.Near(list(found.values()), is_cut)


def number_holder(db: Db, candidate_number: str, besides: int = 0) -> CandidateRow | None:
    """The active candidate who has this candidate number; besides is left out."""
    return get_row(
        db,
        CandidateRow,
        f"select {COLUMNS} from candidates where candidate_number = ? and archived_at is null"
        " and candidate_id <> ?",
        [candidate_number, besides],
    )


class Taken(Exception):
    """Another candidate has one of the identifiers."""


def add(db: Db, new: Candidate, added_on: date, account_id: int | None) -> int:
    """Add a candidate and give their id. Raises Taken."""
    try:
        whence = {"added_on": added_on.isoformat(), "added_by": account_id}
        return inserted_id(db.execute(_INSERT, record(new) | whence))
    except sqlite3.IntegrityError as problem:
        raise Taken from problem


def add_many(db: Db, people: Iterable[tuple[Candidate, date]]) -> list[int]:
    """Add many, each with the date the centre first held them; all or none. Gives their ids."""
    with transaction(db):
        return [add(db, person, added_on, None) for person, added_on in people]


_FIELDS = (
    "surname",
    "forenames",
    "born_on",
    "gender",
    "candidate_number",
    "ocr_number",
    "uci",
    "uln",
    "added_on",
    "added_by",
    "sort_key",
    "search_text",
)
_INSERT = (
    f"insert into candidates ({', '.join(_FIELDS)})"
    f" values ({', '.join(':' + field for field in _FIELDS)})"
)


def record(new: Candidate) -> dict[str, str | None]:
    """Column → value of what a person is, with what searching and sorting go by."""
    return {
        "surname": new.surname,
        "forenames": new.forenames,
        "born_on": new.born_on.isoformat(),
        "gender": new.gender or None,
        "candidate_number": new.candidate_number or None,
        "ocr_number": new.ocr_number or None,
        "uci": new.uci or None,
        "uln": new.uln or None,
        "sort_key": name.sort_key(new.surname, new.forenames),
        "search_text": name.search_text(
            new.surname, new.forenames, new.candidate_number, new.uci, new.uln, new.ocr_number
        ),
    }
