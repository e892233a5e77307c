"""Rows of the register that stand in no file."""

from typing import Any

import msgspec

from webapp.candidates.candidate_row import CandidateRow

BLANK = {
    "candidate_id": 1,
    "surname": "",
    "forenames": "",
    "born_on": "2008-03-27",
    "gender": "female",
    "candidate_number": "",
    "ocr_number": "",
    "uci": "",
    "uln": "",
    "archived_at": None,
    "merged_into": None,
    "former_names": "",
    "former_names_hidden": False,
    "added_on": "2024-09-02",
}


def candidate_row(**facts: Any) -> CandidateRow:
    """A row that is blank but for these facts; a date is ISO text."""
    return msgspec.convert(BLANK | facts, CandidateRow)
