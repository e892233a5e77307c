"""Long work on an upload: a thread with a connection of its own, while the pages go on."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from litestar.plugins.htmx import HTMXRequest

from webapp.candidates import store_uploads
from webapp.candidates.intake import Intake
from webapp.candidates.progress import Progress
from webapp.db import Db

# Seconds in which most sheets are done, so that nobody has to see how far it is.
SOON = 1.5


def under_way(request: HTMXRequest, upload_id: int) -> Progress | None:
    """The work that is being done on an upload. Raises what made it fail, once."""
    works: dict[int, Progress] = request.app.state.works
    progress = works.get(upload_id)
    if progress and progress.task.done():
        del works[upload_id]
        progress.task.result()
        return None
    return progress


async def check(
    request: HTMXRequest, db: Db, intake: Intake, upload_id: int, today: date
) -> None:
    """Start to check an upload anew, and wait a moment for it."""
    if upload := store_uploads.one(db, upload_id):
        work = partial(intake.check, upload_id=upload_id, today=today)
        await _work_on(request, upload, "check", work)


async def save(
    request: HTMXRequest, intake: Intake, upload: dict[str, Any], today: date
) -> None:
    """Start to save the good rows of an upload, and wait a moment for it."""
    work = partial(intake.save, upload_id=upload["upload_id"], today=today,
                   account_id=request.user["account_id"])  # fmt: skip
    await _work_on(request, upload, "save", work)


async def _work_on(
    request: HTMXRequest, upload: dict[str, Any], what: str, work: Callable[[Db, Progress], None]
) -> None:
    """What went on before comes to its end first; a check that has become void leaves off."""
    works: dict[int, Progress] = request.app.state.works
    before = works.pop(upload["upload_id"], None)
    if before:
        before.stopped = what == "check"
        await asyncio.wait({before.task})
    progress = Progress(what, upload["rows"])

    def in_a_thread() -> None:
        with request.app.state.connections.one(request.user) as db:
            work(db, progress)

    works[upload["upload_id"]] = progress
    progress.task = asyncio.create_task(asyncio.to_thread(in_a_thread))
    if what == "save":
        request.app.state.long_write = progress.task
    await asyncio.wait({progress.task}, timeout=SOON)
