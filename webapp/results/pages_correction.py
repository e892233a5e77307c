"""Correcting a result, taking it back, and putting back one that was taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.db import Db
from webapp.entries import reason
from webapp.html import go, sent_form, show
from webapp.results import correction, store_corrections
from webapp.results.grade import OUTCOMES
from webapp.routing import get, post

Row = dict[str, Any]
CORRECTED = "The result is corrected. The one there was stays in the history."
TAKEN_BACK = "The result is taken back. It stays in the history, and you can put it back."
PUT_BACK = "The result is recorded again."
UNCHANGED = "Nothing was changed: the result says this already."
CHANGED_SINCE = (
    "Somebody else has changed this result since the page was shown, so nothing was saved. Below"
    " it is as"
    " it stands now: read it, then decide."
)
BOTH_CHANGED = (
    "Somebody else has changed this to “{}” meanwhile, and you to “{}”: write what is right."
)
ANOTHER_WAITS = (
    "The candidate has been entered again for this assessment and series, and only one entry can"
    " wait for a"
    " result. Withdraw the later entry first, or correct this result instead."
)


@get("/{result_id:int}")
def show_correction(
    request: HTMXRequest, db: NamedDependency[Db], result_id: FromPath[int]
) -> Response:
    row = _get_or_404(db, result_id)
    shown = store_corrections.get_shown(db, store_corrections.place_of(row))
    if shown and shown["result_id"] != result_id:
        return go(_address(shown))
    if shown is None and row["replaced_as"] != "taken back":
        raise NotFoundException
    return _show(request, row, {})


@post("/{result_id:int}", status_code=200)
def correct_result(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    result_id: FromPath[int],
) -> Response:
    """Save the result as typed; what somebody else has changed meanwhile stays or is asked
    about.
    """
    row, form = _get_or_404(db, result_id), dict(sent_form(request))
    reading = correction.read(form, today)
    shown = store_corrections.get_shown(db, store_corrections.place_of(row))
    putting_back = "put_back" in form
    why, missing = ("", "") if putting_back else reason.read(form.get("reason", ""))
    problems = reading.problems | ({"reason": missing} if missing else {})
    if problems:
        return _show(request, row, problems, form)
    account_id = request.user["account_id"]
    if putting_back:
        done = store_corrections.put_back(db, result_id, reading.typed, account_id)
        return _answer(request, db, row, done, PUT_BACK, form)
    if shown is None:
        return _answer(request, db, row, "changed since", "", form)
    combined = correction.combine(
        store_corrections.facts_of(row), store_corrections.facts_of(shown), reading.typed
    )
    if combined.conflicts:
        asked = {
            field: BOTH_CHANGED.format(shown[field] or "blank", form.get(field) or "blank")
            for field in combined.conflicts
        }
        merged = form | combined.facts._asdict()
        return _show(request, shown, asked, merged, status=409)
    done = store_corrections.correct(db, shown["result_id"], combined.facts, why, account_id)
    return _answer(request, db, row, done, CORRECTED, form)


@post("/{result_id:int}/take-back", status_code=200)
def take_back_result(
    request: HTMXRequest, db: NamedDependency[Db], result_id: FromPath[int]
) -> Response:
    row, form = _get_or_404(db, result_id), dict(sent_form(request))
    why, problem = reason.read(form.get("reason", ""))
    if problem and not row["replaced_at"]:
        return _show(request, row, {"take-back-reason": problem}, taking_back=why)
    done = store_corrections.take_back(db, result_id, why, request.user["account_id"])
    return _answer(request, db, row, done, TAKEN_BACK, {}, why)


def _answer(
    request: HTMXRequest,
    db: Db,
    row: Row,
    done: store_corrections.Done,
    notice: str,
    form: Mapping[str, str],
    taking_back: str = "",
) -> Response:
    """Back to the candidate's results, or the page again with what stood in the way."""
    if done in ("done", "unchanged"):
        told = notice if done == "done" else UNCHANGED
        return go(f"/results/candidates/{row['candidate_id']}", told)
    if done == "another waits":
        return _show(request, row, {"result": ANOTHER_WAITS}, form, 409, taking_back)
    present = store_corrections.get_shown(db, store_corrections.place_of(row)) or _get_or_404(
        db, row["result_id"]
    )
    return _show(request, present, {"result": CHANGED_SINCE}, {}, 409, taking_back)


def _show(
    request: HTMXRequest,
    row: Row,
    problems: dict[str, str],
    form: Mapping[str, str] | None = None,
    status: int = 0,
    taking_back: str = "",
) -> Response:
    facts = store_corrections.facts_of(row)
    return show(
        request,
        "results/correction.html",
        status=status or (422 if problems else 200),
        result=row,
        address=_address(row),
        form={**facts._asdict(), "reason": "", **(form or {})},
        taking_back=taking_back,
        outcomes=OUTCOMES,
        longest=reason.LONGEST,
        problems=problems,
    )


def _get_or_404(db: Db, result_id: int) -> Row:
    row = store_corrections.get(db, result_id)
    if row is None:
        raise NotFoundException
    return row


def _address(row: Row) -> str:
    return f"/results/corrections/{row['result_id']}"


router = Router(
    "/results/corrections",
    route_handlers=[show_correction, correct_result, take_back_result],
    opt={"role": "entries"},
)
