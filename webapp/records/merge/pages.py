"""Merging two candidates: finding the other one, comparing them side by side, merging."""

from datetime import date
from typing import Any, NamedTuple

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.duplicates import duplicate
from webapp.candidates.groups import store as store_groups
from webapp.candidates.merges import merge, store_merged
from webapp.candidates.record import changes as change
from webapp.candidates.record import name
from webapp.candidates.record import store as candidates
from webapp.candidates.record.candidate import from_record
from webapp.candidates.register import store_search
from webapp.database.connection import Db
from webapp.entries.of_candidate import store as store_of_candidate
from webapp.records.merge import store as store_merging
from webapp.results.of_candidate import store
from webapp.web.last_search import CLEAR, keep_search, last_search
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

MERGED = "The two records are one now. You can undo this until either is changed again."


class Side(NamedTuple):
    """One of the two as the page shows it; texts are field → what people read."""

    row: CandidateRow
    texts: dict[str, str]
    groups: list[str]
    entries: int
    results: int


@get(opt={"needs_query": True})
def ask_other(request: HTMXRequest, db: NamedDependency[Db], one: FromQuery[int]) -> Response[Any]:
    return _ask(request, db, one, typed=last_search(request, _list(one)).get("search", ""))


@post("/find", status_code=200, opt={"looks": True})
def find_other(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    one_id = number(form.get("one", "")) or 0
    search = "" if CLEAR in form else form.get("search", "")
    reply = _ask(request, db, one_id, typed=search)
    keep_search(request, _list(one_id), {"search": search})
    return reply if request.htmx else go(f"/candidates/merge?one={one_id}")


@post(status_code=200, opt={"looks": True})
def choose_other(request: HTMXRequest) -> Response[Any]:
    form = sent_form(request)
    one, other = (number(form.get(field, "")) or 0 for field in ("one", "other"))
    return go(f"/candidates/merge/{one}/{other}")


@get("/{one_id:int}/{other_id:int}")
def show_pair(
    request: HTMXRequest, db: NamedDependency[Db], one_id: FromPath[int], other_id: FromPath[int]
) -> Response[Any]:
    return _compare(request, db, one_id, other_id=other_id, form={}, problems={})


@post("/{one_id:int}/{other_id:int}", status_code=200)
def merge_pair(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    one_id: FromPath[int],
    other_id: FromPath[int],
) -> Response[Any]:
    form = dict(sent_form(request))
    try:
        outcome = store_merging.unite(
            db, one_id, other_id, form=form, account_id=request.user.account_id, today=today
        )
    except LookupError:
        raise NotFoundException from None
    if outcome.merge_id is None:
        return _compare(
            request, db, one_id, other_id=other_id, form=form, problems=outcome.problems
        )
    return go(f"/candidates/merges/{outcome.merge_id}", MERGED)


def _list(one_id: int) -> str:
    return f"merge {one_id}"


def _ask(request: HTMXRequest, db: Db, one_id: int, *, typed: str) -> Response[Any]:
    one = candidates.one(db, one_id)
    if one is None:
        raise NotFoundException
    search = typed[: name.QUERY_CHARACTERS]
    found = store_search.search(db, search, None) if name.tidy(search) else None
    return show(
        request,
        "records/merge/merge_search.html",
        "records/merge/_others.html",
        one=one,
        kept=candidates.kept(db, one),
        likely=candidates.doubles(db, from_record(one), one_id),
        search=search,
        rows=[row for row in found.rows if row.candidate_id != one_id] if found else None,
        total=found.total if found else 0,
        more=bool(found and found.more),
    )


def _compare(
    request: HTMXRequest,
    db: Db,
    one_id: int,
    *,
    other_id: int,
    form: dict[str, str],
    problems: dict[str, str],
) -> Response[Any]:
    if not problems and (merge_id := store_merged.standing(db, one_id, other_id)):
        return go(f"/candidates/merges/{merge_id}")
    pair = store_merging.pair(db, one_id, other_id)
    if pair is None:
        raise NotFoundException
    if refused := merge.refusal(pair.one, pair.other):
        return go(f"/candidates/merge?one={one_id}", refused)
    kept_id = merge.older(pair.one, pair.other)
    older, newer = sorted((pair.one, pair.other), key=lambda row: row.candidate_id != kept_id)
    return show(
        request,
        "records/merge/merge.html",
        status=409 if "pair" in problems else 422 if problems else 200,
        pair=pair,
        resembling=duplicate.resembles(from_record(pair.one), pair.other),
        sides=[_side(db, row) for row in (pair.one, pair.other)],
        fields=[
            (
                field,
                label[:1].upper() + label[1:],
                form.get(field, str(merge.default(field, older, newer))),
            )
            for field, label in change.LABELS.items()
        ],
        kept_id=kept_id,
        withdrawn={store_merging.withdrawn(row, form) for row in pair.entries},
        form=form,
        problems=problems,
    )


def _side(db: Db, row: CandidateRow) -> Side:
    return Side(
        row,
        texts={field: change.shown(field, str(getattr(row, field))) for field in change.LABELS},
        groups=[one.title for one in store_groups.of_candidate(db, row.candidate_id)],
        entries=len(store_of_candidate.entries(db, row.candidate_id)),
        results=len(store.of_candidate(db, row.candidate_id)),
    )


router = Router(
    "/candidates/merge",
    route_handlers=[ask_other, find_other, choose_other, show_pair, merge_pair],
    opt={"role": "entries"},
)
