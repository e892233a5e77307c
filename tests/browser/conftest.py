"""A real server with the demonstration centre of today, and real browsers on it."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.real_server import SERVER_LOGS, Server
from webapp.database import connection as db
from webapp.demo import results as store_demonstration

# Milliseconds: a busy machine is no fault of the page's.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

OFFICER = store_demonstration.PEOPLE_AND_PASSWORDS[1][1:]


class Centre:
    """The centre that a running server serves, and questions to its file."""

    def __init__(self, server: Server, path: Path) -> None:
        self.address = server.address
        self.db = db.connect(path)
        self.entered_before = self.entries()

    def value(self, sql: str) -> Any:
        return self.db.execute(sql).fetchone()[0]

    def people(self, where: str, limit: int) -> list[dict[str, Any]]:
        return list(self.db.query(f"select * from candidates where {where} limit {limit}"))

    def group(self, title: str) -> dict[str, Any]:
        return next(self.db.query("select * from candidate_groups where title like ?", [title]))

    def members(self, group_id: int) -> set[int]:
        found = self.db.execute(
            "select candidate_id from group_members where group_id = ?", [group_id]
        )
        return {candidate_id for (candidate_id,) in found}

    def entries(self, submission_id: int | None = None) -> set[tuple[int, int]]:
        """Candidate and assessment of each entry, of one submission or of all."""
        found = self.db.execute(
            "select candidate_id, assessment_id from entries"
            " where :one is null or submission_id = :one",
            {"one": submission_id},
        )
        return set(found.fetchall())


@pytest.fixture
def centre(built_today: Path, tmp_path: Path) -> Iterator[Centre]:
    path = tmp_path / "centre.db"
    path.write_bytes(built_today.read_bytes())
    server = Server(path, SERVER_LOGS)
    server.start()
    one = Centre(server, path)
    yield one
    one.db.close()
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=Path(sys.prefix, "browser").read_text().strip() or None,
            args=["--no-sandbox", "--disable-gpu"] if os.geteuid() == 0 else [],
        )


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(java_script_enabled=False, ...) gives a page of a fresh person's browser.

    What the browser complains of on its console fails the test.
    """
    contexts, complaints = [], []

    def note(message: ConsoleMessage) -> None:
        # What a refusal looks like is the single test's business; the browser says so of each.
        expected = ("the server responded with a status", "net::ERR_")
        if message.type in ("error", "warning") and not any(
            text in message.text for text in expected
        ):
            complaints.append(f"{message.location.get('url')}: {message.text}")

    def open_one(**options: Any) -> Page:
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("console", note)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    return open_page(java_script_enabled=request.param)
