"""The hand-over sheet: one row an entry, with every detail that an awarding body asks for."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.accounts import spreadsheet
from webapp.catalogue.package import level_label

Content = dict[str, str]
"""Column → text, for each of COLUMNS."""

COLUMNS = {
    "centre_number": "Centre number",
    "centre_name": "Centre name",
    "reference": "Submission reference",
    "order_number": "Order number",
    "candidate_number": "Candidate number",
    "uci": "UCI",
    "uln": "ULN",
    "ocr_number": "OCR candidate number",
    "surname": "Surname",
    "forenames": "Forenames",
    "born_on": "Date of birth",
    "gender": "Gender",
    "entry_code": "Entry code",
    "qan": "QAN",
    "assessment_title": "Assessment title",
    "level": "Level",
    "series_title": "Series",
    "status": "Entry status",
    "entered_at": "Entered at (London)",
    "changed_on": "Withdrawn or amended on",
    "reason": "Reason",
    "attempt": "Attempt",
    "result": "Result",
}
# A centre that gets another name has not changed its entries.
OF_THE_CENTRE = ("centre_number", "centre_name")


def row(facts: Mapping[str, Any]) -> Content:
    """The row of one entry; facts has a value for each column, None for nothing.

    Days are 2026-11-24; level is as the catalogue has it. Every cell stands on one line. A first
    attempt is not numbered, and a result is only said of an entry that is withdrawn all the same.
    """
    attempt, outcome = facts.get("attempt") or 1, facts.get("outcome") or ""
    has_result = facts["status"] == "withdrawn" and outcome
    shown = dict(facts) | {
        "attempt": attempt if attempt > 1 else "",
        "result": f"The entry has a result: {outcome}" if has_result else "",
        "gender": (facts["gender"] or "not recorded").capitalize(),
        "level": level_label(facts["level"]),
    }
    return {column: " ".join(str(shown[column] or "").split()) for column in COLUMNS}


def differs(now: Content, last: Content | None) -> bool:
    """Whether a row says something else than what was last handed over of its entry."""
    return last is None or any(
        now[column] != last.get(column, "") for column in COLUMNS if column not in OF_THE_CENTRE
    )


def due(now: Mapping[int, Content], last: Mapping[int, Content]) -> dict[int, Content]:
    """Of the rows as they are now, entry id → row, those of a whole sheet.

    An entry that was withdrawn before it was ever handed over is left out: nobody knows of it.
    """
    return {key: one for key, one in now.items() if one["status"] != "withdrawn" or key in last}


def changes(now: Mapping[int, Content], last: Mapping[int, Content]) -> dict[int, Content]:
    """Of the same rows, those that are new or differ from what was last handed over."""
    return {key: one for key, one in due(now, last).items() if differs(one, last.get(key))}


def written(rows: Iterable[Content], as_book: bool) -> bytes:
    """The sheet as XLSX or CSV."""
    headings = list(COLUMNS.values())
    cells = [[one.get(column, "") for column in COLUMNS] for one in rows]
    if as_book:
        return spreadsheet.xlsx_of(headings, cells, "Hand-over sheet")
    return spreadsheet.csv_of(headings, cells)
