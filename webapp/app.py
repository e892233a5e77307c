"""The floor plan: the rooms, in corridor order, behind one guard."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date

from litestar import Litestar
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.plugins.htmx import HTMXPlugin
from litestar.static_files import create_static_files_router

from webapp import db, errors, html
from webapp.accounts import pages as accounts
from webapp.accounts.guard import SignInFirst, answer_stranger, guard, send_to_sign_in
from webapp.entries import pages as entries
from webapp.entries import pages_package, pages_steps, pages_summary
from webapp.settings import Settings

FORM_LIMIT = 2_000_000


def create_app(settings: Settings, today: Callable[[], date] = db.today) -> Litestar:
    """Build the application over one file; `today` is the calendar it goes by."""
    connections = db.Connections(settings.db)

    @asynccontextmanager
    async def close_at_end(_app: Litestar) -> AsyncIterator[None]:
        yield
        connections.close()

    def provide_db() -> Iterator[db.Db]:
        with connections.one() as one:
            yield one

    app = Litestar(
        route_handlers=[
            accounts.router,
            entries.router,
            *pages_package.outside,
            *pages_summary.outside,
            pages_steps.router,
            errors.refuse_address,
            create_static_files_router(
                path="/static",
                directories=[html.HERE / "static"],
                opt={"static": True},
                cache_control=CacheControlHeader(max_age=31_536_000, public=True, immutable=True),
            ),
        ],
        guards=[guard],
        dependencies={
            "db": Provide(provide_db),
            "today": Provide(today, sync_to_thread=False),
        },
        exception_handlers={
            SignInFirst: send_to_sign_in,
            # An id in the address that no file could hold.
            OverflowError: errors.show_not_found,
            HTTPException: errors.show_refusal,
            Exception: errors.show_failure,
        },
        before_send=[html.add_security_headers],
        lifespan=[close_at_end],
        plugins=[HTMXPlugin()],
        request_max_body_size=FORM_LIMIT,
        openapi_config=None,
        logging_config=None,
    )
    app.state.connections = connections
    app.state.answer_stranger = answer_stranger
    return app
