"""The candidate form in the register, for changes to somebody."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.duplicates import store as store_doubts
from webapp.candidates.duplicates.confirmations import Doubts
from webapp.candidates.record import candidate, store, store_changes
from webapp.candidates.record import changes as change
from webapp.candidates.record.pages import MERGED, there
from webapp.candidates.record.pages_new import TAKEN, Form, with_uci
from webapp.database.connection import Db
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post


@get("/{candidate_id:int}/edit", opt={"role": "entries"})
def ask_changes(
    request: HTMXRequest, db: NamedDependency[Db], candidate_id: FromPath[int]
) -> Response[Any]:
    row = there(db, candidate_id)
    if row.merged_into:
        return go(f"/candidates/{candidate_id}", MERGED)
    now = candidate.from_record(row)
    return _show_edit(request, db, row, change.form(now), change.texts(now))


@post("/{candidate_id:int}/edit", status_code=200, opt={"role": "entries"})
def change_candidate(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    candidate_id: FromPath[int],
) -> Response[Any]:
    row = there(db, candidate_id)
    if row.merged_into:
        return go(f"/candidates/{candidate_id}", MERGED)
    sent = sent_form(request)
    form = dict(sent)
    opened = {field: form.get(f"opened_{field}", "") for field in change.LABELS}
    accepted = set(sent.getall("accepted", []))
    if "make_uci" in form:
        form, problems = with_uci(request, db, form, today, candidate_id)
        return _show_edit(request, db, row, form, opened, problems, accepts=accepted)
    checked = store_doubts.check(db, form, today, candidate_id)
    new, accepts = checked.value, accepted | checked.doubts.keys()
    open_doubts = checked.doubts.without(accepted)
    if new is None or checked.problems or any(open_doubts):
        return _show_edit(request, db, row, form, opened, checked.problems, open_doubts, accepts)
    account_id = request.user.account_id
    try:
        changed = store_changes.change(db, candidate_id, new, account_id, opened)
    except store.Taken:
        return _show_edit(request, db, row, form, opened, {"uci": TAKEN})
    except store_changes.ChangedMeanwhile:
        row = there(db, candidate_id)
        now = candidate.from_record(row)
        form, problems = change.reconcile(form, opened, now, new)
        return _show_edit(
            request, db, row, form, change.texts(now), problems, accepts=accepts, status=409
        )
    told = "The changes are saved." if changed else "Nothing was changed."
    return go(f"/candidates/{candidate_id}", told)


def _show_edit(
    request: HTMXRequest,
    db: Db,
    row: CandidateRow,
    form: Form,
    opened: Form,
    problems: Form | None = None,
    doubts: Doubts | None = None,
    accepts: set[str] | None = None,
    status: int = 422,
) -> Response[Any]:
    return show(
        request,
        "candidates/record/edit.html",
        status=status if problems or doubts else 200,
        row=row,
        opened=opened,
        **store_doubts.needs(db, form, problems or {}, doubts, accepts or (), row.candidate_id),
    )


of_edit = [ask_changes, change_candidate]
