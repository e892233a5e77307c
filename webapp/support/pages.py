"""Support: quick starts and the guide, a chapter a page."""

from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store
from webapp.database.connection import Db
from webapp.support import guide
from webapp.web.responses import show
from webapp.web.routing import get

FOLDER = guide.FOLDER
"""Its pictures are static files."""


@get("/support")
def show_support(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return show(
        request,
        "support/support.html",
        centre=store.centre(db),
        chapters=guide.chapters(),
        quick_start=guide.chapters()[0],
    )


@get("/support/guide/{name:str}")
def show_chapter(request: HTMXRequest, name: FromPath[str]) -> Response[Any]:
    one = guide.chapter(name)
    if one is None:
        raise NotFoundException
    return show(request, "support/chapter.html", chapter=one, chapters=guide.chapters())


router = Router("/", route_handlers=[show_support, show_chapter])
