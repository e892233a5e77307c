"""Long work on an upload: a thread with a connection of its own, while the pages go on."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from functools import partial

from litestar.plugins.htmx import HTMXRequest

from webapp.candidates.imports import store_uploads
from webapp.candidates.imports.import_kind import Intake
from webapp.candidates.imports.progress import Progress
from webapp.candidates.imports.store_uploads import Upload
from webapp.database.connection import Db
from webapp.web.centre_state import centre_of

CHECKS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="check")
"""Downloads and all else that is done in threads have others, so that nobody waits for somebody's
sheet.
"""
SAVES = ThreadPoolExecutor(max_workers=2, thread_name_prefix="save")
"""A save never waits for checks."""

# Seconds in which most sheets are done, so that nobody has to see how far it is.
SOON = 1.5


def under_way(request: HTMXRequest, upload_id: int) -> Progress | None:
    """The work that is being done on an upload. Raises what made it fail, once."""
    works: dict[int, Progress] = centre_of(request).works
    progress = works.get(upload_id)
    if progress and progress.task.done():
        works.pop(upload_id, None)
        progress.task.result()
        return None
    return progress


def check(request: HTMXRequest, db: Db, intake: Intake, upload_id: int, today: date) -> None:
    """Start to check an upload anew, and wait a moment for it."""
    if upload := store_uploads.one(db, upload_id):
        work = partial(intake.check, upload_id=upload_id, today=today)
        _work_on(request, upload, "check", work)


def save(request: HTMXRequest, intake: Intake, upload: Upload, today: date) -> None:
    """Start to save the good rows of an upload, and wait a moment for it."""
    work = partial(
        intake.save,
        upload_id=upload.upload_id,
        today=today,
        account_id=request.user.account_id,
    )
    _work_on(request, upload, "save", work)


def stop(request: HTMXRequest, upload_id: int) -> None:
    """Let a check leave off, at the row it is at or before it begins; a save always comes to its
    end.
    """
    progress: Progress | None = centre_of(request).works.get(upload_id)
    if progress and progress.what == "check":
        progress.stopped = True
        wait({progress.task})


def stop_all(works: Mapping[int, Progress]) -> None:
    """Let all checks leave off, because the program ends."""
    for progress in works.values():
        progress.stopped = progress.what == "check"


def _work_on(
    request: HTMXRequest, upload: Upload, what: str, work: Callable[[Db, Progress], None]
) -> None:
    """What went on before comes to its end first; a check that has become void leaves off."""
    works: dict[int, Progress] = centre_of(request).works
    before = works.pop(upload.upload_id, None)
    if before:
        before.stopped = what == "check"
        wait({before.task})
    progress = Progress(what, upload.rows)

    def in_a_thread() -> None:
        if progress.stopped:
            return
        with centre_of(request).connections.one(request.user) as db:
            work(db, progress)

    pool = SAVES if what == "save" else CHECKS
    progress.task = pool.submit(in_a_thread)
    works[upload.upload_id] = progress
    wait({progress.task}, timeout=SOON)
