"""Checking and saving rows of results: the check is the import without the writing."""

from datetime import date

from webapp.candidates import store_uploads, store_verdicts
from webapp.candidates.progress import Progress
from webapp.candidates.row import named
from webapp.candidates.store_uploads import UploadRow
from webapp.candidates.verdict import GOOD
from webapp.db import Db, transaction
from webapp.results import result_verdict, store_intake
from webapp.results.result_heading import RESULTS
from webapp.results.result_row import read as read_row
from webapp.results.result_verdict import Verdict


def check(db: Db, progress: Progress, upload_id: int, today: date) -> None:
    """Find out what saving would do with each row, and keep it with the row. Writes nothing
    else.
    """
    upload = store_uploads.one(db, upload_id)
    if upload is None:
        return
    known = store_intake.known(db)

    def decide(one: UploadRow) -> Verdict:
        read = read_row(named(upload.fields, one.cells), today)
        # A row that was saved is gone from the sheet, and still contradicts.
        earlier = one.verdict.earlier if upload.saved_at else ()
        verdict = result_verdict.decide(read, one.choice, known, earlier)
        known.note(one.row_number, verdict.place, verdict.new)
        return verdict

    store_verdicts.check(db, progress, upload, decide=decide, labels=RESULTS.fields)


def save(db: Db, progress: Progress, upload_id: int, today: date, account_id: int) -> None:
    """Write the good rows, all in one transaction, and take them off the sheet.

    A row that would now do something else than was shown stays, with its new verdict.
    """
    with transaction(db):
        upload = store_uploads.one(db, upload_id)
        if upload is None or not upload.checked_at:
            return
        known, counts, good, others = store_intake.known(db), dict.fromkeys(GOOD, 0), {}, []
        for batch in store_uploads.in_order(db, upload_id):
            for one in batch:
                if one.outcome not in GOOD:
                    continue
                read = read_row(named(upload.fields, one.cells), today)
                verdict = result_verdict.decide(read, one.choice, known)
                if not verdict.is_what_was_shown(one.verdict):
                    others.append((one.row_number, verdict))
                    continue
                known.note(one.row_number, verdict.place, verdict.new)
                good[one.row_number] = verdict
                counts[verdict.outcome] += 1
            progress.done += len(batch)
        store_intake.write(db, good.values(), account_id)
        store_verdicts.keep(db, upload_id, others)
        store_verdicts.note_saved(db, upload_id, good, list(counts.values()))
