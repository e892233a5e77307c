"""Taking a whole spreadsheet of results in at once, as the command line does."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from webapp.candidates.imports.row import named
from webapp.candidates.imports.row_outcome import GOOD, BroughtIn
from webapp.database.connection import Db, transaction
from webapp.results.uploads import row_outcome, store_apply
from webapp.results.uploads.row import read as read_row
from webapp.results.uploads.row_outcome import Verdict

Lines = Iterable[tuple[int, list[str]]]
"""The sheet's own row numbers with the row's cells."""


class _NotAllGood(Exception):
    """One row is not good, so nothing of the sheet is to be written."""


def look_at(db: Db, lines: Lines, fields: Sequence[str], today: date) -> BroughtIn:
    """What bringing the sheet in would do; writes nothing."""
    return _decided(db, lines, fields, today)[0]


def bring_in(
    db: Db, lines: Lines, fields: Sequence[str], today: date, keeps_good: bool
) -> BroughtIn:
    """Write the good rows, in one transaction; none of them unless all are good or it
    keeps_good.
    """
    with suppress(_NotAllGood), transaction(db):
        found, good = _decided(db, lines, fields, today)
        if found.others and not keeps_good:
            raise _NotAllGood
        store_apply.write(db, good, None)
    return found


def _decided(
    db: Db, lines: Lines, fields: Sequence[str], today: date
) -> tuple[BroughtIn, list[Verdict]]:
    """What becomes of all rows, and the verdicts over the good ones."""
    known, found, good = store_apply.known(db), BroughtIn(dict.fromkeys(GOOD, 0), []), []
    for row_number, cells in lines:
        verdict = row_outcome.decide(read_row(named(fields, cells), today), "", known)
        found.count(row_number, verdict)
        if verdict.outcome in GOOD:
            known.note(row_number, verdict.place, verdict.new)
            good.append(verdict)
    return found, good
