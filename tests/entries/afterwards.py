"""Submissions to work on after they were made, and what the file says of their entries."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from tests.conftest import TODAY
from tests.entries.drafts import ICT, begin, id_of, people
from webapp.database.connection import Db
from webapp.entries.changes import lateness, store_amendments, store_withdrawals, withdrawal
from webapp.entries.changes import store as store_changes
from webapp.entries.hand_over import hand_over_sheet as sheet
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.options import store
from webapp.entries.submissions import summary
from webapp.entries.wizard import store as store_draft

OFFICER = 2
CENTRE = ("12345", "Riverside College (demonstration)")
ROOM = "/entries/submissions"


def submitted(
    db: Db,
    candidate_ids: Iterable[int] | int = 2,
    *,
    package: str = ICT,
    on: date = TODAY,
    order_number: str = "PO-1",
    moment: str = "2026-11-24T10:00:00.000000Z",
    again: bool = False,
) -> int:
    """A submission of these people, or of that many; again ticks what was withdrawn. Gives its
    id.
    """
    chosen = people(db, candidate_ids) if isinstance(candidate_ids, int) else list(candidate_ids)
    draft_id = id_of(begin(db, package, chosen, confirmed=True))
    draft = store_draft.one(db, draft_id)
    assert draft
    if again:
        cells = store.sheet(db, draft_id, draft.package_id, today=on).cells
        withdrawn = {key: True for key, cell in cells.items() if cell.why == "withdrawn"}
        store_draft.tick(db, draft_id, withdrawn)
    shown = summary.keys(store.sheet(db, draft_id, draft.package_id, today=on))
    done = store.submit(
        db, draft_id, OFFICER, shown=shown, order_number=order_number, today=on, moment=moment
    )
    assert done.submission_id
    return done.submission_id


def rows(db: Db, submission_id: int) -> list[dict[str, Any]]:
    return list(
        db.query("select * from entries where submission_id = ? order by entry_id", [submission_id])
    )


def ids(db: Db, submission_id: int) -> list[int]:
    return [row["entry_id"] for row in rows(db, submission_id)]


def statuses(db: Db, submission_id: int) -> list[str]:
    return [row["status"] for row in rows(db, submission_id)]


def means(db: Db, submission_id: int, entry_ids: Iterable[int], on: date = TODAY) -> str:
    """What the page that asks for the reason would say that withdrawing means, in short."""
    lines = store_changes.lines(db, submission_id, on)
    return lateness.fingerprint(store_changes.among(lines, set(entry_ids)))


def withdraw(
    db: Db,
    submission_id: int,
    entry_ids: Iterable[int],
    why: str = "left",
    on: date = TODAY,
    moment: str = "",
) -> int:
    chosen = list(entry_ids)
    shown = means(db, submission_id, chosen, on)
    with_results = store_withdrawals.list_with_results(db, submission_id, chosen)
    done = store_withdrawals.withdraw(
        db,
        submission_id,
        chosen,
        reason=why,
        shown=shown,
        account_id=OFFICER,
        today=on,
        moment=moment,
        results_shown=withdrawal.fingerprint_results(with_results),
    )
    assert not done.stale
    return done.entries


def bring_back(
    db: Db, submission_id: int, entry_ids: Iterable[int], on: date = TODAY
) -> store_withdrawals.BroughtBack:
    return store_withdrawals.bring_back(
        db, submission_id, list(entry_ids), account_id=OFFICER, today=on
    )


def amend(
    db: Db,
    submission_id: int,
    new: str,
    why: str = "typed wrong",
    on: date = TODAY,
    moment: str = "",
) -> str:
    before = order_number(db, submission_id)
    shown = lateness.fingerprint(store_changes.lines(db, submission_id, on), before)
    return store_amendments.amend(
        db,
        submission_id,
        new,
        reason=why,
        shown=shown,
        account_id=OFFICER,
        today=on,
        moment=moment,
    )


def undo_amendment(db: Db, submission_id: int, on: date = TODAY) -> str:
    """Undo the latest change of the order number that is an amendment."""
    amended = [
        one for one in store_changes.of_submission(db, submission_id) if one.what == "amended"
    ]
    change_id = amended[-1].submission_change_id
    return store_amendments.undo(db, submission_id, change_id, account_id=OFFICER, today=on)


def order_number(db: Db, submission_id: int) -> str:
    return db.execute(
        "select order_number from submissions where submission_id = ?", [submission_id]
    ).fetchone()[0]


def hand_over(db: Db, submission_id: int, kind: str = "whole", moment: str = "") -> list[dict]:
    """Record what waits as sent. Gives the rows of that sheet, the whole one or the changes."""
    sheets = store_hand_over.sheets(db, [submission_id], CENTRE)[submission_id]
    waiting = sheet.changes(sheets)
    shown = {submission_id: sheet.fingerprint(waiting)}
    store_hand_over.record(db, shown, OFFICER, centre=CENTRE, accepted=True, moment=moment)
    return list((waiting if kind == "changes" else sheet.due(sheets)).values())


def sending(db: Db, submission_id: int) -> str:
    """The value of the submission's box in the list of those that wait."""
    waiting = sheet.changes(store_hand_over.sheets(db, [submission_id])[submission_id])
    return f"{submission_id}-{sheet.fingerprint(waiting)}"


def series_of(db: Db, entry_id: int, **dates: str | None) -> None:
    """Give the entry's series these dates: opens_on, late_from, closes_on."""
    for column, day in dates.items():
        db.execute(
            f"update series set {column} = ? where series_id ="
            " (select series_id from entries where entry_id = ?)",
            [day, entry_id],
        )
    db.conn.commit()


def book(content: bytes) -> list[list[str]]:
    """The rows of an XLSX file's first sheet."""
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in line] for line in found.get_sheet_by_index(0).to_python()]
