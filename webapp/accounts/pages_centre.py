"""The centre's number, name and contact, as administrators change them."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import centre, store
from webapp.db import Db
from webapp.html import go, read_form, show

KEPT = "Kept. It stands at the top of every page from now on; what was printed before stays as it is."


@get("/centre")
async def show_centre(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    row = store.centre(db) or {}
    form = {"centre_name": row.get("name", ""), **row}
    return show(request, "accounts/centre.html", form=form, problems={})


@post("/centre", status_code=200)
async def change_centre(request: HTMXRequest, db: NamedDependency[Db]) -> Response:
    form = await read_form(request)
    told, problems = centre.read(form)
    if problems:
        return show(request, "accounts/centre.html", status=422, form=form, problems=problems)
    store.set_centre(db, told.number, told.name, told.contact)
    return go("/accounts/centre", KEPT)


of_centre = [show_centre, change_centre]
