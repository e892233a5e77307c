"""The server is killed outright, again and again, and started again on the same file."""

import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Semaphore

import pytest
from httpx import Response, TransportError

from tests.conftest import CAST
from tests.entries.desk import Desk, Post, send, shown, submission
from tests.page import Browser, Page
from tests.server import Server

OFFICER = CAST["entries"]


@pytest.fixture(scope="module")
def server(serve: Callable[..., Server], todays_file: Path) -> Server:
    return serve(todays_file)


@pytest.fixture
def officer(server: Server, browse: Callable[..., Browser]) -> Browser:
    browser = browse(server)
    assert browser.sign_in(*OFFICER).heading == "Home"
    return browser


def test_a_draft_is_as_it_was(desk: Desk, server: Server, officer: Browser) -> None:
    people = desk.people(6)
    asked = "/entries/drafts/new"
    page = officer.send(officer.get(f"{asked}?package=6"), asked, next="1")
    draft = page.address.removesuffix("/candidates")
    for one in people:
        officer.send(officer.get(page.address), f"{draft}/candidates/add", candidate_id=str(one),
                     search="an", added="any")  # fmt: skip
    ticks = [(people[0], 78, "1"), (people[1], 37, "1"), (people[2], 63, "0"), (people[3], 36, "1")]
    for person, component, ticked in ticks:
        officer.htmx(f"{draft}/options/tick", {"cells": f"{person}-{component}", "ticked": ticked})
    officer.htmx(f"{draft}/summary/order-number", {"order_number": "PO-1917"})
    before = [without_chance(officer.get(f"{draft}/{step}")) for step in ("candidates", "options")]
    drafts = desk.rows("select * from drafts")

    server.kill()
    server.start()

    after = [without_chance(officer.get(f"{draft}/{step}")) for step in ("candidates", "options")]
    assert after == before
    assert desk.rows("select * from drafts") == drafts
    grid = officer.get(f"{draft}/options")
    for person, component, ticked in ticks:
        assert ("checked" in grid.one("input", id=f"box-{person}-{component}")) == (ticked == "1")
    summary = officer.send(grid, f"{draft}/options", next="1")
    assert summary.heading == "Entry summary"
    assert summary.one("input", id="order_number")["value"] == "PO-1917"
    assert {person for person, _, _ in shown(summary, int(draft.split("/")[-1]))} == set(people)
    assert officer.get("/").one("a", href=f"{draft}/summary")


def without_chance(page: Page) -> tuple[str, list[dict]]:
    """All that a page says and holds."""
    assert page.status == 200
    return page.text, [{**one, "within": len(one["within"])} for one in page.tags]


def test_a_confirmed_submission_is_there_afterwards(
    desk: Desk, server: Server, officer: Browser
) -> None:
    drafts = [desk.draft(OFFICER[0], desk.people(10)) for _ in range(15)]
    for draft_id in drafts:
        due = desk.due(draft_id)
        form = submission(officer, draft_id)
        with officer.client.stream("POST", form.address, data=form.values,
                                   follow_redirects=False) as reply:  # fmt: skip
            server.kill()
        assert reply.status_code == 303
        server.start()

        page = officer.get(reply.headers["location"])
        assert page.heading == "Entries submitted"
        assert len(page.all("td", data_label="Assessment")) == len(due) == 30
        assert desk.submitted(draft_id) == due
        assert desk.rows("select 1 from drafts where draft_id = ?", draft_id) == []


def test_a_submission_that_is_cut_short_is_whole_or_not_at_all(
    desk: Desk, server: Server, officer: Browser
) -> None:
    chance = random.Random(1917)
    begun = time.monotonic()
    send(submission(officer, desk.draft(OFFICER[0], desk.people(30))))
    usual = time.monotonic() - begun
    whole = 0
    for round_ in range(8):
        drafts = [desk.draft(OFFICER[0], desk.people(24)) for _ in range(4)]
        due = [desk.due(draft_id) for draft_id in drafts]
        forms = [submission(officer, draft_id) for draft_id in drafts]
        replies = kill_amid(server, forms, after=round_ % 4, moment=chance.uniform(0, usual))
        server.start()

        for draft_id, entries, form, reply in zip(drafts, due, forms, replies, strict=True):
            entered = desk.submitted(draft_id)
            if entered is None:
                assert reply is None, "a submission was confirmed and is not there"
                assert desk.due(draft_id) == entries
                assert shown(officer.get(form.address), draft_id) == entries
            else:
                whole += 1
                assert entered == entries
                assert desk.rows("select 1 from drafts where draft_id = ?", draft_id) == []
            again = officer.post(form.address, form.values)
            assert again.heading == "Entries submitted"
            assert desk.submitted(draft_id) == entries
        assert desk.doubled_entries() == []
    assert 0 < whole < 32, f"{whole} of 32 came before the end: not one was cut short"


def kill_amid(server: Server, forms: list[Post], after: int, moment: float) -> list[Response | None]:
    """Send all at once, kill a moment (seconds) after so many replies. None: no reply came."""
    arrived = Semaphore(0)

    def one(form: Post) -> Response | None:
        try:
            return send(form)
        except TransportError:
            return None
        finally:
            arrived.release()

    with ThreadPoolExecutor(len(forms)) as pool:
        sent: list[Future[Response | None]] = [pool.submit(one, form) for form in forms]
        for _ in range(after):
            arrived.acquire()
        time.sleep(moment)
        server.kill()
    return [one.result() for one in sent]
