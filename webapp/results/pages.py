"""A candidate's results, for the hole on their page and as a page."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates import store as candidates
from webapp.candidates import store_merged
from webapp.db import Db
from webapp.html import show
from webapp.results import best, store, store_standing
from webapp.routing import get


@get("/results/candidates/{candidate_id:int}")
def show_results(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    candidate_id: FromPath[int],
) -> Response[Any]:
    candidate = candidates.one(db, candidate_id)
    if candidate is None:
        raise NotFoundException
    results = store.of_candidate(db, candidate_id)
    return show(
        request,
        "results/of_candidate.html",
        "results/_of_candidate.html",
        candidate=candidate,
        programmes=store_standing.of_candidate(db, candidate_id, today),
        results=results,
        counting=best.counting(results),
        shown_attempts={(row.series_id, row.attempt) for row in results if row.replaced_at is None},
        merges=store_merged.of_candidate(db, candidate_id),
    )


router = Router("/", route_handlers=[show_results])
