"""Who is in a candidate group: adding from the register or by numbers, and taking out."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.groups import group, pasted_identifiers, store_fill, store_removals
from webapp.candidates.groups import store as store_groups
from webapp.candidates.groups.pages import CHANGES, TAKEN, show_group, there
from webapp.candidates.register.pages import FIELDS, LIST, show_register, ticked_ids
from webapp.database.connection import Db
from webapp.web.formatting import plural
from webapp.web.last_search import keep_search
from webapp.web.responses import go, number, sent_form
from webapp.web.routing import post

TICK_FIRST = "Tick the candidates first."
NOTHING_TO_UNDO = (
    "Nobody was brought back: this was undone already, they are in the group again,"
    " or it is over a day ago."
)
NOTHING_PASTED = "Paste one candidate number, UCI or ULN at least."


@post("/groups/add", status_code=200, opt=CHANGES)
def add_members(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    """Put the candidates ticked in the register into a group, or a new one; the search stays."""
    form = sent_form(request)
    ids = ticked_ids(form)
    group_id = number(form.get("into", "")) or 0
    problems: dict[str, str] = {}
    title, problem = group.read_title(form.get("new_title", ""))
    if not ids:
        problems["candidates-rows"] = TICK_FIRST
    elif title and problem:
        problems["new_title"] = problem
    elif title:
        try:
            group_id = store_groups.add(db, title, [], today)
        except store_groups.TitleTaken:
            problems["new_title"] = TAKEN
    elif store_groups.one(db, group_id) is None:
        problems["into"] = "Choose a group, or type the title of a new one."
    if problems:
        ticked = " ".join(map(str, ids))
        typed = {**form, "page": form.get("shown_page", ""), "ticked": ticked}
        return show_register(request, db, today, typed, problems)
    new = store_groups.add_members(db, group_id, ids)
    told = f"{plural(new, 'candidate')} added to the group."
    if were := len(set(ids)) - new:
        told += f" {plural(were, 'was', 'were')} in it already, or archived."
    asked = {field: form.get(field, "") for field in FIELDS}
    asked["page"] = form.get("shown_page", "")
    keep_search(request, LIST, asked)
    return show_register(request, db, today, asked | {"into": str(group_id)}, told=told)


@post("/groups/{group_id:int}/remove", status_code=200, opt=CHANGES)
def remove_members(
    request: HTMXRequest, db: NamedDependency[Db], group_id: FromPath[int]
) -> Response[Any]:
    row = there(db, group_id)
    form = sent_form(request)
    page = number(form.get("page", "")) or 1
    ids = ticked_ids(form)
    if not ids:
        return show_group(request, db, row, page, {"candidates-rows": TICK_FIRST})
    gone = store_removals.remove_members(db, group_id, ids)
    told = f"{plural(gone, 'candidate')} removed from the group, not from the register."
    if were := len(set(ids)) - gone:
        told += f" {plural(were, 'was', 'were')} not in it any more."
    return go(f"/candidates/groups/{group_id}?page={page}", told)


@post("/groups/{group_id:int}/empty", status_code=200, opt=CHANGES)
def remove_all_members(
    request: HTMXRequest, db: NamedDependency[Db], group_id: FromPath[int]
) -> Response[Any]:
    there(db, group_id)
    store_removals.remove_members(db, group_id)
    return go(f"/candidates/groups/{group_id}", "The group is empty now.")


@post("/groups/{group_id:int}/bring-back", status_code=200, opt=CHANGES)
def bring_back_members(
    request: HTMXRequest, db: NamedDependency[Db], group_id: FromPath[int]
) -> Response[Any]:
    """Undo the removal that the page showed, or with every all up to it."""
    there(db, group_id)
    form = sent_form(request)
    removal_id = number(form.get("group_removal_id", "")) or 0
    back = store_removals.bring_back(db, group_id, removal_id, every="every" in form)
    told = f"{plural(back.candidates, 'candidate')} brought back into the group."
    if back.archived:
        told += f" {plural(back.archived, 'of them is', 'of them are')} archived."
    page = number(form.get("page", "")) or 1
    return go(
        f"/candidates/groups/{group_id}?page={page}", told if back.candidates else NOTHING_TO_UNDO
    )


@post("/groups/{group_id:int}/fill", status_code=200, opt=CHANGES)
def add_pasted_members(
    request: HTMXRequest, db: NamedDependency[Db], group_id: FromPath[int]
) -> Response[Any]:
    row = there(db, group_id)
    text = sent_form(request).get("numbers", "")
    try:
        numbers = pasted_identifiers.numbers(text)
        problem = "" if numbers else NOTHING_PASTED
    except pasted_identifiers.TooMany as too_many:
        problem = str(too_many)
    if problem:
        return show_group(request, db, row, problems={"numbers": problem}, pasted=text)
    filled = store_fill.fill(db, group_id, numbers)
    left = "\n".join(one.typed for one in filled.unknown)
    return show_group(request, db, row, pasted=left, filled=filled)


of_members = [
    add_members,
    remove_members,
    remove_all_members,
    bring_back_members,
    add_pasted_members,
]
