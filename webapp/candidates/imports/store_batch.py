"""Taking a whole spreadsheet of candidates in at once, as the command line does."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from webapp.candidates.imports import matching, store_apply
from webapp.candidates.imports.row import Row, named
from webapp.candidates.imports.row import read as read_row
from webapp.candidates.imports.row_outcome import GOOD, BroughtIn, Verdict
from webapp.candidates.imports.store_apply import Register
from webapp.database.connection import Db, transaction

Lines = Iterable[tuple[int, list[str]]]
"""The sheet's own row numbers with the row's cells."""


class _NotAllGood(Exception):
    """One row is not good, so nothing of the sheet is to be written."""


def look_at(db: Db, lines: Lines, fields: Sequence[str], today: date) -> BroughtIn:
    """What bringing the sheet in would do; writes nothing."""
    register, found = Register(db, writes=False), BroughtIn(dict.fromkeys(GOOD, 0), [])
    for row_number, _, verdict in _decided(register, lines, fields, today):
        found.count(row_number, verdict)
        if verdict.outcome in GOOD:
            register.note(row_number, verdict)
    return found


def bring_in(
    db: Db, lines: Lines, fields: Sequence[str], today: date, keeps_good: bool
) -> BroughtIn:
    """Write the sheet's good rows, in one transaction; none of them unless all are or it
    keeps_good.
    """
    register, found = Register(db, writes=True), BroughtIn(dict.fromkeys(GOOD, 0), [])
    with suppress(_NotAllGood), transaction(db):
        joining = []
        for row_number, read, verdict in _decided(register, lines, fields, today):
            found.count(row_number, verdict)
            if verdict.outcome in GOOD:
                added_on = read.added_on or today
                candidate_id = store_apply.write(db, verdict, added_on, None)
                register.note(row_number, verdict, candidate_id)
                joining += [(candidate_id, title) for title in verdict.groups]
        store_apply.join(db, joining, today)
        if found.others and not keeps_good:
            raise _NotAllGood
    return found


def _decided(
    register: Register, lines: Lines, fields: Sequence[str], today: date
) -> Iterator[tuple[int, Row, Verdict]]:
    for row_number, cells in lines:
        read = read_row(named(fields, cells), today)
        verdict = matching.decide(read, "", register)
        if verdict.outcome not in GOOD:
            register.leave_open(row_number, read)
        yield row_number, read, verdict
