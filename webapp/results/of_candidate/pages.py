"""A candidate's results, for the hole on their page and as a page."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.merges import store_merged
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.results.of_candidate import best, store
from webapp.results.programmes import store as store_standing
from webapp.web.responses import show
from webapp.web.routing import get


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
        "results/of_candidate/of_candidate.html",
        "results/of_candidate/_of_candidate.html",
        candidate=candidate,
        programmes=store_standing.of_candidate(db, candidate_id, today),
        results=results,
        counting=best.counting(results),
        shown_attempts={(row.series_id, row.attempt) for row in results if row.replaced_at is None},
        merges=store_merged.of_candidate(db, candidate_id),
    )


router = Router("/", route_handlers=[show_results])
