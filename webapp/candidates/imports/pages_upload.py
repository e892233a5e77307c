"""Uploading a spreadsheet of candidates: the file or pasted rows, and what its columns are."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import date
from typing import Any

import litestar
from litestar import Response
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.imports import jobs, store_corrections, store_uploads
from webapp.candidates.imports.import_kind import Intake
from webapp.candidates.imports.store_uploads import Upload
from webapp.database.connection import Db
from webapp.spreadsheets import sheet
from webapp.spreadsheets import worker as sheet_worker
from webapp.web.centre_state import centre_of
from webapp.web.downloads import close_files
from webapp.web.responses import go, read_form, sent_form, show
from webapp.web.routing import get, post

PASTED = "Pasted rows"
LETTERS = 100
# A file of the size that is taken, and the form around it.
BODY = sheet.MOST_BYTES + 100_000
EXAMPLES = 3
NOTHING = "Choose a file, or paste rows from a spreadsheet with their headings."
TOO_MANY = (
    f"You have {store_uploads.MAX_UNFINISHED} sheets here that are not finished, candidates and"
    " results together. Nothing was read. Save or discard one of them, then send this one again."
)


@get("/")
def list_uploads(
    request: HTMXRequest, db: NamedDependency[Db], intake: NamedDependency[Intake]
) -> Response[Any]:
    return _show(request, db, intake, "")


@litestar.post("/", status_code=200, request_max_body_size=BODY)
async def upload_sheet(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    intake: NamedDependency[Intake],
) -> Response[Any]:
    pasted = (await read_form(request)).get("pasted", "")
    file = (await request.form()).get("file")
    chosen = file if isinstance(file, UploadFile) and file.filename else None
    if chosen is None and not pasted.strip():
        return _show(request, db, intake, pasted, {"file": NOTHING})
    if store_uploads.unfinished_of(db, request.user.account_id) >= store_uploads.MAX_UNFINISHED:
        await close_files(request)
        return _show(request, db, intake, pasted, {"file" if chosen else "pasted": TOO_MANY})
    try:
        if chosen:
            content = await chosen.read()
            await close_files(request)
            read = await _read(request, content, intake)
        else:
            read = await asyncio.to_thread(sheet.read_pasted, pasted, intake.headings)
    except sheet.BadSheet as problem:
        return _show(request, db, intake, pasted, {"file" if chosen else "pasted": str(problem)})
    fields = intake.headings.assign(read.headings)
    name = chosen.filename[-LETTERS:] if chosen else PASTED
    upload_id = await asyncio.to_thread(
        _start, request, intake.kind, request.user.account_id, name, read, fields
    )
    address = f"{intake.address}/{upload_id}"
    if intake.headings.missing(fields) or intake.headings.doubled(read.headings, fields):
        return go(f"{address}/columns")
    await asyncio.to_thread(jobs.check, request, db, intake, upload_id, today)
    return go(address)


async def _read(request: HTMXRequest, content: bytes, intake: Intake) -> sheet.Sheet:
    """Read a file; a workbook in its turn, and only while the person waits for it."""
    if not sheet.is_workbook(content):
        return await asyncio.to_thread(sheet.read, content, intake.headings)
    stop = threading.Event()
    reading = asyncio.get_running_loop().run_in_executor(
        sheet_worker.WORKBOOKS, sheet.read, content, intake.headings, stop
    )
    leaving = asyncio.create_task(_wait_until_left(request))
    try:
        first: set[asyncio.Future[Any]] = {reading, leaving}
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():
            stop.set()
        return await reading
    except sheet_worker.Stopped as problem:
        # Nobody reads the answer.
        raise ClientException from problem
    finally:
        stop.set()
        leaving.cancel()


async def _wait_until_left(request: HTMXRequest) -> None:
    """Wait until the browser ends the connection, as Stop and closing the page do."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _start(request: HTMXRequest, *what: Any) -> int:
    with centre_of(request).connections.one(request.user) as db:
        return store_uploads.start(db, *what)


@get("/columns")
def ask_columns(
    request: HTMXRequest,
    db: NamedDependency[Db],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    lacking = _lacking(intake, upload.fields)
    return _show_columns(request, db, intake, upload, fields=upload.fields, problems=lacking)


@post("/columns", status_code=200)
def choose_columns(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    form = sent_form(request)
    chosen = [form.get(f"column-{place}", "") for place in range(len(upload.headings))]
    labels = intake.headings.fields
    fields = [field if field in labels else "" for field in chosen]
    problems = _lacking(intake, fields)
    for place, field in enumerate(fields):
        if field and field in fields[:place]:
            problems[f"column-{place}"] = f"{labels[field]} is chosen for two columns: keep one."
    if problems:
        return _show_columns(request, db, intake, upload, fields=fields, problems=problems)
    store_corrections.set_fields(db, upload.upload_id, fields)
    jobs.check(request, db, intake, upload.upload_id, today)
    return go(f"{intake.address}/{upload.upload_id}")


def _lacking(intake: Intake, fields: Sequence[str]) -> dict[str, str]:
    missing = intake.headings.missing(fields)
    if not missing:
        return {}
    return {
        "column-0": f"No column is read as {', '.join(missing)}. Choose which one it is; if the"
        " sheet"
        " has none, add it there, even with empty cells, and upload the sheet again."
    }


def _show_columns(
    request: HTMXRequest,
    db: Db,
    intake: Intake,
    upload: Upload,
    *,
    fields: Sequence[str],
    problems: dict[str, str],
) -> Response[Any]:
    first = next(store_uploads.in_order(db, upload.upload_id), [])[:EXAMPLES]
    columns = [
        {
            "heading": text,
            "field": fields[place],
            "examples": [row.cells[place] for row in first],
        }
        for place, text in enumerate(upload.headings)
    ]
    return show(
        request,
        "candidates/imports/columns.html",
        status=422 if problems else 200,
        upload=upload,
        intake=intake,
        columns=columns,
        problems=problems,
        doubled=intake.headings.doubled(upload.headings, fields),
    )


def _show(
    request: HTMXRequest,
    db: Db,
    intake: Intake,
    pasted: str,
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    return show(
        request,
        "candidates/imports/uploads.html",
        status=422 if problems else 200,
        intake=intake,
        uploads=store_uploads.unfinished(db, intake.kind),
        pasted=pasted,
        problems=problems or {},
    )


outside = [list_uploads, upload_sheet]
of_upload = [ask_columns, choose_columns]
