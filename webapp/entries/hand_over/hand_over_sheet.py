"""The hand-over sheet: one row an entry, with every detail that an awarding body asks for."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import msgspec

from webapp.catalogue.packages.package import level_label
from webapp.spreadsheets import writer

Content = dict[str, str]
"""Column → text, for each of COLUMNS."""

Rows = dict[int, Content]
"""Entry id → its row, by candidate's name and entry code."""


class EntryFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a row is made of; level is as the catalogue has it, moments and days are text."""

    entry_id: int
    submission_id: int
    reference: str
    order_number: str
    candidate_number: str | None
    uci: str | None
    uln: str | None
    ocr_number: str | None
    surname: str
    forenames: str
    born_on: date
    gender: str | None
    entry_code: str
    qan: str
    assessment_title: str
    level: str
    series_title: str
    status: str
    entered_at: str
    attempt: int
    outcome: str
    changed_on: str = ""
    reason: str = ""


class Download(NamedTuple):
    """When an entry's row was last downloaded, by whom, and the digest of what it said."""

    digest: str
    downloaded_at: str
    person: str


class Sheets(NamedTuple):
    """A submission's rows as they are now, as last recorded as sent, and as last downloaded."""

    now: Rows
    last: Rows
    downloaded: dict[int, Download]


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


def row(facts: EntryFacts, centre: tuple[str, str]) -> Content:
    """The row of one entry; centre is the number and the name that stand in it.

    Days are 2026-11-24. Every cell stands on one line. A first attempt is not numbered, and a
    result is only said of an entry that is withdrawn all the same; a pending one is none yet.
    """
    has_result = facts.status == "withdrawn" and facts.outcome not in ("", "pending")
    shown = msgspec.structs.asdict(facts) | {
        "centre_number": centre[0],
        "centre_name": centre[1],
        "attempt": facts.attempt if facts.attempt > 1 else "",
        "result": f"The entry has a result: {facts.outcome}" if has_result else "",
        "gender": (facts.gender or "not recorded").capitalize(),
        "level": level_label(facts.level),
    }
    return {column: " ".join(str(shown[column] or "").split()) for column in COLUMNS}


def differs(now: Content, last: Content | None) -> bool:
    """Whether a row says something else than what was last recorded as sent of its entry."""
    return last is None or any(
        now[column] != last.get(column, "") for column in COLUMNS if column not in OF_THE_CENTRE
    )


def due(sheets: Sheets) -> Rows:
    """Return the rows of a whole sheet.

    An entry that was withdrawn before any sheet with it was downloaded or recorded as sent is left
    out: nobody outside knows of it.
    """
    known = sheets.last.keys() | sheets.downloaded.keys()
    return {
        key: content
        for key, content in sheets.now.items()
        if content["status"] != "withdrawn" or key in known
    }


def changes(sheets: Sheets) -> Rows:
    """Return, of the same rows, those that are new or differ from what was recorded as sent."""
    return {
        key: content
        for key, content in due(sheets).items()
        if differs(content, sheets.last.get(key))
    }


def changed_since_download(sheets: Sheets) -> Rows:
    """Return, of the changes, the rows that the sheet last downloaded did not have like this.

    Empty when nobody has downloaded any of them: they may have been sent in another way.
    """
    waiting = changes(sheets)
    if not waiting.keys() & sheets.downloaded.keys():
        return {}
    return {
        key: content
        for key, content in waiting.items()
        if key not in sheets.downloaded or sheets.downloaded[key].digest != digest(content)
    }


def latest_download(sheets: Sheets) -> Download | None:
    return max(
        sheets.downloaded.values(), key=lambda download: download.downloaded_at, default=None
    )


def digest(content: Content) -> str:
    """Return 16 hexadecimal digits that change with what a row says of its entry."""
    texts = [content.get(column, "") for column in COLUMNS if column not in OF_THE_CENTRE]
    return sha256(json.dumps(texts).encode()).hexdigest()[:16]


def fingerprint(rows: Rows) -> str:
    """Return 16 hexadecimal digits that change with any of the rows."""
    shown = [(key, digest(content)) for key, content in sorted(rows.items())]
    return sha256(json.dumps(shown).encode()).hexdigest()[:16]


def written(rows: Iterable[Content], as_book: bool) -> bytes:
    """The sheet as XLSX or CSV."""
    headings = list(COLUMNS.values())
    cells = [[one.get(column, "") for column in COLUMNS] for one in rows]
    if as_book:
        return writer.xlsx_of(headings, cells, "Hand-over sheet")
    return writer.csv_of(headings, cells)
