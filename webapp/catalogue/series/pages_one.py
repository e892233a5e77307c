"""One series, for administrators: change or delete it, for one assessment or for all that share
it.
"""

from collections.abc import Mapping
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.series import series_form
from webapp.catalogue.series import store as store_series
from webapp.catalogue.series.series import AssessmentSeries
from webapp.database.connection import Db
from webapp.web import form_merge
from webapp.web.formatting import plural
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

HOME = "/catalogue/series"
LABELS = {
    "title": "title",
    "kind": "choice of dates or on demand",
    "opens_on": "opening date",
    "late_from": "date from which it is late",
    "closes_on": "closing date",
}
KEEPS = (
    " For {}, somebody else has changed the series since you opened this page. Their version"
    " was kept."
)
ENTERED = (
    "Something is entered in this series, or has a result in it, so it stays. Change its"
    " dates instead."
)


def provide_series(db: NamedDependency[Db], series_id: FromPath[int]) -> AssessmentSeries:
    found = store_series.one(db, series_id)
    if found is None:
        raise NotFoundException
    return found


@get("/")
def ask_change(
    request: HTMXRequest, db: NamedDependency[Db], series: NamedDependency[AssessmentSeries]
) -> Response[Any]:
    stored = series_form.form(series)
    return _change(request, db, series, merged=form_merge.merge(stored, stored))


@post("/", status_code=200)
def change_series(
    request: HTMXRequest, db: NamedDependency[Db], series: NamedDependency[AssessmentSeries]
) -> Response[Any]:
    """Change one series, or those that were shown as sharing it: what others left alone, they
    keep.
    """
    sent = sent_form(request)
    stored = series_form.form(series)
    merged = form_merge.merge(sent, stored, series_form.canonical)
    if merged.conflicts:
        problems = form_merge.messages(merged, stored, LABELS, _shown)
        return _change(request, db, series, merged=merged, problems=problems, status=409)
    value, problems = series_form.read(merged.values)
    if value is None:
        return _change(request, db, series, merged=merged, problems=problems)
    windows, kept = {series.series_id: value}, []
    for other in _meant(db, series, sent):
        others = form_merge.merge(sent, series_form.form(other), series_form.canonical)
        own, wrong = series_form.read(others.values)
        if others.conflicts or wrong or own is None:
            kept.append(other.entry_code)
        else:
            windows[other.series_id] = own
    if taken := store_series.change(db, windows):
        said = f"Another series of {', '.join(taken)} has this title already: choose another one."
        return _change(request, db, series, merged=merged, problems={"title": said})
    told = f"{value.title} is changed for {plural(len(windows), 'assessment')}."
    told += form_merge.notice(merged, LABELS) + (KEEPS.format(", ".join(kept)) if kept else "")
    return go(HOME, told)


@post("/delete", status_code=200)
def delete_series(
    request: HTMXRequest, db: NamedDependency[Db], series: NamedDependency[AssessmentSeries]
) -> Response[Any]:
    form = sent_form(request)
    ids = [series.series_id, *(other.series_id for other in _meant(db, series, form))]
    gone = store_series.remove(db, ids)
    if not gone:
        return go(f"{HOME}/{series.series_id}", ENTERED)
    told = f"{series.title} is deleted for {plural(gone, 'assessment')}."
    if left := len(ids) - gone:
        told += f" For {plural(left, 'other')} it stays, because something is entered in it."
    return go(HOME, told)


def _meant(db: Db, series: AssessmentSeries, form: Mapping[str, str]) -> list[AssessmentSeries]:
    """The other series that are meant too: those that the page showed as sharing title and
    dates.
    """
    if form.get("all") != "1":
        return []
    sharing = _sharing(db, series, form.get("sharing", ""))
    return [other for other in sharing if other.series_id != series.series_id]


def _sharing(db: Db, series: AssessmentSeries, shown_ids: str) -> list[AssessmentSeries]:
    """Those with these ids, or as of now when a page names none."""
    ids = [series_id for text in shown_ids.split() if (series_id := number(text))]
    return store_series.some(db, ids) if ids else store_series.same(db, series.series_id)


def _shown(field: str, text: str) -> str:
    return series_form.KINDS.get(text, text) if field == "kind" else text or "nothing"


def _change(
    request: HTMXRequest,
    db: Db,
    series: AssessmentSeries,
    *,
    merged: form_merge.Merge,
    problems: dict[str, str] | None = None,
    status: int = 422,
) -> Response[Any]:
    return show(
        request,
        "catalogue/series/one_series.html",
        status=status if problems else 200,
        series=series,
        same=_sharing(db, series, merged.values.get("sharing", "")),
        form=merged.values,
        opened=merged.opened,
        problems=problems or {},
    )


router = Router(
    "/{series_id:int}",
    route_handlers=[ask_change, change_series, delete_series],
    dependencies={"series": Provide(provide_series, sync_to_thread=False)},
)
