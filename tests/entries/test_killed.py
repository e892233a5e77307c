"""The server is killed outright, again and again, and started again on the same file."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from httpx import Response, TransportError

from tests.conftest import CAST
from tests.entries.desk import Desk, Post, send, shown, submission
from tests.page import Browser, Page
from tests.real_server import Server

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
        officer.send(
            officer.get(page.address),
            f"{draft}/candidates/add",
            candidate_id=str(one),
            search="an",
            added="any",
        )
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
    """All that a page says and holds, but for the seconds that are left of the session."""
    assert page.status == 200
    return page.text, [
        {key: value for key, value in one.items() if key != "data-left"}
        | {"within": len(one["within"])}
        for one in page.tags
    ]


def test_a_confirmed_submission_is_there_afterwards(
    desk: Desk, server: Server, officer: Browser
) -> None:
    drafts = [desk.draft(OFFICER[0], desk.people(10)) for _ in range(15)]
    for draft_id in drafts:
        due = desk.due(draft_id)
        form = submission(officer, draft_id)
        with officer.client.stream(
            "POST", form.address, data=form.values, follow_redirects=False
        ) as reply:
            server.kill()
        assert reply.status_code == 303
        server.start()

        page = officer.get(reply.headers["location"])
        assert page.heading == "Entries submitted"
        assert len(page.all("td", data_label="Assessment")) == len(due) == 30
        assert desk.submitted(draft_id) == due
        assert desk.rows("select 1 from drafts where draft_id = ?", draft_id) == []


def test_a_submission_cut_short_at_any_moment_is_whole_or_not_at_all(
    desk: Desk, server: Server, officer: Browser
) -> None:
    chance = random.Random(1917)
    begun = time.monotonic()
    send(submission(officer, desk.draft(OFFICER[0], desk.people(24))))
    usual = time.monotonic() - begun
    entered = []
    for replies in (0, 1, 2, 3, 0, 1):
        drafts = [desk.draft(OFFICER[0], desk.people(24)) for _ in range(4)]
        with cut_short(desk, server, officer, drafts, entered) as sent:
            wait(sent, replies)
            time.sleep(chance.uniform(0, usual))
    assert 0 < sum(entered) < len(entered) == 24


def test_a_submission_cut_short_between_two_writes_is_whole_or_not_at_all(
    desk: Desk, server: Server, officer: Browser
) -> None:
    entered = []
    for writes in (1, 1, 2, 2, 3, 4):
        draft_id = desk.draft(OFFICER[0], desk.people(24))
        with cut_short(desk, server, officer, [draft_id], entered) as sent:
            last, seen = file_version(desk), 0
            while seen < writes and not sent[0].done():
                now = file_version(desk)
                last, seen = now, seen + (now != last)
    assert any(entered)


@contextmanager
def cut_short(
    desk: Desk, server: Server, officer: Browser, drafts: list[int], entered: list[bool]
) -> Iterator[list[Future[Response | None]]]:
    """Submit these drafts at once and kill the server at the end of the block.

    Then each draft must be either as it was or wholly entered, which is noted in entered, and
    submitting again must lead to one submission.
    """
    due = [desk.due(draft_id) for draft_id in drafts]
    forms = [submission(officer, draft_id) for draft_id in drafts]
    with ThreadPoolExecutor(len(forms)) as pool:
        sent = [pool.submit(send_in_vain, form) for form in forms]
        yield sent
        server.kill()
    server.start()
    for draft_id, entries, form, reply in zip(drafts, due, forms, sent, strict=True):
        now = desk.submitted(draft_id)
        entered.append(now is not None)
        if now is None:
            assert reply.result() is None, "a submission was confirmed and is not there"
            assert desk.due(draft_id) == entries
            assert shown(officer.get(form.address), draft_id) == entries
        else:
            assert now == entries
            assert desk.rows("select 1 from drafts where draft_id = ?", draft_id) == []
        assert officer.post(form.address, form.values).heading == "Entries submitted"
        assert desk.submitted(draft_id) == entries
    assert desk.doubled_entries() == []


def send_in_vain(form: Post) -> Response | None:
    """None when the server died over it."""
    try:
        return send(form)
    except TransportError:
        return None


def wait(sent: list[Future[Response | None]], replies: int) -> None:
    while sum(one.done() for one in sent) < replies:
        time.sleep(0.001)


def file_version(desk: Desk) -> int:
    """Another number after each write of the server's, as soon as that can be seen."""
    return desk.rows("pragma data_version")[0][0]
