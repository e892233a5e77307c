"""Fees of all assessments, for administrators."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.fees import fee
from webapp.catalogue.fees import store as store_fees
from webapp.catalogue.fees.store import Fees
from webapp.database.connection import Db
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

KINDS = {"normal_fee": "Normal fee", "late_fee": "Late fee"}
CHANGED_BY_BOTH = (
    "somebody else has changed this fee to {} since you opened this page; you typed {}."
    " Save again to let yours stand."
)


@get("/")
def ask_fees(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    rows = store_fees.fees(db)
    return _show(request, rows, _typed(rows))


@post("/", status_code=200)
def change_fees(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    """Keep what was changed since the page was shown; somebody else may have changed the rest.

    A cell that both have changed, to different fees, is asked about.
    """
    form = sent_form(request)
    rows = store_fees.fees(db)
    shown = dict(one.split("=", 1) for one in form.get("shown", "").split() if "=" in one)
    changed: dict[int, dict[str, int | None]] = {}
    problems: dict[str, str] = {}
    typed, shown_again = _typed(rows), _typed(rows)
    conflicts = False
    for row in rows:
        for kind in KINDS:
            field = f"{kind}-{row.assessment_id}"
            cell = f"{row.entry_code}, {KINDS[kind].lower()}"
            sent, stored, opened = form.get(field), typed[field], shown.get(field, "")
            reading = fee.read(stored if sent is None else sent)
            fee_text = fee.shown(reading.pence)
            if reading.problem:
                problems[field] = f"{cell}: {reading.problem}"
                shown_again[field] = opened
            elif sent is None or fee_text == opened:
                continue
            elif stored not in (opened, fee_text):
                theirs, yours = stored or "nothing", fee_text or "nothing"
                problems[field] = f"{cell}: {CHANGED_BY_BOTH.format(theirs, yours)}"
                conflicts = True
            else:
                changed.setdefault(row.assessment_id, {})[kind] = reading.pence
            typed[field] = sent or ""
    if problems:
        status = 409 if conflicts else 422
        return _show(request, rows, typed, problems=problems, shown=shown_again, status=status)
    store_fees.set_fees(db, changed)
    # Entries made before may lack the fee; without any this leads back here.
    ids = "-".join(str(assessment_id) for assessment_id in changed)
    told = f"The fees of {plural(len(changed), 'assessment')} are changed."
    return go(f"/entries/fees?assessments={ids}" if changed else "/catalogue/fees", told)


def _typed(rows: list[Fees]) -> dict[str, str]:
    return {
        f"{kind}-{row.assessment_id}": fee.shown(row.of(kind)) for row in rows for kind in KINDS
    }


def _show(
    request: HTMXRequest,
    rows: list[Fees],
    typed: Mapping[str, str],
    *,
    problems: dict[str, str] | None = None,
    shown: Mapping[str, str] | None = None,
    status: int = 422,
) -> Response[Any]:
    opened = _typed(rows) if shown is None else shown
    return show(
        request,
        "catalogue/fees/fees.html",
        status=status if problems else 200,
        rows=rows,
        typed=typed,
        kinds=KINDS,
        shown=" ".join(f"{field}={text}" for field, text in opened.items() if text),
        problems=problems or {},
    )


router = Router("/fees", route_handlers=[ask_fees, change_fees], opt={"role": "administrator"})
