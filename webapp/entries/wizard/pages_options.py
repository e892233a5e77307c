"""Step Entry options: the grid, kept tick by tick."""

from collections.abc import Collection
from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import replace

from webapp.database.connection import Db
from webapp.entries.options import grid_form, store
from webapp.entries.options.cell import Key
from webapp.entries.options.entry_grid import Sheet
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_undo
from webapp.entries.wizard.draft import Draft, address
from webapp.web.formatting import forenames_first
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

NO_TICK = "{} has no tick. Tick at least one assessment, or remove the candidate."
NOTHING_NEW = (
    "Nothing would be entered: every tick stands for an entry that exists already."
    " Tick something more, or go back and choose other candidates."
)


@get("/options")
def choose_options(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    if not draft.candidates:
        return go(draft.next_address)
    return _show(request, db, draft, today=today)


@post("/options", status_code=200)
def keep_options(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    """Keep the whole form, cell by cell as far as it was changed, and go on if nothing is
    missing.
    """
    form = sent_form(request)
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    shown = grid_form.read_boxes(form.get("shown", "").split())
    sent = grid_form.read_boxes(form.getall("tick", []))
    wanted = grid_form.changes(shown, sent)
    whole = {ticked for key, ticked in wanted.items() if not all(key)}
    if "next" in form:
        store_undo.forget(db, draft.draft_id, "fill")
    _keep(db, draft, sheet, wanted=wanted, many=bool(whole))
    if "next" not in form:
        return go(address(draft.draft_id, "options"), "Your ticks are saved.")
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    if bare := sheet.without_any_tick():
        names = {
            f"row-{person.candidate_id}": NO_TICK.format(
                forenames_first(person.surname, person.forenames)
            )
            for person in bare
        }
        return _show(request, db, draft, today=today, problems=names)
    if not sheet.total:
        return _show(request, db, draft, today=today, problems={"grid": NOTHING_NEW})
    store_draft.confirm_options(db, draft.draft_id)
    return go(replace(draft, options_confirmed=True).next_address)


@post("/options/tick", status_code=200)
def tick_cells(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    """Keep some cells at once; the reply holds the totals and the cells that followed suit.

    many: fill or whole, when one press changed them all, which can be undone; cells with a warning
    are then left alone, but for a whole row or column that is unticked.
    """
    form = sent_form(request)
    asked = grid_form.read_boxes(form.get("cells", "").split())
    ticked, many = form.get("ticked") == "1", form.get("many", "")
    wanted = dict.fromkeys(asked, ticked)
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    may_change = sheet.without_warned(asked) if many == "fill" or (many and ticked) else asked
    decided = _keep(db, draft, sheet, wanted=dict.fromkeys(may_change, ticked), many=bool(many))
    if not request.htmx:
        return go(address(draft.draft_id, "options"), "Your ticks are saved.")
    sheet = grid_form.after(sheet, decided)
    followed = [
        key
        for key, cell in sheet.cells.items()
        if (key in wanted and cell.ticked != wanted[key]) or (key in decided and key not in asked)
    ]
    return _ticked(
        request, db, draft, sheet=sheet, changed=decided, followed=followed, many=bool(many)
    )


@post("/options/undo", status_code=200)
def undo_fill(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    """Put back what one press changed of many ticks, as far as nobody has changed it since."""
    form = sent_form(request)
    undone = store_undo.undo_fill(db, draft.draft_id, number(form.get("draft_undo_id", "")) or 0)
    if not request.htmx:
        return go(address(draft.draft_id, "options"), undone.message)
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    cells = [key for key in undone.cells if key in sheet.cells]
    return _ticked(
        request,
        db,
        draft,
        sheet=sheet,
        changed=cells,
        followed=cells,
        many=True,
        message=undone.message,
    )


def _keep(
    db: Db, draft: Draft, sheet: Sheet, *, wanted: dict[Key, bool], many: bool
) -> dict[Key, bool]:
    """Keep what this amounts to, and with it, for many at one press, what it was before."""
    decided = sheet.decide(wanted)
    if many:
        before = {key: sheet.facts.choices.get(key) for key in sheet.changed_by(decided)}
        store_undo.fill(db, draft.draft_id, decided, before=before)
    else:
        store_draft.tick(db, draft.draft_id, decided)
    return decided


def _ticked(
    request: HTMXRequest,
    db: Db,
    draft: Draft,
    *,
    sheet: Sheet,
    changed: Collection[Key],
    followed: Collection[Key],
    many: bool,
    message: str = "",
) -> Response[Any]:
    return show(
        request,
        "entries/wizard/options.html",
        "entries/wizard/_ticked.html",
        sheet=sheet,
        rows=sorted({candidate_id for candidate_id, _ in changed}),
        columns=sorted({assessment_id for _, assessment_id in changed}),
        followed=followed,
        components={one.assessment_id: one for one in sheet.components},
        many=many,
        message=message,
        fill=store_undo.get_fill(db, draft.draft_id) if many else None,
    )


def _show(
    request: HTMXRequest,
    db: Db,
    draft: Draft,
    *,
    today: date,
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    return show(
        request,
        "entries/wizard/options.html",
        status=422 if problems else 200,
        draft=draft,
        sheet=sheet,
        shown=" ".join(grid_form.ticked_boxes(sheet)),
        problems=problems or {},
        message="",
        fill=store_undo.get_fill(db, draft.draft_id),
    )


of_draft = [choose_options, keep_options, tick_cells, undo_fill]
