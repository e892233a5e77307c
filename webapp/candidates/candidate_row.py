"""A candidate's row of the register, as stores read it and rules compare it."""

from datetime import date

import msgspec


class KnownPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the register, or whom an earlier row of the same sheet would add or change.

    Identifiers and gender are "" when unknown; former_names is JSON, see former_name.py.
    """

    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    gender: str
    candidate_number: str
    ocr_number: str
    uci: str
    uln: str
    archived_at: str | None
    merged_into: int | None
    former_names: str
    former_names_hidden: bool


class CandidateRow(KnownPerson, frozen=True, kw_only=True):
    """A row of the register itself."""

    added_on: date
