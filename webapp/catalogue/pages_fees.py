"""Fees of all assessments, for administrators."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue import fee, store_fees
from webapp.db import Db
from webapp.html import go, read_form, show
from webapp.words import plural

KINDS = {"normal_fee": "Normal fee", "late_fee": "Late fee"}


@get("/")
async def ask_fees(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    rows = store_fees.fees(db)
    return _show(request, rows, _typed(rows))


@post("/", status_code=200)
async def change_fees(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    """Keep what was changed since the page was shown; somebody else may have changed the rest."""
    form = await read_form(request)
    rows = store_fees.fees(db)
    shown = dict(one.split("=", 1) for one in form.get("shown", "").split() if "=" in one)
    changed: dict[int, dict[str, int | None]] = {}
    problems: dict[str, str] = {}
    typed = _typed(rows)
    for row in rows:
        for kind in KINDS:
            field = f"{kind}-{row['assessment_id']}"
            sent = form.get(field, typed[field])
            reading = fee.read(sent)
            typed[field] = sent
            if reading.problem:
                problems[field] = f"{row['entry_code']}, {KINDS[kind].lower()}: {reading.problem}"
            elif fee.shown(reading.pence) != shown.get(field, ""):
                changed.setdefault(row["assessment_id"], {})[kind] = reading.pence
    if problems:
        return _show(request, rows, typed, problems, form.get("shown", ""))
    store_fees.set_fees(db, changed)
    # Entries made before may lack the fee; without any this leads back here.
    ids = "-".join(str(assessment_id) for assessment_id in changed)
    told = f"The fees of {plural(len(changed), 'assessment')} are changed."
    return go(f"/entries/fees?assessments={ids}" if changed else "/catalogue/fees", told)


def _typed(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {f"{kind}-{row['assessment_id']}": fee.shown(row[kind]) for row in rows for kind in KINDS}


def _show(
    request: HTMXRequest, rows: list[dict[str, Any]], typed: Mapping[str, str],
    problems: dict[str, str] | None = None, shown: str | None = None,
) -> Response:  # fmt: skip
    now = " ".join(f"{field}={text}" for field, text in _typed(rows).items() if text)
    return show(
        request, "catalogue/fees.html", status=422 if problems else 200,
        rows=rows,
        typed=typed,
        kinds=KINDS,
        shown=now if shown is None else shown,
        problems=problems or {},
    )  # fmt: skip


router = Router(
    "/fees", route_handlers=[ask_fees, change_fees], opt={"role": "administrator"}
)
