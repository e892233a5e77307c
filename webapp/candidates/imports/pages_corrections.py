"""Mending rows of an upload in place, saying whose rows they are, and saving."""

import json
from datetime import date
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.imports import jobs, matching, store_corrections, store_uploads
from webapp.candidates.imports.import_kind import Intake
from webapp.candidates.imports.pages_review import address, leave, show_check
from webapp.candidates.imports.store_uploads import Upload
from webapp.database.connection import Db
from webapp.web.responses import go, number, sent_form
from webapp.web.routing import post

TOLD = {
    "": "has not been checked yet",
    "add": "will be added",
    "change": "will change what is recorded",
    "same": "will be left alone, because the same is recorded",
    "ask": "needs your decision",
    "refuse": "still needs mending",
}
NOT_SAVED = "Nothing is saved yet, because you had typed something:"


@post("/rows", status_code=200)
def mend_rows(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    """Take what was typed into all rows of the page, and the choice that was pressed."""
    form = sent_form(request)
    upload_id = upload.upload_id
    mended, choices = _typed(db, upload_id, form), _chosen(form)
    leads_on = "go" in form
    outcome, _, page_text = form.get("go", f"{form.get('outcome')}:{form.get('page')}").partition(
        ":"
    )
    page = number(page_text) or 1
    if mended or choices or not leads_on:
        store_corrections.mend(db, upload_id, mended, choices)
        jobs.check(request, db, intake, upload_id, today)
    if jobs.under_way(request, upload_id):
        to = (intake, upload, outcome, page)
        return leave(*to) if request.htmx else go(address(*to))
    told = " ".join(_told(db, upload_id, one) for one in sorted({*mended, *choices}))
    if request.htmx:
        now = store_uploads.one(db, upload_id) or upload
        told = told or ("" if leads_on else "Nothing was changed.")
        return show_check(request, db, intake, now, outcome, page, told=told)
    return go(address(intake, upload, outcome, page), told)


@post("/save", status_code=200)
def save_rows(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    """Save the good rows, unless something was typed that nobody has seen checked."""
    upload_id = upload.upload_id
    if mended := _typed(db, upload_id, sent_form(request)):
        store_corrections.mend(db, upload_id, mended, {})
        jobs.check(request, db, intake, upload_id, today)
        told = " ".join(_told(db, upload_id, one) for one in sorted(mended))
        return go(address(intake, upload), f"{NOT_SAVED} {told}")
    jobs.save(request, intake, upload, today)
    return go(address(intake, upload))


def _typed(db: Db, upload_id: int, form: FormMultiDict) -> dict[int, list[str]]:
    """Row number → cells, of the rows in which a cell is not what the page had shown.

    Cells that were left alone are as the file has them: another tab may have mended those.
    """
    mended = {}
    for row_number in (number(one) or 0 for one in form.getall("row_number", [])):
        row = store_uploads.row(db, upload_id, row_number)
        if row is None:
            continue
        was = _shown(form.get(f"was-{row_number}", ""))
        cells = list(row.cells)
        for place, cell in enumerate(cells):
            typed = form.get(f"cell-{row_number}-{place}")
            if typed is not None and typed.strip() != was.get(place, cell).strip():
                cells[place] = typed.strip()
        if cells != list(row.cells):
            mended[row_number] = cells
    return mended


def _shown(sent: str) -> dict[int, str]:
    """What the page had shown in a row, place → text."""
    try:
        cells = json.loads(sent)
    except ValueError:
        return {}
    texts = enumerate(cells) if isinstance(cells, list) else ()
    return {place: text for place, text in texts if isinstance(text, str)}


def _chosen(form: FormMultiDict) -> dict[int, str]:
    """Row number → choice, of the button that was pressed; "" takes a choice back."""
    row_number, pressed, choice = form.get("choice", "").partition(":")
    fits = choice in ("", matching.NEW) or number(choice.removeprefix("-"))
    return {int(row_number): choice} if pressed and number(row_number) and fits else {}


def _told(db: Db, upload_id: int, row_number: int) -> str:
    row = store_uploads.row(db, upload_id, row_number)
    return f"Row {row_number} {TOLD[row.outcome] if row else 'is not here any more'}."


of_upload = [mend_rows, save_rows]
