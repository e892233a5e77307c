"""The check page of an upload: what Save will do with each row, and saving."""

from datetime import date
from typing import Any

from litestar import MediaType, Response
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates import change, former_name, pages_work, store_groups, store_uploads, twin
from webapp.candidates import store as candidates
from webapp.candidates.intake import Intake
from webapp.candidates.verdict import GOOD, OTHERS
from webapp.db import Db
from webapp.html import asks_fragment, go, show
from webapp.routing import get, post

Upload = dict[str, Any]
PAGE = 25
SHOWN = (*OTHERS, "warned", *GOOD)


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
    progress = pages_work.under_way(request, upload["upload_id"])
    if progress:
        return show(
            request,
            "candidates/progress.html",
            "candidates/_progress.html",
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
    pages_work.check(request, db, intake, upload["upload_id"], today)
    return go(address(intake, upload))


@post("/stop", status_code=200)
def stop_check(
    request: HTMXRequest, intake: NamedDependency[Intake], upload: NamedDependency[Upload]
) -> Response[Any]:
    pages_work.stop(request, upload["upload_id"])
    return go(address(intake, upload))


@post("/delete", status_code=200)
def delete_upload(
    request: HTMXRequest,
    db: NamedDependency[Db],
    intake: NamedDependency[Intake],
    upload: NamedDependency[Upload],
) -> Response[Any]:
    pages_work.stop(request, upload["upload_id"])
    store_uploads.discard(db, upload["upload_id"])
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
    counts = upload["counts"]
    if not counts.get(outcome) or outcome not in SHOWN:
        outcome = next((one for one in SHOWN if counts[one]), SHOWN[0])
    pages = max(1, -(-counts[outcome] // PAGE))
    page = min(max(page, 1), pages)
    found = store_uploads.rows(db, upload["upload_id"], outcome, PAGE * (page - 1), PAGE)
    rows = [_seen(db, upload, row) for row in found]
    return show(
        request,
        "candidates/check.html",
        "candidates/_check.html",
        intake=intake,
        upload=upload,
        outcome=outcome,
        rows=rows,
        mending=[row for row in rows if outcome not in GOOD or row["row_number"] == row_number],
        page=page,
        pages=pages,
        told=told,
        titles={group["title"].casefold() for group in store_groups.groups(db)},
        good=sum(counts[one] for one in GOOD),
    )


def _seen(db: Db, upload: Upload, row: dict[str, Any]) -> dict[str, Any]:
    used = [cell for field, cell in zip(upload["fields"], row["cells"], strict=True) if field]
    return row | {"used": used, "near": _near(db, row), "changed": _changed(row)}


def _changed(row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What would be changed: the fact, before and after, as people read them."""
    return [
        (change.label(field), change.shown(field, before), change.shown(field, after))
        for field, (before, after) in row["verdict"].get("changes", {}).items()
    ]


def _near(db: Db, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The people a row may be about, each with the kind of nearness; earlier rows of the sheet
    too.
    """
    found = []
    for candidate_id, kind in row["verdict"].get("near", ()):
        person = candidates.one(db, candidate_id) if candidate_id > 0 else None
        formerly = former_name.formerly(person) if person and kind == twin.FORMER_NAME else ""
        found.append(
            {"candidate_id": candidate_id, "kind": kind, "person": person, "formerly": formerly}
        )
    return found


def leave(intake: Intake, upload: Upload, outcome: str = "", page: int = 1) -> Response[Any]:
    """Let htmx go to the check page, or to see how far the work is."""
    to = address(intake, upload, outcome, page)
    headers = {"hx-redirect": to, "cache-control": "no-store"}
    return Response(b"", media_type=MediaType.TEXT, headers=headers)


def address(intake: Intake, upload: Upload, outcome: str = "", page: int = 1) -> str:
    """The check page, where the rows with one outcome stand."""
    base = f"{intake.address}/{upload['upload_id']}"
    return f"{base}?outcome={outcome}&page={page}" if outcome in SHOWN else base


of_upload = [show_upload, check_upload, stop_check, delete_upload]
