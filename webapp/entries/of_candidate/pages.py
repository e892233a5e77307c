"""A candidate's entries, for the hole on the candidate's page and as a page of its own."""

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.entries.of_candidate import store as store_of_candidate
from webapp.web.responses import show
from webapp.web.routing import get


@get("/entries/candidates/{candidate_id:int}")
def show_entries(
    request: HTMXRequest, db: NamedDependency[Db], candidate_id: FromPath[int]
) -> Response[Any]:
    candidate = candidates.one(db, candidate_id)
    if candidate is None:
        raise NotFoundException
    return show(
        request,
        "entries/of_candidate/of_candidate.html",
        "entries/of_candidate/_of_candidate.html",
        candidate=candidate,
        entries=store_of_candidate.entries(db, candidate_id),
        drafts=store_of_candidate.drafts(db, candidate_id),
    )


outside = [show_entries]
