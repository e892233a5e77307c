"""A new catalogue edition, for administrators: upload, check, save."""

from datetime import date
from typing import Any

from litestar import Response, Router
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.editions import archive, edition_reader
from webapp.catalogue.editions import store as store_editions
from webapp.catalogue.editions.affected import Touching, total
from webapp.catalogue.editions.columns import FILES
from webapp.catalogue.editions.revision import Revision, fingerprint, said
from webapp.catalogue.editions.store import Edition
from webapp.catalogue.editions.store_import import Changed
from webapp.database.connection import Db
from webapp.web.responses import go, sent_files, sent_form, show
from webapp.web.routing import get, post

HOME = "/catalogue/edition"
# What is taken, and the form around it.
BODY = archive.MOST_BYTES + 100_000
MOST_SHOWN = 500
LETTERS = 100
NO_FILE = "Choose the zip of an edition, or one or several of its CSV files."
ANOTHER = (
    "The catalogue has changed since this page was shown, so nothing was saved. Read it"
    " again, then save."
)


@get("/")
def ask_edition(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    return _ask(request, db, [])


@post("/", status_code=200, request_max_body_size=BODY)
def upload_edition(request: HTMXRequest, db: NamedDependency[Db]) -> Response[Any]:
    whole = "whole" in sent_form(request)
    files = sent_files(request, "files")
    contents = [(one.filename[-LETTERS:], one.file.read()) for one in files]
    if not contents:
        return _ask(request, db, [NO_FILE], whole=whole)
    try:
        texts = archive.read(contents)
        edition_id = store_editions.start(
            db,
            request.user.account_id,
            ", ".join(name for name, _ in contents),
            files=texts,
            whole=whole,
        )
    except edition_reader.BadEdition as problem:
        return _ask(request, db, problem.problems, whole=whole)
    return go(f"{HOME}/{edition_id}")


def provide_edition(db: NamedDependency[Db], edition_id: FromPath[int]) -> Edition:
    found = store_editions.one(db, edition_id)
    if found is None:
        raise NotFoundException
    return found


@get("/")
def show_edition(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    edition: NamedDependency[Edition],
    touching: NamedDependency[Touching],
) -> Response[Any]:
    return _check(request, db, today, edition=edition, touching=touching)


@post("/whole", status_code=200)
def choose_whole(
    request: HTMXRequest, db: NamedDependency[Db], edition: NamedDependency[Edition]
) -> Response[Any]:
    """Let what the files have not be withdrawn, or let it stay; nothing is saved by that."""
    store_editions.set_whole(db, edition.edition_id, "whole" in sent_form(request))
    return go(f"{HOME}/{edition.edition_id}")


@post("/save", status_code=200)
def save_edition(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    edition: NamedDependency[Edition],
    touching: NamedDependency[Touching],
) -> Response[Any]:
    checked = sent_form(request).get("checked", "")
    try:
        words = said(store_editions.check(db, edition.edition_id, today))
        store_editions.save(db, edition.edition_id, today, checked=checked, said=words)
    except Changed:
        return _check(request, db, today, edition=edition, touching=touching, problem=ANOTHER)
    except edition_reader.BadEdition as problem:
        return _ask(request, db, problem.problems)
    return go(f"{HOME}/{edition.edition_id}")


@post("/delete", status_code=200)
def delete_edition(db: NamedDependency[Db], edition: NamedDependency[Edition]) -> Response[Any]:
    store_editions.discard(db, edition.edition_id)
    return go(HOME, "The files are gone from here. The catalogue is as it was.")


def _ask(
    request: HTMXRequest, db: Db, problems: list[str], *, whole: bool = False
) -> Response[Any]:
    return show(
        request,
        "catalogue/editions/editions.html",
        status=422 if problems else 200,
        editions=store_editions.latest(db),
        problems=problems[:MOST_SHOWN],
        left_out=max(len(problems) - MOST_SHOWN, 0),
        names=FILES.values(),
        whole=whole,
    )


def _check(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    edition: Edition,
    touching: Touching,
    problem: str = "",
) -> Response[Any]:
    try:
        revision: Revision = store_editions.check(db, edition.edition_id, today)
    except edition_reader.BadEdition as found:
        return _ask(request, db, found.problems)
    touched = touching.people(db, revision, today)
    return show(
        request,
        "catalogue/editions/edition.html",
        status=409 if problem else 200,
        edition=edition,
        revision=[one for one in revision if one.parts],
        untouched=[FILES[one.table] for one in revision if not one.parts],
        files=FILES,
        said=said(revision),
        checked=fingerprint(revision),
        most=MOST_SHOWN,
        touched={place: touching.words(one) for place, one in touched.items()},
        named={place for place, one in touched.items() if one.candidate_ids},
        total=total(touched),
        problems={"edition": problem} if problem else {},
    )


of_edition = Router(
    "/{edition_id:int}",
    route_handlers=[show_edition, choose_whole, save_edition, delete_edition],
    dependencies={"edition": Provide(provide_edition, sync_to_thread=False)},
)
router = Router(
    "/edition",
    route_handlers=[ask_edition, upload_edition, of_edition],
    opt={"role": "administrator"},
)
