"""Step Summary: read it all once more, and submit."""

from collections.abc import Collection
from datetime import date
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from msgspec.structs import replace

from webapp.database.connection import Db
from webapp.entries.options import store
from webapp.entries.submissions import order_number, summary
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard.draft import Draft, address
from webapp.web import form_merge
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

LABELS = {"order_number": "order number"}
CHANGED = (
    "The entries have changed since this page was shown, so nothing was submitted."
    " Read the summary again, then submit."
)


@get("/summary")
def show_summary(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    if draft.next_gap != "summary":
        return go(draft.next_address)
    return _show(request, db, draft, today=today)


@post("/summary/order-number", status_code=200)
def keep_order_number(
    request: HTMXRequest, db: NamedDependency[Db], draft: NamedDependency[Draft]
) -> Response[Any]:
    merged = _merged(draft, sent_form(request))
    reading = order_number.read(merged.values.get("order_number", ""))
    asks = _asks(draft, merged).get("order_number", "")
    if not reading.problem and not asks:
        store_draft.set_order_number(db, draft.draft_id, reading.value)
        draft = replace(draft, order_number=reading.value)
    if not request.htmx:
        return go(address(draft.draft_id, "summary"))
    return show(
        request,
        "entries/wizard/summary.html",
        "entries/wizard/_order_number.html",
        reading=reading,
        asks=asks,
        opened=_fields(draft),
    )


@post("/summary", status_code=200)
def submit_entries(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    if draft.closed:
        return _show(request, db, draft, today=today, problems={"entries": draft.closed})
    form = sent_form(request)
    stored, merged = _fields(draft), _merged(draft, form)
    reading = order_number.read(merged.values.get("order_number", ""))
    asks = _asks(draft, merged)
    if reading.problem or asks:
        draft = replace(draft, order_number=reading.value)
        problems = {"order_number": reading.problem} | asks
        return _show(
            request, db, draft, today=today, problems=problems, opened=stored, conflict=bool(asks)
        )
    store_draft.set_order_number(db, draft.draft_id, reading.value)
    draft = replace(draft, order_number=reading.value)
    if reading.warning and form.get("accepted") != reading.value:
        return _show(request, db, draft, today=today, problems={"order_number": reading.warning})
    late = summary.late(store.sheet(db, draft.draft_id, draft.package_id, today=today))
    if form.get("late", late) != late:
        return _show(request, db, draft, today=today, problems={"entries": CHANGED})
    shown = summary.read_keys(form.get("shown", ""))
    outcome = store.submit(
        db,
        draft.draft_id,
        request.user.account_id,
        shown=shown,
        order_number=reading.value,
        today=today,
    )
    if outcome.submission_id is not None:
        return go(f"/entries/submissions/{outcome.submission_id}")
    return _show(
        request, db, draft, today=today, problems={"entries": CHANGED}, refused=outcome.refused
    )


def _fields(draft: Draft) -> dict[str, str]:
    return {"order_number": draft.order_number}


def _merged(draft: Draft, form: FormMultiDict) -> form_merge.Merge:
    return form_merge.merge(form, _fields(draft))


def _asks(draft: Draft, merged: form_merge.Merge) -> dict[str, str]:
    """What to ask when somebody else has changed the order number since the page was opened."""
    return form_merge.messages(merged, _fields(draft), LABELS, again="Submit")


def _show(
    request: HTMXRequest,
    db: Db,
    draft: Draft,
    *,
    today: date,
    problems: dict[str, str] | None = None,
    refused: Collection[str] = (),
    opened: dict[str, str] | None = None,
    conflict: bool = False,
) -> Response[Any]:
    conflict = conflict or bool(refused) or "entries" in (problems or {})
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    return show(
        request,
        "entries/wizard/summary.html",
        status=409 if conflict else 422 if problems else 200,
        draft=draft,
        sheet=sheet,
        people=summary.by_candidate(sheet),
        assessments=summary.by_assessment(sheet),
        refused=summary.name_refused(sheet, refused),
        shown=" ".join(summary.keys(sheet)),
        late=summary.late(sheet),
        reading=order_number.read(draft.order_number),
        asks="",
        opened=opened or _fields(draft),
        problems=problems or {},
    )


of_draft = [show_summary, keep_order_number, submit_entries]
