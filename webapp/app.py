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

from webapp.accounts.access.guard import SignInFirst, answer_stranger, guard, send_to_sign_in
from webapp.accounts.access.pages_elsewhere import FromElsewhere, ask_to_go_on
from webapp.accounts.first_visit import pages as pages_first_visit
from webapp.accounts.invitations import pages as pages_invitation
from webapp.accounts.last_searches import pages as pages_searches
from webapp.accounts.parked_forms import pages as accounts
from webapp.accounts.people import pages as pages_people
from webapp.accounts.profile import pages as pages_account
from webapp.accounts.sessions import pages as pages_sessions
from webapp.accounts.sign_in import pages as pages_sign_in
from webapp.accounts.sign_in import pages_code
from webapp.accounts.two_step import pages as pages_two_step
from webapp.accounts.two_step import pages_roles as pages_two_step_roles
from webapp.audit import pages as pages_activity
from webapp.backups import pages as pages_backups
from webapp.candidates import pages as candidates
from webapp.candidates.imports import jobs
from webapp.candidates.imports import routes as pages_sheet
from webapp.candidates.register import pages_export
from webapp.catalogue.browse import pages as catalogue
from webapp.database import connection as db
from webapp.entries.attendance import pages as pages_attendance
from webapp.entries.hand_over import pages_sending
from webapp.entries.home import pages as entries
from webapp.entries.of_candidate import pages as pages_person
from webapp.entries.of_candidate import pages_archiving
from webapp.entries.submissions import pages_fees, pages_history
from webapp.entries.wizard import pages_package
from webapp.entries.wizard import routes as pages_steps
from webapp.records.export import pages as pages_record
from webapp.records.merge import pages as pages_merge
from webapp.records.merge import pages_undo
from webapp.records.retention import pages as pages_retention
from webapp.results.corrections import pages as pages_correction
from webapp.results.edition_effects import pages as pages_touched
from webapp.results.missing import pages as pages_missing
from webapp.results.new import pages as pages_new
from webapp.results.of_candidate import pages as results
from webapp.results.reports import routes as pages_reports
from webapp.results.uploads import pages as results_upload
from webapp.settings import Settings, parked_folder_of
from webapp.support import pages as pages_guide
from webapp.web import assets, errors, security_headers
from webapp.web.centre_state import centre_in

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
        route_handlers=security_headers.with_head(
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
        before_send=[security_headers.add_security_headers],
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
    jobs.stop_all(centre.works)


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
