"""One person's whole record as sheets, for whoever asks what is held about them."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import xlsxwriter
from msgspec.structs import replace

from webapp.candidates.record import changes as change
from webapp.results.of_candidate.facts import RecordedResult

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


class CandidateChange(msgspec.Struct, frozen=True, kw_only=True):
    """What was changed about the details of one record; person is None for the command line."""

    candidate_id: int
    changed_at: str
    field: str
    before: str
    after: str
    person: str | None


class Held(NamedTuple):
    """What is held about a person, in rows whose fields are the keys of the columns above.

    people are the rows of the person and of whoever was merged into them, column → value, with
    every column that there is.
    """

    people: Sequence[Mapping[str, Any]]
    groups: Sequence[msgspec.Struct]
    entries: Sequence[msgspec.Struct]
    changes: Sequence[msgspec.Struct]
    hand_overs: Sequence[msgspec.Struct]
    results: Sequence[RecordedResult]
    history: Sequence[CandidateChange]
    drafts: Sequence[msgspec.Struct]
    awards: Sequence[msgspec.Struct]


def sheets(held: Held) -> Sheets:
    """Every fact held about a person."""
    details = [
        [_text(row["candidate_id"]), _label(field), _text(value)]
        for row in held.people
        for field, value in row.items()
        if field not in DERIVED
    ]
    history = [replace(one, field=change.label(one.field)) for one in held.history]
    return {
        "Details": [list(DETAILS), *details],
        "Groups": _table(GROUPS, held.groups),
        "Entries": _table(ENTRIES, held.entries),
        "Changes of entries": _table(CHANGES, held.changes),
        "Handed over": _table(HAND_OVERS, held.hand_overs),
        "Results": _table(RESULTS, held.results),
        # Excel keeps the title History for itself.
        "History of changes": _table(HISTORY, history),
        "Drafts": _table(DRAFTS, held.drafts),
        "Awards": _table(AWARDS, held.awards),
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
        for column, texts in enumerate(zip(*rows, strict=True)):
            sheet.set_column(column, column, min(max(map(len, texts)) + 2, 60))
    book.close()
    return content.getvalue()


def records(written: Sheets) -> dict[str, list[dict[str, str]]]:
    """The same for programs: sheet → rows as heading → text."""
    return {
        title: [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:]]
        for title, rows in written.items()
    }


def _table(columns: Mapping[str, str], rows: Iterable[msgspec.Struct]) -> list[list[str]]:
    return [
        list(columns.values()),
        *([_text(getattr(row, one)) for one in columns] for row in rows),
    ]


def _label(field: str) -> str:
    label = change.LABELS.get(field, field.replace("_", " "))
    return label[:1].upper() + label[1:]


def _text(value: Any) -> str:
    # The last two letters of Unicode's first plane are in no alphabet and would spoil the file.
    text = "" if value is None else str(int(value) if isinstance(value, bool) else value)
    return text.translate({0xFFFE: None, 0xFFFF: None})
