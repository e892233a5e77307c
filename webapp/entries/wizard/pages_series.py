"""Change series: another series than the next available one, for a column of the grid or some of
it.
"""

from datetime import date
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.packages.package import Component
from webapp.database.connection import Db
from webapp.entries.options import store, store_chosen_series
from webapp.entries.options.entry_grid import SelectedCandidate, Sheet
from webapp.entries.wizard.draft import Draft, address
from webapp.web.formatting import plural
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

NO_SERIES = "Choose one of the series: the others are closed, or belong to another assessment."
NONE_TICKED = "Tick the candidates that the series is for, or change it for the whole column."


@get("/options/series")
def ask_series(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    assessment = request.query_params.get("assessment", "")
    if not assessment:
        return go(address(draft.draft_id, "options"))
    sheet = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    component = _component(sheet, assessment)
    return _show(request, draft, sheet, component=component)


@post("/options/series", status_code=200)
def choose_series(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    """Keep the series for the whole column, or (for=candidates) for the ticked candidates."""
    form = sent_form(request)
    before = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    component = _component(before, form.get("assessment", ""))
    assessment_id = component.assessment_id
    planned = before.chosen.planned.get(assessment_id, ())
    wanted = number(form.get("series", ""))
    chosen = next((one for one in planned if one.series_id == wanted), None)
    people = _ticked(before, form) if form.get("for") == "candidates" else []
    if chosen is None or component.series is None:
        return _show(
            request, draft, before, component=component, form=form, problems={"series": NO_SERIES}
        )
    if form.get("for") != "candidates":
        store_chosen_series.choose_for_column(
            db, draft.draft_id, assessment_id, chosen=chosen, planned=planned
        )
    elif people:
        store_chosen_series.choose_for_candidates(
            db,
            draft.draft_id,
            assessment_id,
            candidate_ids=people,
            chosen=chosen,
            column=component.series,
        )
    else:
        return _show(
            request,
            draft,
            before,
            component=component,
            form=form,
            problems={"candidates": NONE_TICKED},
        )
    after = store.sheet(db, draft.draft_id, draft.package_id, today=today)
    column = _component(after, str(assessment_id))
    message = _message(after, column, chosen.title, people=len(people))
    if not request.htmx:
        return go(address(draft.draft_id, "options"), message)
    return show(
        request,
        "entries/wizard/options.html",
        "entries/wizard/_series_changed.html",
        sheet=after,
        column=column,
        people=_changed(before, after, component, column=column),
        message=message,
    )


def _component(sheet: Sheet, assessment: str) -> Component:
    found = (one for one in sheet.components if str(one.assessment_id) == assessment)
    component = next(found, None)
    if component is None:
        raise NotFoundException
    return component


def _ticked(sheet: Sheet, form: FormMultiDict) -> list[int]:
    there = {person.candidate_id for person in sheet.candidates}
    ids = {number(value) for value in form.getall("candidate_id", [])}
    return sorted(there & ids)


def _message(sheet: Sheet, column: Component, title: str, *, people: int) -> str:
    if people:
        return f"{column.entry_code} is in {title} for {plural(people, 'candidate')}."
    own = [key for key in sheet.chosen.cells if key[1] == column.assessment_id]
    keeps = plural(len(own), "candidate keeps", "candidates keep")
    more = f" {keeps} the series that was chosen for them." if own else ""
    return f"{column.entry_code} is in {title} for the whole column.{more}"


def _changed(
    before: Sheet, after: Sheet, component: Component, *, column: Component
) -> list[SelectedCandidate]:
    """Return the candidates whose cell looks otherwise than before."""

    def looks(sheet: Sheet, one: Component, candidate_id: int) -> tuple[object, str]:
        cell = sheet.cell(candidate_id, one.assessment_id)
        return cell, sheet.other_series(candidate_id, one)

    return [
        person
        for person in after.candidates
        if looks(before, component, person.candidate_id)
        != looks(after, column, person.candidate_id)
    ]


def _show(
    request: HTMXRequest,
    draft: Draft,
    sheet: Sheet,
    *,
    component: Component,
    form: FormMultiDict | None = None,
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    wanted = form.get("series", "") if form else ""
    now = str(component.series.series_id) if component.series else ""
    return show(
        request,
        "entries/wizard/series.html",
        "entries/wizard/_series.html",
        status=422 if problems else 200,
        draft=draft,
        sheet=sheet,
        component=component,
        planned=sheet.chosen.planned.get(component.assessment_id, ()),
        wanted=wanted or now,
        people=_ticked(sheet, form) if form else [],
        problems=problems or {},
    )


of_draft = [ask_series, choose_series]
