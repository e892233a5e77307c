"""Correcting a result, taking it back, and putting back one that was taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.changes import reason
from webapp.results.corrections import correction
from webapp.results.corrections import store as store_corrections
from webapp.results.corrections.store import Result
from webapp.results.of_candidate.facts import Facts
from webapp.results.of_candidate.grade import OUTCOMES
from webapp.web import form_merge
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

CORRECTED = "The result is corrected. The one there was stays in the history."
TAKEN_BACK = "The result is taken back. It stays in the history, and you can put it back."
PUT_BACK = "The result is recorded again."
UNCHANGED = "Nothing was changed: the result says this already."
CHANGED_SINCE = (
    "Somebody else has changed this result since the page was shown, so nothing was saved. Below"
    " it is as"
    " it stands now: read it, then decide."
)
LABELS = {field: label.lower() for field, label in correction.FIELDS.items()}
ANOTHER_WAITS = (
    "The candidate has been entered again for this assessment and series, and only one entry can"
    " wait for a"
    " result. Withdraw the later entry first, or correct this result instead."
)


@get("/{result_id:int}")
def show_correction(
    request: HTMXRequest, db: NamedDependency[Db], result_id: FromPath[int]
) -> Response[Any]:
    result = _get_or_404(db, result_id)
    shown = store_corrections.get_shown(db, result.place)
    if shown and shown.result_id != result_id:
        return go(_address(shown))
    if shown is None and result.replaced_as != "taken back":
        raise NotFoundException
    return _show(request, result, {})


@post("/{result_id:int}", status_code=200)
def correct_result(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    result_id: FromPath[int],
) -> Response[Any]:
    """Save the result as typed; what somebody else has changed meanwhile stays or is asked
    about.
    """
    result, form = _get_or_404(db, result_id), dict(sent_form(request))
    reading = correction.read(form, today)
    shown = store_corrections.get_shown(db, result.place)
    putting_back = "put_back" in form
    why, missing = ("", "") if putting_back else reason.read(form.get("reason", ""))
    problems = reading.problems | ({"reason": missing} if missing else {})
    if problems:
        return _show(request, result, problems, form=form)
    account_id = request.user.account_id
    if putting_back:
        done = store_corrections.put_back(db, result_id, reading.typed, account_id=account_id)
        return _answer(request, db, result, done=done, notice=PUT_BACK, form=form)
    if shown is None:
        return _answer(request, db, result, done="changed since", notice="", form=form)
    # The address says which result the form was opened with.
    opened = result.facts._asdict()
    stored = shown.facts._asdict()
    sent = reading.typed._asdict() | {form_merge.PREFIX + field: opened[field] for field in opened}
    merged = form_merge.merge(sent, stored)
    facts = Facts(*(merged.values[field] for field in Facts._fields))
    if merged.conflicts:
        asked = form_merge.messages(merged, stored, LABELS)
        return _show(request, shown, asked, form=form | facts._asdict(), status=409)
    done = store_corrections.correct(db, shown.result_id, facts, reason=why, account_id=account_id)
    notice = CORRECTED + form_merge.notice(merged, LABELS)
    return _answer(request, db, result, done=done, notice=notice, form=form)


@post("/{result_id:int}/take-back", status_code=200)
def take_back_result(
    request: HTMXRequest, db: NamedDependency[Db], result_id: FromPath[int]
) -> Response[Any]:
    result, form = _get_or_404(db, result_id), dict(sent_form(request))
    why, problem = reason.read(form.get("reason", ""))
    if problem and not result.replaced_at:
        return _show(request, result, {"take-back-reason": problem}, taking_back=why)
    done = store_corrections.take_back(
        db, result_id, reason=why, account_id=request.user.account_id
    )
    return _answer(request, db, result, done=done, notice=TAKEN_BACK, form={}, taking_back=why)


def _answer(
    request: HTMXRequest,
    db: Db,
    result: Result,
    *,
    done: store_corrections.Done,
    notice: str,
    form: Mapping[str, str],
    taking_back: str = "",
) -> Response[Any]:
    """Back to the candidate's results, or the page again with what stood in the way."""
    if done in ("done", "unchanged"):
        told = notice if done == "done" else UNCHANGED
        return go(f"/results/candidates/{result.candidate_id}", told)
    if done == "another waits":
        return _show(
            request,
            result,
            {"result": ANOTHER_WAITS},
            form=form,
            status=409,
            taking_back=taking_back,
        )
    present = store_corrections.get_shown(db, result.place) or _get_or_404(db, result.result_id)
    return _show(
        request, present, {"result": CHANGED_SINCE}, form={}, status=409, taking_back=taking_back
    )


def _show(
    request: HTMXRequest,
    result: Result,
    problems: dict[str, str],
    *,
    form: Mapping[str, str] | None = None,
    status: int = 0,
    taking_back: str = "",
) -> Response[Any]:
    facts = result.facts
    return show(
        request,
        "results/corrections/correction.html",
        status=status or (422 if problems else 200),
        result=result,
        address=_address(result),
        form={**facts._asdict(), "reason": "", **(form or {})},
        taking_back=taking_back,
        outcomes=OUTCOMES,
        longest=reason.LONGEST,
        problems=problems,
    )


def _get_or_404(db: Db, result_id: int) -> Result:
    result = store_corrections.get(db, result_id)
    if result is None:
        raise NotFoundException
    return result


def _address(result: Result) -> str:
    return f"/results/corrections/{result.result_id}"


router = Router(
    "/results/corrections",
    route_handlers=[show_correction, correct_result, take_back_result],
    opt={"role": "entries"},
)
