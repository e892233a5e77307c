"""Filling in a fee that was typed after entries had been made without one."""

import re
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.database.connection import Db
from webapp.entries.submissions import store_fees
from webapp.web.formatting import plural
from webapp.web.responses import go, sent_form, show
from webapp.web.routing import get, post

FEES = "/catalogue/fees"
LINE = re.compile(r"\d{1,18}-[01]-\d{0,9}-\d{1,9}", re.ASCII)
NOTHING = "Nothing was filled in: no line was ticked, or somebody else has done it."


@get()
def ask_filling(
    request: HTMXRequest, db: NamedDependency[Db], assessments: FromQuery[str] = ""
) -> Response[Any]:
    """The entries without a fee for the assessments whose fee was changed just now, if any."""
    ids = [int(one) for one in assessments.split("-") if re.fullmatch(r"\d{1,18}", one, re.ASCII)]
    if lines := store_fees.list_fillable(db, ids):
        return show(request, "entries/submissions/fees.html", lines=lines)
    return go(FEES)


@post(status_code=200)
def save_fees(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    form = sent_form(request)
    keys = {one for one in form.getall("fill", []) if LINE.fullmatch(one)}
    filled = store_fees.fill(db, keys, request.user.account_id)
    if not filled:
        return go(FEES, NOTHING)
    return go(FEES, f"The fee is filled in for {plural(filled, 'entry', 'entries')}.")


router = Router(
    "/entries/fees", route_handlers=[ask_filling, save_fees], opt={"role": "administrator"}
)
