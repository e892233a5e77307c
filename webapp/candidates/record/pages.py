"""One candidate: details, groups and history, and bringing back whoever is archived."""

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.groups import store as store_groups
from webapp.candidates.imports.difference import NAMES
from webapp.candidates.record import changes as change
from webapp.candidates.record import (
    former_name,
    name,
    store,
    store_changes,
    store_former_names,
    uci,
)
from webapp.database.connection import Db
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

MERGED = "This candidate was merged into another one. Change that one instead."


def there(db: Db, candidate_id: int) -> CandidateRow:
    """The candidate's row. Raises NotFoundException."""
    row = store.one(db, candidate_id)
    if row is None:
        raise NotFoundException
    return row


@get("/{candidate_id:int}")
def open_candidate(
    request: HTMXRequest, db: NamedDependency[Db], candidate_id: FromPath[int]
) -> Response[Any]:
    return _show(request, db, there(db, candidate_id))


@post("/{candidate_id:int}/bring-back", status_code=200, opt={"role": "entries"})
def bring_back_candidate(
    request: HTMXRequest, db: NamedDependency[Db], candidate_id: FromPath[int]
) -> Response[Any]:
    row = there(db, candidate_id)
    try:
        done = store_changes.bring_back(db, candidate_id, request.user.account_id)
    except store.Taken:
        number = row.candidate_number
        holder = store.number_holder(db, number)
        whose = name.full(holder) if holder else "somebody else"
        held = f"Candidate number {number} belongs to {whose} by now. Change one of the two numbers"
        held += " first, then bring this candidate back."
        return _show(request, db, row, {"candidate_number": held})
    told = "The candidate is active again." if done else "Nothing was changed."
    return go(f"/candidates/{candidate_id}", told)


@post("/{candidate_id:int}/former-names", status_code=200, opt={"role": "entries"})
def set_former_names(
    request: HTMXRequest, db: NamedDependency[Db], candidate_id: FromPath[int]
) -> Response[Any]:
    """Hide somebody's former names, or show them again."""
    if there(db, candidate_id).merged_into:
        return go(f"/candidates/{candidate_id}", MERGED)
    hidden = "hidden" in sent_form(request)
    done = store_former_names.hide(db, candidate_id, hidden, request.user.account_id)
    now = "are hidden" if hidden else "are shown and found by search"
    return go(
        f"/candidates/{candidate_id}", f"Former names {now}." if done else "Nothing was changed."
    )


def _show(
    request: HTMXRequest, db: Db, row: CandidateRow, problems: dict[str, str] | None = None
) -> Response[Any]:
    candidate_id = row.candidate_id
    history = [
        {
            "changed_at": one.changed_at,
            "person": one.person,
            "label": change.label(one.field),
            "was": change.shown(one.field, one.before),
            "now": change.shown(one.field, one.after),
        }
        for one in store_changes.history(db, candidate_id)
        if not (row.former_names_hidden and one.field in NAMES)
    ]
    return show(
        request,
        "candidates/record/candidate.html",
        status=422 if problems else 200,
        row=row,
        uci=uci.grouped(row.uci),
        kept=store.kept(db, row) if row.merged_into else None,
        gone=store_changes.merged_into(db, candidate_id),
        former=[name.full(one) for one in former_name.from_json(row.former_names)],
        has_former=bool(store_former_names.list_of(db, candidate_id)),
        groups=store_groups.of_candidate(db, candidate_id),
        history=history,
        problems=problems or {},
    )


of_person = [open_candidate, bring_back_candidate, set_former_names]
