"""The rows that were not saved, to take away: the sheet's own columns, with what is wrong."""

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromQuery

from webapp.accounts.activity import store as store_activity
from webapp.candidates.imports import store_uploads
from webapp.candidates.imports.row_outcome import OTHERS
from webapp.candidates.imports.store_uploads import Upload
from webapp.database.connection import Db
from webapp.spreadsheets import writer
from webapp.web.downloads import download
from webapp.web.routing import get

# Headings that no column of the register has, so that the file can be mended and uploaded again.
BESIDE = ("What is wrong", "Row in the sheet")


@get("/refused", opt={"notes": True})
def download_refused(
    db: NamedDependency[Db], upload: NamedDependency[Upload], format: FromQuery[str] = "csv"
) -> Response[Any]:
    rows = sorted(
        (row for outcome in OTHERS for row in store_uploads.rows(db, upload.upload_id, outcome)),
        key=lambda row: row.row_number,
    )
    lines = [
        [*row.cells, " ".join(row.verdict.problems.values()), str(row.row_number)] for row in rows
    ]
    headings = [*upload.headings, *BESIDE]
    name = f"not-saved-{upload.upload_id}"
    store_activity.note(db, "exported refused rows", upload=upload.upload_id)
    if format == "xlsx":
        return download(f"{name}.xlsx", writer.xlsx_of(headings, lines, "Not saved"))
    return download(f"{name}.csv", writer.csv_of(headings, lines))


of_upload = [download_refused]
