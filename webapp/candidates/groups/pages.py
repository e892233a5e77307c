"""Candidate groups: the list, and one group with its members."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.groups import group, store_removals
from webapp.candidates.groups import store as store_groups
from webapp.candidates.groups.store import Group
from webapp.candidates.groups.store_fill import Filled
from webapp.candidates.register import store_search
from webapp.database.connection import Db
from webapp.web import form_merge
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

CHANGES = {"role": "entries"}
TAKEN = "There is a group with this title already. Choose another title, or use that group."


def there(db: Db, group_id: int) -> Group:
    """The group's row. Raises NotFoundException."""
    row = store_groups.one(db, group_id)
    if row is None:
        raise NotFoundException
    return row


@get("/groups")
def list_groups(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return _show_list(request, db)


@post("/groups", status_code=200, opt=CHANGES)
def make_group(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    title, problem = group.read_title(sent_form(request).get("title", ""))
    if problem:
        return _show_list(request, db, title, problem)
    try:
        group_id = store_groups.add(db, title, [], today)
    except store_groups.TitleTaken:
        return _show_list(request, db, title, TAKEN)
    return go(f"/candidates/groups/{group_id}", "The group is made. Fill it below.")


@get("/groups/{group_id:int}")
def open_group(
    request: HTMXRequest,
    db: NamedDependency[Db],
    group_id: FromPath[int],
    page: FromQuery[int] = 1,
) -> Response[Any]:
    return show_group(request, db, there(db, group_id), page)


@post("/groups/{group_id:int}/rename", status_code=200, opt=CHANGES)
def rename_group(
    request: HTMXRequest, db: NamedDependency[Db], group_id: FromPath[int]
) -> Response[Any]:
    row = there(db, group_id)
    stored = {"title": row.title}
    merged = form_merge.merge(sent_form(request), stored)
    if merged.conflicts:
        problems = form_merge.messages(merged, stored, {"title": "title"})
        return show_group(
            request, db, row, problems=problems, title=merged.values["title"], status=409
        )
    title, problem = group.read_title(merged.values.get("title", ""))
    if not problem:
        try:
            store_groups.rename(db, group_id, title)
        except store_groups.TitleTaken:
            problem = TAKEN
    if problem:
        return show_group(request, db, row, problems={"title": problem}, title=title)
    return go(f"/candidates/groups/{group_id}", "The group has its new title.")


@post("/groups/{group_id:int}/delete", status_code=200, opt=CHANGES)
def delete_group(
    request: HTMXRequest, db: NamedDependency[Db], group_id: FromPath[int]
) -> Response[Any]:
    there(db, group_id)
    store_groups.delete(db, group_id)
    return go("/candidates/groups", "The group is deleted. Its members stay in the register.")


def _show_list(request: HTMXRequest, db: Db, title: str = "", problem: str = "") -> Response[Any]:
    return show(
        request,
        "candidates/groups/groups.html",
        status=422 if problem else 200,
        groups=store_groups.groups(db),
        title=title,
        problems={"title": problem} if problem else {},
    )


def show_group(
    request: HTMXRequest,
    db: Db,
    row: Group,
    page: int = 1,
    problems: dict[str, str] | None = None,
    title: str | None = None,
    pasted: str = "",
    filled: Filled | None = None,
    status: int = 422,
) -> Response[Any]:
    """A group with a page of its members; filled is what has just become of pasted numbers."""
    rows, paging = store_search.on_page(db, "", None, max(page, 1), row.group_id)
    return show(
        request,
        "candidates/groups/group.html",
        status=status if problems else 200,
        group=row,
        title=row.title if title is None else title,
        problems=problems or {},
        pasted=pasted,
        filled=filled,
        removals=store_removals.get_removals(db, row.group_id),
        rows=rows,
        selected_ids=set(),
        total=paging.total,
        more=paging.more,
        paging=paging,
        search="",
        added="any",
        limit=len(rows),
        most=len(rows),
        ticked_ids=set(),
        linked=True,
        turn_address="",
        clears=False,
        follows={"remove": {"page": paging.page}},
    )


of_groups = [list_groups, make_group, open_group, rename_group, delete_group]
