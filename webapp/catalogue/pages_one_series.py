"""One series, for administrators: change or delete it, for one assessment or for all that share it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue import store_series, window
from webapp.db import Db
from webapp.html import go, read_form, show
from webapp.words import plural

Series = dict[str, Any]
HOME = "/catalogue/series"
ENTERED = (
    "Something is entered in this series, or has a result in it, so it stays. Change its dates instead."
)


def provide_series(db: NamedDependency[Db], series_id: FromPath[int]) -> Series:
    found = store_series.one(db, series_id)
    if found is None:
        raise NotFoundException
    return found


@get("/")
async def ask_change(
    request: HTMXRequest, db: NamedDependency[Db], series: NamedDependency[Series]
) -> Response:
    dates = {name: window.shown(series[name]) for name in window.LABELS}
    kind = "dated" if series["closes_on"] else "on_demand"
    return _change(request, db, series, {"title": series["title"], "kind": kind, **dates})


@post("/", status_code=200)
async def change_series(
    request: HTMXRequest, db: NamedDependency[Db], series: NamedDependency[Series]
) -> Response:
    form = await read_form(request)
    value, problems = window.read(form)
    if value is None:
        return _change(request, db, series, form, problems)
    ids = _meant(db, series, form)
    if taken := store_series.change(db, ids, value):
        said = f"Another series of {', '.join(taken)} has this title already: choose another one."
        return _change(request, db, series, form, {"title": said})
    return go(HOME, f"{value.title} is changed for {plural(len(ids), 'assessment')}.")


@post("/delete", status_code=200)
async def delete_series(
    request: HTMXRequest, db: NamedDependency[Db], series: NamedDependency[Series]
) -> Response:
    form = await read_form(request)
    ids = _meant(db, series, form)
    gone = store_series.remove(db, ids)
    if not gone:
        return go(f"{HOME}/{series['series_id']}", ENTERED)
    told = f"{series['title']} is deleted for {plural(gone, 'assessment')}."
    if left := len(ids) - gone:
        told += f" For {plural(left, 'other')} it stays, because something is entered in it."
    return go(HOME, told)


def _meant(db: Db, series: Series, form: Mapping[str, str]) -> list[int]:
    """This series alone, or all with the same title and dates."""
    if form.get("all") != "1":
        return [series["series_id"]]
    return [one["series_id"] for one in store_series.same(db, series["series_id"])]


def _change(
    request: HTMXRequest, db: Db, series: Series, form: Mapping[str, str],
    problems: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    return show(
        request, "catalogue/one_series.html", status=422 if problems else 200,
        series=series,
        same=store_series.same(db, series["series_id"]),
        form=form,
        problems=problems or {},
    )  # fmt: skip


router = Router(
    "/{series_id:int}",
    route_handlers=[ask_change, change_series, delete_series],
    dependencies={"series": Provide(provide_series, sync_to_thread=False)},
)
