"""Archiving a candidate: what is still open is shown first, and may be withdrawn in the same
step.
"""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.database.connection import Db
from webapp.entries.changes import lateness, reason
from webapp.entries.of_candidate import store_archiving
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import post

ALREADY = "The candidate had been archived already."
CHOOSE = "Choose whether the open entries are withdrawn or stay."
STALE = (
    "The open entries have changed since this page was shown, so nothing was done. Read it again."
)


@post("/candidates/{candidate_id:int}/archive", status_code=200, opt={"role": "entries"})
def archive_candidate(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    candidate_id: FromPath[int],
) -> Response[Any]:
    """Archive at once, or with open entries (open=withdraw with a reason, open=keep) as chosen."""
    row = candidates.one(db, candidate_id)
    if row is None:
        raise NotFoundException
    back_to, account_id = f"/candidates/{candidate_id}", request.user.account_id
    if row.archived_at:
        return go(back_to, ALREADY)
    form = dict(sent_form(request))
    found = store_archiving.get_open_entries(db, candidate_id, today)
    drafts = len(store_archiving.list_open_drafts(db, candidate_id))
    left = f" and has left {plural(drafts, 'open draft')}" if drafts else ""
    if not found.entries or form.get("open") == "keep":
        store_changes.archive(db, candidate_id, account_id)
        count = plural(
            len(found.entries), "open entry stays as it is", "open entries stay as they are"
        )
        kept = f" {count}." if found.entries else ""
        return go(back_to, f"The candidate is archived{',' if left else ''}{left}.{kept}")
    if "open" not in form and "means" not in form:
        return _show(request, db, row, found=found, form=form, problems={})
    if form.get("open") != "withdraw":
        return _show(request, db, row, found=found, form=form, problems={"open": CHOOSE})
    why, problem = reason.read(form.get("reason", ""))
    if problem:
        return _show(request, db, row, found=found, form=form, problems={"reason": problem})
    outcome = store_archiving.archive_and_withdraw(
        db,
        candidate_id,
        reason=why,
        shown=form.get("means", ""),
        account_id=account_id,
        today=today,
    )
    if outcome == "stale":
        return _show(
            request, db, row, found=found, form=form, problems={"open-entries": STALE}, status=409
        )
    if outcome == "already":
        return go(back_to, ALREADY)
    count = plural(len(found.entries), "entry is", "entries are")
    return go(back_to, f"The candidate is archived, and {count} withdrawn.")


def _show(
    request: HTMXRequest,
    db: Db,
    row: CandidateRow,
    *,
    found: store_archiving.OpenEntries,
    form: dict[str, str],
    problems: dict[str, str],
    status: int = 422,
) -> Response[Any]:
    return show(
        request,
        "entries/of_candidate/archive.html",
        status=status if problems else 200,
        row=row,
        entries=found.entries,
        lines=found.all_lines,
        total=lateness.total(found.all_lines),
        means=found.fingerprint,
        drafts=store_archiving.list_open_drafts(db, row.candidate_id),
        form=form,
        longest=reason.LONGEST,
        problems=problems,
    )


outside = [archive_candidate]
