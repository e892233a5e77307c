"""The floor plan: the rooms, in corridor order, behind one guard."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.plugins.htmx import HTMXPlugin
from litestar.types import Scope

from webapp import assets, db, errors, html_headers
from webapp.accounts import pages as accounts
from webapp.accounts import (
    pages_account,
    pages_activity,
    pages_backups,
    pages_code,
    pages_first_visit,
    pages_guide,
    pages_invitation,
    pages_people,
    pages_searches,
    pages_sessions,
    pages_sign_in,
    pages_two_step,
    pages_two_step_roles,
)
from webapp.accounts.guard import SignInFirst, answer_stranger, guard, send_to_sign_in
from webapp.accounts.pages_elsewhere import FromElsewhere, ask_to_go_on
from webapp.candidates import pages as candidates
from webapp.candidates import pages_export, pages_sheet, pages_work
from webapp.catalogue import pages as catalogue
from webapp.centre_state import centre_in
from webapp.entries import pages as entries
from webapp.entries import (
    pages_archiving,
    pages_attendance,
    pages_fees,
    pages_history,
    pages_package,
    pages_person,
    pages_sending,
    pages_steps,
)
from webapp.results import pages as results
from webapp.results import (
    pages_correction,
    pages_merge,
    pages_missing,
    pages_new,
    pages_record,
    pages_reports,
    pages_retention,
    pages_touched,
    pages_undo,
)
from webapp.results import pages_upload as results_upload
from webapp.settings import Settings, parked_folder_of

FORM_LIMIT = 2_000_000
PASSWORDS_AT_ONCE = 2
"""Forms of people who are not signed in that are worked on at once, of each centre."""


def create_app(settings: Settings, today: Callable[[], date] = db.today) -> Litestar:
    """Build the application over one file; `today` is the calendar it goes by."""
    app = build_app([close_at_end])
    app.state.centre = open_centre(settings.db, settings, today)
    return app


def build_app(
    lifespan: Sequence[Callable[[Litestar], AbstractAsyncContextManager[None]]] = (),
) -> Litestar:
    """Build the application; each request's scope says which centre it is for."""
    return Litestar(
        route_handlers=html_headers.with_head(
            [
                accounts.router,
                pages_sign_in.router,
                pages_code.router,
                pages_sessions.router,
                pages_account.router,
                pages_two_step.router,
                pages_two_step_roles.router,
                pages_first_visit.router,
                pages_invitation.router,
                pages_people.router,
                pages_activity.router,
                pages_backups.router,
                pages_guide.router,
                catalogue.router,
                *catalogue.outside,
                candidates.router,
                pages_export.router,
                *pages_sheet.routers(pages_sheet.CANDIDATES),
                entries.router,
                pages_package.router,
                pages_history.router,
                pages_sending.router,
                pages_fees.router,
                pages_steps.router,
                *pages_person.outside,
                *pages_archiving.outside,
                pages_attendance.router,
                results.router,
                pages_record.router,
                pages_correction.router,
                pages_reports.router,
                *pages_sheet.routers(results_upload.UPLOAD),
                pages_missing.router,
                pages_new.router,
                pages_merge.router,
                pages_undo.router,
                pages_touched.router,
                pages_retention.router,
                errors.refuse_address,
                static_files(),
            ]
        ),
        guards=[guard],
        dependencies={
            "db": Provide(provide_db),
            "today": Provide(provide_today, sync_to_thread=False),
            "touching": Provide(pages_touched.provide_touching, sync_to_thread=False),
        },
        exception_handlers=errors.handlers(
            {
                SignInFirst: send_to_sign_in,
                FromElsewhere: ask_to_go_on,
                # An id in the address that no file could hold.
                OverflowError: errors.show_not_found,
                HTTPException: errors.show_refusal,
                Exception: errors.show_failure,
            }
        ),
        before_send=[html_headers.add_security_headers],
        lifespan=list(lifespan),
        plugins=[HTMXPlugin()],
        request_max_body_size=FORM_LIMIT,
        openapi_config=None,
        logging_config=None,
        state=State({"answer_stranger": answer_stranger}),
    )


def open_centre(file: Path, settings: Settings, today: Callable[[], date]) -> State:
    """Return what is kept of the centre in this file while the program runs."""
    connections = db.Connections(file)
    return State(
        {
            "session_limits": pages_sessions.Limits(settings.idle, settings.absolute),
            "parked": parked_folder_of(file),
            "today": today,
            "connections": connections,
            "searches": pages_searches.Searches(connections.one),
            "works": {},
            "password_turns": asyncio.Semaphore(PASSWORDS_AT_ONCE),
            "first_visit": pages_first_visit.Lock(),
        }
    )


@asynccontextmanager
async def close_at_end(app: Litestar) -> AsyncIterator[None]:
    yield
    centre = app.state.centre
    await asyncio.to_thread(centre.searches.write)
    stop_checks(centre)
    centre.connections.close()


def stop_checks(centre: State) -> None:
    """Let long work that only looks leave off, so that the program can end."""
    pages_work.stop_all(centre.works)


async def provide_db(scope: Scope) -> AsyncIterator[db.Db]:
    # Litestar would run a plain generator in a thread, twice a request.
    async with centre_in(scope).connections.lend(scope.get("user")) as db:
        yield db


# What a page needs is had one after the other: for two things at once Litestar starts two tasks.
def provide_today(scope: Scope, db: NamedDependency[db.Db]) -> date:
    today: date = centre_in(scope).today()
    return today


def static_files() -> HTTPRouteHandler:
    return assets.sends(pages_guide.FOLDER)
