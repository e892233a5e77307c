"""Retention, for administrators: who has had no entry and no result for years, and deleting
them.
"""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.record import store_erasure
from webapp.database.connection import Db
from webapp.records.retention import retention
from webapp.records.retention import store as store_retention
from webapp.records.retention.store import Lapsed
from webapp.web.form_fields import parse_ids
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

AT_ONCE = 500
NOBODY = "Tick at least one person, or leave this page: nobody is deleted."
NOT_EXPORTED = "Tick the box once you have exported what must be kept: a deletion can't be undone."
NOT_NAMED = (
    "Nobody was deleted: since this page was shown, a record was merged into one of these people,"
    " and"
    " would go with them. Read the names again, then delete."
)
NOBODY_LEFT = (
    "Nobody was deleted: the people you chose are not held any more, or have an entry or a result"
    " by now."
)
NOT_WIPED = (
    " Traces of them stay in the file's free space, because another program was using the file:"
    " the next deletion removes them."
)


@get()
def ask_years(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return _ask(request, db, str(retention.YEARS), problems={})


@post(status_code=200, opt={"looks": True})
def find_lapsed(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    return _list(request, db, today, form=form, problems={})


@post("/check", status_code=200)
def check_deletion(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    ids = parse_ids(" ".join(form.getall("candidate_id", [])))
    shown = parse_ids(form.get("shown", ""))
    store_retention.record_choices(
        db, request.user.account_id, shown_ids=shown, ticked_ids=set(ids)
    )
    return _check(request, db, today, form=form, ids=ids, problems={})


@post("/delete", status_code=200)
def delete_candidates(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    ids = parse_ids(form.get("chosen", ""))
    years, _ = retention.read(form)
    if years is None or "exported" not in form:
        return _check(request, db, today, form=form, ids=ids, problems={"exported": NOT_EXPORTED})
    before = retention.cut_off(today, years)
    named = parse_ids(form.get("named", ""))
    try:
        done = store_retention.delete(
            db,
            ids,
            before,
            years=years,
            account_id=request.user.account_id,
            named_ids=named,
        )
    except store_retention.NotNamed:
        return _check(request, db, today, form=form, ids=ids, problems={"named": NOT_NAMED})
    if not done.candidates:
        return go("/candidates/retention", NOBODY_LEFT)
    told = f"{plural(done.candidates, 'candidate')} deleted for good."
    if left := len(set(ids)) - done.candidates:
        told += f" {plural(left, 'other')} not: they are not held any more, or active again."
    return go("/candidates/retention", told + ("" if done.wiped else NOT_WIPED))


def _ask(request: HTMXRequest, db: Db, typed: str, *, problems: dict[str, str]) -> Response[Any]:
    return show(
        request,
        "records/retention/retention.html",
        status=422 if problems else 200,
        years=typed,
        problems=problems,
        deletions=store_erasure.deletions(db),
    )


def _list(
    request: HTMXRequest, db: Db, today: date, *, form: FormMultiDict, problems: dict[str, str]
) -> Response[Any]:
    years, wrong = retention.read(form)
    if years is None:
        return _ask(request, db, form.get("years", ""), problems={"years": wrong})
    before = retention.cut_off(today, years)
    rows = store_retention.lapsed(db, before)
    choices = store_retention.get_choices(db, request.user.account_id)
    return show(
        request,
        "records/retention/lapsed.html",
        status=422 if problems else 200,
        rows=rows[:AT_ONCE],
        ticked_ids={
            row.candidate_id
            for row in rows[:AT_ONCE]
            if choices.get(row.candidate_id, not row.drafts)
        },
        total=len(rows),
        years=years,
        before=before,
        problems=problems,
        **_counts(rows[:AT_ONCE]),
    )


def _check(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    form: FormMultiDict,
    ids: list[int],
    problems: dict[str, str],
) -> Response[Any]:
    years, _ = retention.read(form)
    rows = store_retention.lapsed(db, retention.cut_off(today, years), ids) if years else []
    if not rows:
        return _list(request, db, today, form=form, problems={"all-shown": NOBODY})
    ids = [row.candidate_id for row in rows]
    return show(
        request,
        "records/retention/deletion.html",
        status=422 if problems else 200,
        named=store_retention.list_named(db, ids),
        chosen=" ".join(map(str, ids)),
        years=years,
        problems=problems,
        **_counts(rows),
    )


def _counts(rows: list[Lapsed]) -> dict[str, int]:
    return {
        "candidates": len(rows),
        "entries": sum(row.entries for row in rows),
        "results": sum(row.results for row in rows),
    }


router = Router(
    "/candidates/retention",
    route_handlers=[ask_years, find_lapsed, check_deletion, delete_candidates],
    opt={"role": "administrator"},
)
