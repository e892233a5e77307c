"""Step Package: framework, package, and the yellow box."""

import secrets
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import Response, Router
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.plugins.htmx import HTMXRequest

from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.packages.package import sections
from webapp.catalogue.packages.store import Package
from webapp.database.connection import Db
from webapp.entries.home import store as store_lately
from webapp.entries.wizard import prefill, store_prefill
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard.draft import Draft, address
from webapp.entries.wizard.left_out import left_out
from webapp.web import form_merge
from webapp.web.responses import go, number, sent_form, show
from webapp.web.routing import get, post

OPENED = form_merge.PREFIX + "package"
OTHER_PACKAGE = (
    "Somebody else has chosen another package for this draft since you opened this page: {}."
    " You chose {}. Press Next again to let yours stand."
)
KEEPS_OTHER = "Somebody else has chosen this package for the draft in the meantime: it stays."
NO_PACKAGE = "Choose a package: it decides which assessments can be entered."


@get("/entries/drafts/new", opt={"role": "entries"})
def ask_package(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    framework: FromQuery[str | None] = None,
    package: FromQuery[str | None] = None,
) -> Response[Any]:
    chosen = {"framework": framework or "", "package": package or ""}
    return _show(request, db, today, form=chosen | {"whom": request.query_params.get("for", "")})


@post("/entries/drafts/new", opt={"role": "entries"}, status_code=200)
def start_draft(
    request: HTMXRequest, db: NamedDependency[Db], today: NamedDependency[date]
) -> Response[Any]:
    form = sent_form(request)
    if "next" not in form:
        return _show_chosen(request, db, today, form=form, path="/entries/drafts/new")
    package = _chosen(db, today, form)
    if package is None:
        return _show(request, db, today, form=form, problems={"package": NO_PACKAGE})
    start_key = form.get("start_key", "") or secrets.token_hex(16)
    draft_id = store_draft.start(
        db, start_key, request.user.account_id, package_id=package.package_id
    )
    # After Back the same form may name another package.
    store_draft.set_package(db, draft_id, package.package_id)
    along = prefill.read(form.get("whom", ""))
    store_prefill.bring_along(db, draft_id, along)
    draft = store_draft.one(db, draft_id)
    next_address = draft.next_address if draft else address(draft_id, "candidates")
    return go(next_address, left_out(store_prefill.count_archived(db, along)).strip())


@get("/package")
def ask_other_package(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
    framework: FromQuery[str | None] = None,
    package: FromQuery[str | None] = None,
    opened: FromQuery[str] = "",
) -> Response[Any]:
    chosen = {"framework": framework or "", "package": package or "", OPENED: opened}
    if framework is None and package is None:
        chosen = {"framework": str(draft.framework_id), "package": str(draft.package_id)}
    return _show(request, db, today, form=chosen, draft=draft)


@post("/package", status_code=200)
def choose_package(
    request: HTMXRequest,
    db: NamedDependency[Db],
    today: NamedDependency[date],
    draft: NamedDependency[Draft],
) -> Response[Any]:
    form = sent_form(request)
    if "next" not in form:
        return _show_chosen(
            request, db, today, form=form, path=address(draft.draft_id, "package"), draft=draft
        )
    package = _chosen(db, today, form)
    merged = form_merge.merge(form, {"package": str(draft.package_id)})
    if merged.taken_over:
        return go(draft.next_address, KEEPS_OTHER)
    if package is None:
        return _show(request, db, today, form=form, draft=draft, problems={"package": NO_PACKAGE})
    if merged.conflicts:
        said = OTHER_PACKAGE.format(draft.display_title, package.display_title)
        return _show(
            request,
            db,
            today,
            form=merged.values | merged.reopened(),
            draft=draft,
            problems={"package": said},
        )
    dropped = store_draft.set_package(db, draft.draft_id, package.package_id)
    changed = store_draft.one(db, draft.draft_id) or draft
    told = f"Ticks were dropped for what this package does not hold: {', '.join(dropped)}."
    return go(changed.next_address, told if dropped else "")


def _chosen(db: Db, today: date, form: FormMultiDict | dict[str, str]) -> Package | None:
    """The chosen package, if it fits the chosen framework and can be entered today."""
    package = catalogue.package(db, number(form.get("package", "")))
    if package is None:
        return None
    framework_id = number(form.get("framework", ""))
    offered = catalogue.packages(db, today, framework_id)
    return package if any(one.package_id == package.package_id for one in offered) else None


def _show_chosen(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    form: FormMultiDict,
    path: str,
    draft: Draft | None = None,
) -> Response[Any]:
    if request.htmx:
        return _show(request, db, today, form=form, draft=draft)
    chosen = {name: number(form.get(name, "")) or "" for name in ("framework", "package")}
    if along := prefill.read(form.get("whom", "")):
        chosen["for"] = str(along)
    if opened := number(form.get(OPENED, "")):
        chosen["opened"] = opened
    return go(f"{path}?{urlencode(chosen)}")


def _show(
    request: HTMXRequest,
    db: Db,
    today: date,
    *,
    form: FormMultiDict | dict[str, str],
    draft: Draft | None = None,
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    package = _chosen(db, today, form)
    framework_id = number(form.get("framework", ""))
    components = catalogue.components(db, package.package_id, today) if package else []
    every = catalogue.packages(db, today)
    offered = {one.framework_id for one in every}
    along = prefill.read(form.get("whom", ""))
    fresh = draft is None and not problems
    return show(
        request,
        "entries/wizard/package.html",
        "entries/wizard/_choosing.html",
        status=422 if problems else 200,
        draft=draft,
        opened={"package": form.get(OPENED) or str(draft.package_id)} if draft else {},
        frameworks=[one for one in catalogue.frameworks(db) if one.framework_id in offered],
        framework_id=framework_id,
        packages=catalogue.packages(db, today, framework_id),
        package=package,
        sections=sections(components),
        today=today,
        along=along,
        people=len(store_prefill.people(db, along)),
        lately=store_lately.packages(db, request.user.account_id, every) if fresh else [],
        start_key=form.get("start_key", "") or secrets.token_hex(16),
        problems=problems or {},
    )


router = Router("/", route_handlers=[ask_package, start_draft])
of_draft = [ask_other_package, choose_package]
