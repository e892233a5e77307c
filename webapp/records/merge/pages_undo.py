"""A merge that was done: what became of it, and undoing it."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.merges import store_merged
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.records.merge import store as store_merging
from webapp.web.responses import go, show
from webapp.web.routing import get, post

UNDONE = "The merge is undone: both records are as they were."


@get()
def show_merge(
    request: HTMXRequest, db: NamedDependency[Db], merge_id: FromPath[int]
) -> Response[Any]:
    return _show_merge(request, db, merge_id, status=200)


@post("/undo", status_code=200)
def undo_merge(
    request: HTMXRequest, db: NamedDependency[Db], merge_id: FromPath[int]
) -> Response[Any]:
    try:
        obstacles = store_merging.undo(db, merge_id, request.user.account_id)
    except LookupError:
        raise NotFoundException from None
    if obstacles:
        return _show_merge(request, db, merge_id, status=409)
    return go(f"/candidates/merges/{merge_id}", UNDONE)


def _show_merge(request: HTMXRequest, db: Db, merge_id: int, *, status: int) -> Response[Any]:
    merged = store_merged.one(db, merge_id)
    if merged is None:
        raise NotFoundException
    return show(
        request,
        "records/merge/merged.html",
        status=status,
        merged=merged,
        kept=candidates.one(db, merged.kept_id),
        gone=candidates.one(db, merged.gone_id),
        obstacles=[] if merged.undone_at else store_merging.obstacles(db, merged),
    )


router = Router(
    "/candidates/merges/{merge_id:int}",
    route_handlers=[show_merge, undo_merge],
    opt={"role": "entries"},
)
