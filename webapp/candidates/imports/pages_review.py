"""The check page of an upload: what Save will do with each row, and saving."""

from datetime import date
from typing import Any, NamedTuple

from litestar import MediaType, Response
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import asdict

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.duplicates.duplicate import Double
from webapp.candidates.groups import store as store_groups
from webapp.candidates.imports import jobs, store_uploads
from webapp.candidates.imports.import_kind import Intake
from webapp.candidates.imports.row_outcome import GOOD, OTHERS
from webapp.candidates.imports.store_uploads import Upload, UploadRow
from webapp.candidates.record import changes as change
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.web.responses import asks_fragment, go, show
from webapp.web.routing import get, post

PAGE = 25
SHOWN = (*OTHERS, "warned", *GOOD)


class NearPerson(NamedTuple):
    """Whom a row may be about; person is None for somebody whom an earlier row would add."""

    candidate_id: int
    kind: str
    person: CandidateRow | None

    @property
    def formerly(self) -> str:
        return Double(self.person, self.kind).formerly if self.person else ""


class SeenRow(UploadRow, frozen=True, kw_only=True):
    """A row as the page shows it: used are the cells of columns that are read, near the people it
    may be about, changed what would be changed, (fact, before, after) as people read them.
    """

    used: list[str]
    near: list[NearPerson]
    changed: list[tuple[str, str, str]]


@get("/")
def show_upload(
    request: HTMXRequest,
    db: NamedDependency[Db],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
    outcome: FromQuery[str] = "",
    page: FromQuery[int] = 1,
    row: FromQuery[int] = 0,
) -> Response[Any]:
    progress = jobs.under_way(request, upload.upload_id)
    if progress:
        return show(
            request,
            "candidates/imports/progress.html",
            "candidates/imports/_progress.html",
            intake=intake,
            upload=upload,
            progress=progress,
            outcome=outcome,
            page=page,
        )
    if asks_fragment(request):
        return leave(intake, upload, outcome, page)
    return show_check(request, db, intake, upload, outcome, page, row)


@post("/check", status_code=200)
def check_upload(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    jobs.check(request, db, intake, upload.upload_id, today)
    return go(address(intake, upload))


@post("/stop", status_code=200)
def stop_check(
    request: HTMXRequest, intake: NamedDependency[Intake], upload: NamedDependency[Upload]
) -> Response[Any]:
    jobs.stop(request, upload.upload_id)
    return go(address(intake, upload))


@post("/delete", status_code=200)
def delete_upload(
    request: HTMXRequest,
    db: NamedDependency[Db],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    jobs.stop(request, upload.upload_id)
    store_uploads.discard(db, upload.upload_id)
    return go(intake.address, "The sheet is gone from here. What was saved stays saved.")


def show_check(
    request: HTMXRequest,
    db: Db,
    intake: Intake,
    upload: Upload,
    outcome: str,
    page: int = 1,
    row_number: int = 0,
    told: str = "",
) -> Response[Any]:
    """The rows with one outcome, or what is most urgent when there are none (any more).

    Rows that need a person stand ready to be mended; of the others only row_number does.
    """
    counts = upload.counts
    if not counts.get(outcome) or outcome not in SHOWN:
        outcome = next((one for one in SHOWN if counts[one]), SHOWN[0])
    pages = max(1, -(-counts[outcome] // PAGE))
    page = min(max(page, 1), pages)
    found = store_uploads.rows(db, upload.upload_id, outcome, offset=PAGE * (page - 1), limit=PAGE)
    rows = [_seen(db, upload, row) for row in found]
    return show(
        request,
        "candidates/imports/check.html",
        "candidates/imports/_check.html",
        intake=intake,
        upload=upload,
        outcome=outcome,
        rows=rows,
        mending=[row for row in rows if outcome not in GOOD or row.row_number == row_number],
        page=page,
        pages=pages,
        told=told,
        titles={group.title.casefold() for group in store_groups.groups(db)},
        good=sum(counts[one] for one in GOOD),
    )


def _seen(db: Db, upload: Upload, row: UploadRow) -> SeenRow:
    return SeenRow(
        **asdict(row),
        used=[cell for field, cell in zip(upload.fields, row.cells, strict=True) if field],
        near=[
            NearPerson(
                candidate_id, kind, candidates.one(db, candidate_id) if candidate_id > 0 else None
            )
            for candidate_id, kind in row.verdict.near
        ],
        changed=[
            (change.label(field), change.shown(field, before), change.shown(field, after))
            for field, (before, after) in row.verdict.changes.items()
        ],
    )


def leave(intake: Intake, upload: Upload, outcome: str = "", page: int = 1) -> Response[Any]:
    """Let htmx go to the check page, or to see how far the work is."""
    to = address(intake, upload, outcome, page)
    headers = {"hx-redirect": to, "cache-control": "no-store"}
    return Response(b"", media_type=MediaType.TEXT, headers=headers)


def address(intake: Intake, upload: Upload, outcome: str = "", page: int = 1) -> str:
    """The check page, where the rows with one outcome stand."""
    base = f"{intake.address}/{upload.upload_id}"
    return f"{base}?outcome={outcome}&page={page}" if outcome in SHOWN else base


of_upload = [show_upload, check_upload, stop_check, delete_upload]
