"""Candidates in the file: adding one, and finding those it might be a double of."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from webapp.candidates import name, twin
from webapp.candidates.candidate import Candidate
from webapp.db import Db, transaction

COLUMNS = (
    "candidate_id, surname, forenames, born_on, gender, candidate_number, ocr_number, uci, uln,"
    " added_on"
)


def one(db: Db, candidate_id: int) -> dict[str, Any] | None:
    return next(
        db.query(f"select {COLUMNS} from candidates where candidate_id = ?", [candidate_id]), None
    )


def doubles(db: Db, new: Candidate) -> list[dict[str, Any]]:
    """Who the new candidate may already be: rows with their kind of double, the surest first."""
    near = db.query(
        f"select {COLUMNS} from candidates where born_on in (?, ?)"
        " or uci = ? or uln = ? or ocr_number = ?",
        [
            new.born_on.isoformat(), new.born_on.strftime("%Y-%d-%m"),
            new.uci, new.uln, new.ocr_number,
        ],
    )  # fmt: skip
    found = [row | {"kind": kind} for row in near if (kind := twin.kind(new, row))]
    return sorted(found, key=lambda row: not twin.refuses(row["kind"]))


def number_holder(db: Db, candidate_number: str) -> dict[str, Any] | None:
    """The active candidate who has this candidate number."""
    return next(
        db.query(
            f"select {COLUMNS} from candidates where candidate_number = ? and archived_at is null",
            [candidate_number],
        ),
        None,
    )


class Taken(Exception):
    """Another candidate has one of the identifiers."""


def add(db: Db, new: Candidate, added_on: date, account_id: int | None) -> int:
    """Add a candidate and give their id. Raises Taken."""
    try:
        return db.execute(_INSERT, _row(new, added_on, account_id)).lastrowid
    except sqlite3.IntegrityError as problem:
        raise Taken from problem


def add_many(db: Db, people: Iterable[tuple[Candidate, date]]) -> list[int]:
    """Add many, each with the date the centre first held them; all or none. Gives their ids."""
    with transaction(db):
        return [add(db, person, added_on, None) for person, added_on in people]


_FIELDS = (
    "surname", "forenames", "born_on", "gender", "candidate_number", "ocr_number", "uci", "uln",
    "added_on", "added_by", "sort_key", "search_text",
)  # fmt: skip
_INSERT = (
    f"insert into candidates ({', '.join(_FIELDS)})"
    f" values ({', '.join(':' + field for field in _FIELDS)})"
)


def _row(new: Candidate, added_on: date, account_id: int | None) -> dict[str, Any]:
    return {
        "surname": new.surname,
        "forenames": new.forenames,
        "born_on": new.born_on.isoformat(),
        "gender": new.gender or None,
        "candidate_number": new.candidate_number or None,
        "ocr_number": new.ocr_number or None,
        "uci": new.uci or None,
        "uln": new.uln or None,
        "added_on": added_on.isoformat(),
        "added_by": account_id,
        "sort_key": name.sort_key(new.surname, new.forenames),
        "search_text": name.search_text(
            new.surname, new.forenames, new.candidate_number, new.uci, new.uln, new.ocr_number
        ),
    }
