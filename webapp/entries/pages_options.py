"""Step Entry options: the grid, kept tick by tick."""

from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates import name
from webapp.db import Db
from webapp.entries import grid, store, store_draft
from webapp.entries.draft import address, next_address
from webapp.html import go, read_form, show

Draft = dict[str, Any]
NOTHING_NEW = (
    "Nothing would be entered: every tick stands for an entry that exists already."
    " Tick something more, or go back and choose other candidates."
)


@get("/options")
async def choose_options(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    if not draft["candidates"]:
        return go(next_address(draft))
    return _show(request, db, draft, today)


@post("/options", status_code=200)
async def keep_options(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    """Keep the whole form, cell by cell as far as it was changed, and go on if nothing is missing."""
    form = await read_form(request)
    sheet = store.sheet(db, draft["draft_id"], draft["package_id"], today)
    shown = grid.read_boxes(form.get("shown", "").split())
    sent = grid.read_boxes(form.getall("tick", []))
    store_draft.tick(db, draft["draft_id"], sheet.decide(grid.changes(shown, sent)))
    if "next" not in form:
        return go(address(draft["draft_id"], "options"), "Your ticks are saved.")
    sheet = store.sheet(db, draft["draft_id"], draft["package_id"], today)
    if bare := sheet.without_any_tick():
        names = {
            f"row-{person['candidate_id']}":
            f"{name.full(person)} has no tick. Tick at least one assessment, or remove the candidate."
            for person in bare
        }  # fmt: skip
        return _show(request, db, draft, today, names)
    if not sheet.total:
        return _show(request, db, draft, today, {"grid": NOTHING_NEW})
    store_draft.confirm_options(db, draft["draft_id"])
    return go(next_address(draft | {"options_confirmed": 1}))


@post("/options/tick", status_code=200)
async def tick_cells(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response:
    """Keep some cells at once; the reply holds the totals and the cells that followed suit."""
    form = await read_form(request)
    asked = grid.read_boxes(form.get("cells", "").split())
    wanted = dict.fromkeys(asked, form.get("ticked") == "1")
    sheet = store.sheet(db, draft["draft_id"], draft["package_id"], today)
    decided = sheet.decide(wanted)
    store_draft.tick(db, draft["draft_id"], decided)
    if not request.htmx:
        return go(address(draft["draft_id"], "options"), "Your ticks are saved.")
    sheet = grid.after(sheet, decided)
    return show(
        request,
        "entries/options.html",
        "entries/_ticked.html",
        sheet=sheet,
        rows=sorted({candidate_id for candidate_id, _ in decided}),
        columns=sorted({assessment_id for _, assessment_id in decided}),
        followed=[
            key for key, cell in sheet.cells.items()
            if key in wanted and cell.ticked != wanted[key] or key in decided and key not in asked
        ],
    )


def _show(
    request: HTMXRequest, db: Db, draft: Draft, today: date, problems: dict[str, str] | None = None
) -> Response:
    sheet = store.sheet(db, draft["draft_id"], draft["package_id"], today)
    return show(
        request,
        "entries/options.html",
        status=422 if problems else 200,
        draft=draft,
        sheet=sheet,
        shown=" ".join(grid.ticked_boxes(sheet)),
        problems=problems or {},
    )


of_draft = [choose_options, keep_options, tick_cells]
