"""Candidates as rows of a spreadsheet, for the whole register or what a search finds."""

import json
from collections.abc import Iterator
from datetime import date

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.imports.heading_spellings import FIELDS
from webapp.candidates.record import store
from webapp.candidates.register import store_search
from webapp.database.connection import Db
from webapp.database.rows import list_rows

NOT_RECORDED = "Not recorded"
# A sheet may have middle names apart; in the register they are forenames.
COLUMNS = {field: label for field, label in FIELDS.items() if field != "middle_names"}


class _ExportedRow(CandidateRow, frozen=True, kw_only=True):
    """groups: the titles with semicolons between them."""

    groups: str


def rows(
    db: Db,
    typed: str = "",
    since: date | None = None,
    group_id: int | None = None,
    archived: bool = False,
) -> Iterator[list[str]]:
    """The people whom the search finds, in its order: a text for each of COLUMNS.

    Uploading them again changes nothing: dates are 2008-03-27, groups are separated by semicolons.
    """
    found = store_search.search(db, typed, since, store_search.ALL, 0, group_id, archived)
    ids = json.dumps([row.candidate_id for row in found.rows])
    people = list_rows(
        db,
        _ExportedRow,
        f"select {store.COLUMNS}, coalesce((select group_concat(title, '; ') from"
        " (select title from group_members join candidate_groups using (group_id)"
        " where group_members.candidate_id = candidates.candidate_id order by title_key(title))),"
        " '') as groups"
        " from json_each(?) as asked join candidates on candidate_id = asked.value order by"
        " asked.key",
        [ids],
    )
    for one in people:
        facts = {"gender": (one.gender or NOT_RECORDED).capitalize()}
        yield [facts.get(field) or str(getattr(one, field)) for field in COLUMNS]
