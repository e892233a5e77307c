"""The people whom a change of a catalogue edition touches, by name, for administrators."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store as store_editions
from webapp.catalogue.editions.affected import Touching
from webapp.catalogue.editions.columns import FILES
from webapp.database.connection import Db
from webapp.results.edition_effects import store as store_touched
from webapp.results.edition_effects import touched
from webapp.web.responses import go, show
from webapp.web.routing import get

TOUCHING = Touching(store_touched.people, touched.said)
MAX_NAMES = 1_000
NOBODY = "The edition makes no such change any more, or it touches nobody."


def provide_touching() -> Touching:
    return TOUCHING


@get("/{edition_id:int}/people")
def list_touched_people(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    edition_id: FromPath[int],
    table: FromQuery[str] = "",
    row: FromQuery[str] = "",
) -> Response[Any]:
    """The people touched by the change of one row; row is its key, the texts apart by a space."""
    edition = store_editions.one(db, edition_id)
    if edition is None:
        raise NotFoundException
    try:
        revision = [] if edition.saved_at else store_editions.check(db, edition_id, today)
    except edition_reader.BadEdition:
        revision = []
    found = store_touched.people(db, revision, today).get((table, tuple(row.split(" "))))
    if found is None:
        return go(f"/catalogue/edition/{edition_id}", NOBODY)
    return show(
        request,
        "results/edition_effects/touched.html",
        edition=edition,
        file=FILES[table],
        row=row,
        said=touched.said(found),
        people=store_touched.named(db, found.candidate_ids[:MAX_NAMES]),
        more=max(len(found.candidate_ids) - MAX_NAMES, 0),
    )


router = Router(
    "/catalogue/edition", route_handlers=[list_touched_people], opt={"role": "administrator"}
)
