"""Checking and saving the rows of a spreadsheet of candidates: the check is the import without the
writing.
"""

from datetime import date

from webapp.candidates.imports import matching, store_apply, store_outcomes, store_uploads
from webapp.candidates.imports.heading_spellings import FIELDS
from webapp.candidates.imports.progress import Progress
from webapp.candidates.imports.row import Row, named
from webapp.candidates.imports.row import read as read_row
from webapp.candidates.imports.row_outcome import GOOD, Verdict
from webapp.candidates.imports.store_apply import Register
from webapp.candidates.imports.store_uploads import Upload, UploadRow
from webapp.candidates.record import changes as change
from webapp.database.connection import Db, transaction


def check(db: Db, progress: Progress, upload_id: int, today: date) -> None:
    """Find out what saving would do with each row, and keep it with the row. Writes nothing
    else.
    """
    upload = store_uploads.one(db, upload_id)
    if upload is None:
        return
    register = Register(db, writes=False)

    def decide(one: UploadRow) -> Verdict:
        read = read_row(named(upload.fields, one.cells), today)
        verdict = matching.decide(read, one.choice, register)
        if not one.choice:
            verdict = verdict.after(one.verdict, matching.WHOLE)
        if verdict.outcome in GOOD:
            register.note(one.row_number, verdict)
        else:
            register.leave_open(one.row_number, read)
        return verdict

    store_outcomes.check(db, progress, upload, decide=decide, labels=FIELDS)


def save(db: Db, progress: Progress, upload_id: int, today: date, account_id: int) -> None:
    """Write the good rows, all in one transaction, and take them off the sheet.

    A row that would now do something else than was shown stays, with its new verdict.
    """
    with transaction(db):
        upload = store_uploads.one(db, upload_id)
        if upload is None or not upload.checked_at:
            return
        register, counts, saved, joining = Register(db, writes=True), dict.fromkeys(GOOD, 0), [], []
        for batch in store_uploads.in_order(db, upload_id):
            for one in batch:
                if one.outcome not in GOOD:
                    continue
                verdict, added_on = _once_more(upload, one, register, today)
                if not verdict.is_what_was_shown(one.verdict):
                    store_outcomes.keep(db, upload_id, [(one.row_number, verdict)])
                    continue
                candidate_id = store_apply.write(db, verdict, added_on, account_id)
                register.note(one.row_number, verdict, candidate_id)
                joining += [(candidate_id, title) for title in verdict.groups]
                saved.append(one.row_number)
                counts[verdict.outcome] += 1
            progress.done += len(batch)
        store_apply.join(db, joining, today)
        store_outcomes.note_saved(db, upload_id, saved, list(counts.values()))


def _once_more(
    upload: Upload, one: UploadRow, register: Register, today: date
) -> tuple[Verdict, date]:
    """The verdict over a row that was good when it was checked, and the date the person is added
    on.
    """
    cells = named(upload.fields, one.cells)
    shown = one.verdict
    if shown.new and shown.outcome == "add" and not cells.get("added_on"):
        # Reading the row again is most of the work, and for somebody new it was kept.
        new = change.from_texts(shown.new)
        row = Row(new, {}, shown.warnings, shown.groups, None, frozenset())
        if (verdict := matching.decide(row, one.choice, register)).outcome == "add":
            return verdict, today
    read = read_row(cells, today)
    return matching.decide(read, one.choice, register), read.added_on or today
