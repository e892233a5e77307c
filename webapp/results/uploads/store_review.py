"""Checking and saving rows of results: the check is the import without the writing."""

from datetime import date

from webapp.candidates.imports import store_outcomes, store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.imports.row import named
from webapp.candidates.imports.row_outcome import GOOD
from webapp.candidates.imports.store_uploads import UploadRow
from webapp.database.connection import Db, transaction
from webapp.results.uploads import row_outcome, store_apply
from webapp.results.uploads.headings import RESULTS
from webapp.results.uploads.row import read as read_row
from webapp.results.uploads.row_outcome import Verdict


def check(db: Db, progress: Progress, upload_id: int, today: date) -> None:
    """Find out what saving would do with each row, and keep it with the row. Writes nothing
    else.
    """
    upload = store_uploads.one(db, upload_id)
    if upload is None:
        return
    known = store_apply.known(db)

    def decide(one: UploadRow) -> Verdict:
        read = read_row(named(upload.fields, one.cells), today)
        # A row that was saved is gone from the sheet, and still contradicts.
        earlier = one.verdict.earlier if upload.saved_at else ()
        verdict = row_outcome.decide(read, one.choice, known, earlier)
        known.note(one.row_number, verdict.place, verdict.new)
        return verdict

    store_outcomes.check(db, progress, upload, decide=decide, labels=RESULTS.fields)


def save(db: Db, progress: Progress, upload_id: int, today: date, account_id: int) -> None:
    """Write the good rows, all in one transaction, and take them off the sheet.

    A row that would now do something else than was shown stays, with its new verdict.
    """
    with transaction(db):
        upload = store_uploads.one(db, upload_id)
        if upload is None or not upload.checked_at:
            return
        known, counts, good, others = store_apply.known(db), dict.fromkeys(GOOD, 0), {}, []
        for batch in store_uploads.in_order(db, upload_id):
            for one in batch:
                if one.outcome not in GOOD:
                    continue
                read = read_row(named(upload.fields, one.cells), today)
                verdict = row_outcome.decide(read, one.choice, known)
                if not verdict.is_what_was_shown(one.verdict):
                    others.append((one.row_number, verdict))
                    continue
                known.note(one.row_number, verdict.place, verdict.new)
                good[one.row_number] = verdict
                counts[verdict.outcome] += 1
            progress.done += len(batch)
        store_apply.write(db, good.values(), account_id)
        store_outcomes.keep(db, upload_id, others)
        store_outcomes.note_saved(db, upload_id, good, list(counts.values()))
