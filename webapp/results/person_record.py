"""One person's whole record as sheets, for whoever asks what is held about them."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter

from webapp.candidates import change

Row = Mapping[str, Any]
Sheets = dict[str, list[list[str]]]
"""Title → rows of text, the headings first."""

ENTRIES = {
    "entry_code": "Entry code",
    "assessment_title": "Assessment",
    "series_title": "Series",
    "attempt": "Attempt",
    "status": "Status",
    "outcome": "Outcome",
    "late": "Late",
    "fee": "Fee in pence",
    "entered_at": "Entered at (UTC)",
    "person": "Entered by",
    "reference": "Submission",
    "order_number": "Order number/reference",
    "package_title": "Package",
}
CHANGES = {
    "changed_at": "When (UTC)",
    "person": "By",
    "entry_code": "Entry code",
    "series_title": "Series",
    "what": "What was done",
    "reason": "Reason",
    "before": "Before",
    "after": "After",
    "late": "Late",
    "fee": "Fee in pence",
}
HAND_OVERS = {
    "made_at": "When (UTC)",
    "kind": "Kind",
    "reference": "Submission",
    "entry_code": "Entry code",
    "content": "What was handed over",
    "taken_back_at": "Taken back at (UTC)",
}
RESULTS = {
    "entry_code": "Entry code",
    "assessment_title": "Assessment",
    "qan": "QAN",
    "level": "Level",
    "series_title": "Series",
    "grade": "Grade",
    "outcome": "Outcome",
    "attempt": "Attempt",
    "awarded_on": "Date awarded",
    "certificate_number": "Certificate number",
    "recorded_at": "Recorded at (UTC)",
    "person": "Recorded by",
    "replaced_at": "Replaced at (UTC)",
    "replaced_as": "How",
    "replacer": "By",
    "reason": "Reason",
}
AWARDS = {"entry_code": "Entry code", "title": "Assessment", "awarded_on": "Date awarded"}
DRAFTS = {
    "draft_id": "Draft",
    "display_title": "Package",
    "made_at": "Begun at (UTC)",
    "ticked": "Ticked by a person",
    "unticked": "Unticked by a person",
}
GROUPS = {"title": "Group", "made_on": "Group made on"}
HISTORY = {
    "changed_at": "When (UTC)",
    "person": "By",
    "candidate_id": "Record",
    "field": "Field",
    "before": "Before",
    "after": "After",
}
DETAILS = ("Record", "Field", "Value")
# Made out of the others, for searching and sorting.
DERIVED = {"candidate_id", "sort_key", "search_text", "former_names", "former_text"}


def sheets(facts: Mapping[str, Iterable[Row]]) -> Sheets:
    """Every fact held about a person.

    facts: people, groups, entries, changes, hand_overs, results, history, drafts and awards, as
    store_record gives them.
    people are the rows of the person and of whoever was merged into them, all columns.
    """
    details = [
        [_text(row["candidate_id"]), _label(field), _text(value)]
        for row in facts["people"]
        for field, value in row.items()
        if field not in DERIVED
    ]
    history = [{**row, "field": change.label(row["field"])} for row in facts["history"]]
    return {
        "Details": [list(DETAILS), *details],
        "Groups": _table(GROUPS, facts["groups"]),
        "Entries": _table(ENTRIES, facts["entries"]),
        "Changes of entries": _table(CHANGES, facts["changes"]),
        "Handed over": _table(HAND_OVERS, facts["hand_overs"]),
        "Results": _table(RESULTS, facts["results"]),
        # Excel keeps the title History for itself.
        "History of changes": _table(HISTORY, history),
        "Drafts": _table(DRAFTS, facts["drafts"]),
        "Awards": _table(AWARDS, facts["awards"]),
    }


def workbook(written: Sheets) -> bytes:
    """The sheets as XLSX; every cell is a text, so none is ever taken for a formula."""
    content = io.BytesIO()
    # In memory, because a temporary file would hold the person's details.
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    bold = book.add_format({"bold": True})
    for title, rows in written.items():
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, cell, None if place else bold)
        for column, cells in enumerate(zip(*rows, strict=True)):
            sheet.set_column(column, column, min(max(map(len, cells)) + 2, 60))
    book.close()
    return content.getvalue()


def records(written: Sheets) -> dict[str, list[dict[str, str]]]:
    """The same for programs: sheet → rows as heading → text."""
    return {
        title: [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:]]
        for title, rows in written.items()
    }


def _table(columns: Mapping[str, str], rows: Iterable[Row]) -> list[list[str]]:
    return [list(columns.values()), *([_text(row[one]) for one in columns] for row in rows)]


def _label(field: str) -> str:
    label = change.LABELS.get(field, field.replace("_", " "))
    return label[:1].upper() + label[1:]


def _text(value: Any) -> str:
    # The last two letters of Unicode's first plane are in no alphabet and would spoil the file.
    return "" if value is None else str(value).translate({0xFFFE: None, 0xFFFF: None})
