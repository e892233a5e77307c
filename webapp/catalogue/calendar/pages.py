"""The calendar of closing dates: the feed itself, and the page that gives its secret address."""

from datetime import UTC, date, datetime
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import store as accounts
from webapp.catalogue.calendar import closing_dates
from webapp.catalogue.calendar import store as store_calendar
from webapp.database.connection import Db
from webapp.web.responses import go, show
from webapp.web.routing import get, post

ENDING = ".ics"
RENEWED = "The calendar has a new address. The one before shows nothing any more."


@get("/calendar/{secret:str}", opt={"public": True})
def send_calendar(
    db: NamedDependency[Db], today: NamedDependency[date], secret: FromPath[str]
) -> Response[bytes]:
    """The feed for a calendar program, which cannot sign in: who knows the address may read it."""
    centre = accounts.centre(db)
    known = secret.endswith(ENDING) and store_calendar.is_secret(db, secret[: -len(ENDING)])
    if centre is None or not known:
        raise NotFoundException
    dates = store_calendar.closing_dates(db, today)
    content = closing_dates.write(dates, centre, datetime.now(UTC))
    return Response(
        content,
        media_type=closing_dates.TYPE,
        headers={"cache-control": "no-store"},
    )


@get("/calendar")
def show_calendar(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    found = store_calendar.address(db)
    path = f"calendar/{found.secret}{ENDING}" if found else ""
    return show(
        request,
        "catalogue/calendar/calendar.html",
        calendar=found,
        address=f"{request.base_url}{path}" if found else "",
    )


@post("/calendar", status_code=200, opt={"role": "administrator"})
def replace_address(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    before = store_calendar.address(db)
    store_calendar.renew(db, request.user.account_id)
    return go("/catalogue/calendar", RENEWED if before else "The calendar has an address now.")


router = Router("/", route_handlers=[show_calendar, replace_address])
