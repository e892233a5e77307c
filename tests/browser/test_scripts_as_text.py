"""Scripts in every text of a centre's file: each page shows them, and the browser obeys none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.access.test_guard import DOORS
from tests.accounts.scene import Scene
from tests.accounts.scripts import SEEN, write_everywhere
from tests.browser import steps
from tests.conftest import CAST
from tests.real_server import SERVER_LOGS, Server
from webapp.database.connection import Db

FILES = (
    ".pdf",
    ".csv",
    ".xlsx",
    "/record",
    "/refused",
    "/export",
    "/hand-overs/{hand_over_id:int}",
)
LEADS_AWAY = ("/sign-in/continue", "/first-visit", "{rest:path}")
OBEYED = """() => [
    window.obeyed, ...document.querySelectorAll(
        '[data-obeyed], img[src="x"], script:not([src^="/static/"]), [onerror]'),
].filter(Boolean).map(one => one.outerHTML || one)"""
WRITTEN = {
    "accounts.name",
    "acknowledgements.reference",
    "assessments.title",
    "candidate_groups.title",
    "candidates.forenames",
    "candidates.surname",
    "centre.name",
    "drafts.order_number",
    "entries.assessment_title",
    "entry_changes.reason",
    "frameworks.title",
    "packages.display_title",
    "results.certificate_number",
    "results.grade",
    "series.title",
    "submissions.order_number",
    "upload_rows.cells",
    "uploads.file_name",
    "uploads.headings",
    "units.title",
}


@pytest.fixture
def scene(centre_db: Db) -> Scene:
    one = Scene(centre_db, email="administrator@riverside.example", confirmed=True)
    assert WRITTEN - write_everywhere(centre_db) == set()
    return one


@pytest.fixture
def served(scene: Scene, centre_file: Path) -> Iterator[Server]:
    one = Server(centre_file, SERVER_LOGS)
    yield one.start()
    one.stop()


def test_no_script_in_any_text_is_obeyed_on_any_page(
    scene: Scene, served: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    steps.sign_in(page, served.address, CAST["administrator"])
    shown, problems = [], []
    for method, path in DOORS:
        if (
            method != "GET"
            or path == "/session/left"
            or path.endswith(FILES)
            or any(one in path for one in LEADS_AWAY)
        ):
            continue
        reply = page.goto(
            f"{served.address}{scene.address(path)}?one={scene.people[0]}&series_id={scene.series_id}"
        )
        expect(page.locator(".htmx-request")).to_have_count(0)
        obeyed = page.evaluate(OBEYED)
        if obeyed or reply is None or reply.status not in (200, 404):
            problems.append((path, reply and reply.status, obeyed))
        if SEEN in page.locator("body").inner_text():
            shown.append(path)
    assert problems == []
    assert asked == []
    assert len(shown) > 40
