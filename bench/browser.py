"""What a browser fetches, and whether the page moves under the person's hands.

.venv/bin/python -m bench.browser FILE
"""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from bench import search, wire, writes
from bench.running import EMAIL, PASSWORD, served
from bench.table import Section
from tests.entries.desk import Desk
from webapp import db

FIRST, REQUESTS, AGAIN = 60, 6, 15
TYPED = "smith jo"
PAUSE = 60
"""Milliseconds between two letters."""
TICKS = 3
# Sums up what the page has moved since it began to load: on its own, and right after an input.
OBSERVER = """
window.moved = [0, 0];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.moved[one.hadRecentInput ? 1 : 0] += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""


class View(NamedTuple):
    """Bytes as they came over the wire, headers too, and how many requests brought them."""

    size: int
    requests: int


class Fetched(NamedTuple):
    """One page with an empty cache and once more, and its layout shift while it loaded."""

    page: str
    first: View
    again: View
    shift: float


class Moved(NamedTuple):
    """Layout shift that nobody caused, and within half a second of an input, which does not
    count.
    """

    deed: str
    shift: float
    after_input: float


class Figures(NamedTuple):
    fetched: list[Fetched]
    moved: list[Moved]


class Traffic:
    """Counts what a page takes from the network; what the cache gives is not counted."""

    def __init__(self, session: CDPSession) -> None:
        self.size = self.requests = 0
        self._cached: set[str] = set()
        session.on(
            "Network.requestServedFromCache", lambda told: self._cached.add(told["requestId"])
        )
        session.on("Network.requestWillBeSent", self._redirected)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def taken(self) -> View:
        """What has come since this was asked last."""
        view = View(self.size, self.requests)
        self.size = self.requests = 0
        return view

    def _redirected(self, told: dict[str, Any]) -> None:
        if before := told.get("redirectResponse"):
            self.size += int(before["encodedDataLength"])
            self.requests += 1

    def _answered(self, told: dict[str, Any]) -> None:
        if told["response"].get("fromDiskCache"):
            self._cached.add(told["requestId"])
        if told["requestId"] not in self._cached:
            self.requests += 1

    def _finished(self, told: dict[str, Any]) -> None:
        if told["requestId"] not in self._cached:
            self.size += int(told["encodedDataLength"])


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=Path(sys.prefix, "browser").read_text().strip() or None,
            args=["--no-sandbox", "--disable-gpu"] if os.geteuid() == 0 else [],
        )


def sign_in(browser: Browser, address: str) -> Any:
    """The cookies of a person who has just signed in."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    state = context.storage_state()
    context.close()
    return state


def fetched(browser: Browser, address: str, state: Any, path: str, title: str) -> Fetched:
    """A page in a browser that has never been here, though it may be signed in."""
    context = browser.new_context(base_url=address, storage_state=state)
    page = context.new_page()
    traffic = Traffic(context.new_cdp_session(page))
    views, shift = [], 0.0
    for _ in range(2):
        page.goto("about:blank")
        traffic.taken()
        shift = max(shift, _opened(page, path, title))
        views.append(traffic.taken())
    context.close()
    return Fetched(title, *views, shift)


def _opened(page: Page, path: str, title: str) -> float:
    """Open it and wait until nothing more comes. Gives the layout shift until then."""
    reply = page.goto(path)
    wire.expect(reply is not None and reply.status == 200, f"{path}: {reply and reply.status}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.wait_for_load_state("networkidle")
    page.evaluate(OBSERVER)
    return sum(_moved(page))


def _moved(page: Page) -> tuple[float, float]:
    # The observer hears of a movement after the frame that shows it.
    page.wait_for_timeout(300)
    alone, after_input = page.evaluate("window.moved")
    return alone, after_input


def moved(browser: Browser, address: str, state: Any, draft_id: int) -> list[Moved]:
    """Typing a search, ticking who was found, and ticking cells of the grid."""
    context = browser.new_context(base_url=address, storage_state=state)
    page = context.new_page()
    base = f"/entries/drafts/{draft_id}"
    _opened(page, f"{base}/candidates", "Select candidates")
    found = [
        _while(page, "typing a search", _type),
        _while(page, "ticking candidates", _tick_people),
    ]
    _opened(page, f"{base}/options", "Entry options")
    found.append(_while(page, "ticking the grid", _tick_cells))
    context.close()
    return found


def _while(page: Page, deed: str, work: Any) -> Moved:
    before = _moved(page)
    work(page)
    after = _moved(page)
    return Moved(deed, after[0] - before[0], after[1] - before[1])


def _type(page: Page) -> None:
    with page.expect_response(lambda reply: reply.url.endswith("/candidates/find")):
        page.locator("#search").press_sequentially(TYPED, delay=PAUSE)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#candidates-rows tbody tr").first).to_contain_text("Smith")


def _tick_people(page: Page) -> None:
    boxes = page.locator("#candidates-rows tbody input[name=candidate_id]:enabled")
    for place in range(TICKS):
        boxes.nth(place).check()


def _tick_cells(page: Page) -> None:
    boxes = page.locator("#grid tbody td input[name=tick]:enabled")
    for place in range(TICKS):
        box = boxes.nth(place)
        ticked = box.is_checked()
        with page.expect_response(lambda reply: reply.url.endswith("/options/tick")) as told:
            box.click()
        wire.expect(told.value.status == 200 and box.is_checked() != ticked, "a tick was not kept")


def measure(file: Path) -> Figures:
    """All figures, on a copy of the file, in a draft with a class of candidates."""
    with wire.copied(file) as copy, served(copy) as (server, _), chromium() as browser:
        with closing(db.connect(copy)) as one:
            desk = Desk(one)
            full = desk.draft(EMAIL, desk.people(writes.CLASSES[0]), writes.PACKAGE)
        state, base = sign_in(browser, server.address), f"/entries/drafts/{search.draft(copy)}"
        pages = [
            fetched(browser, server.address, None, "/sign-in", "Sign in"),
            fetched(browser, server.address, state, "/", "Home"),
            fetched(browser, server.address, state, f"{base}/candidates", "Select candidates"),
            fetched(browser, server.address, state, f"{base}/package", "Select package"),
        ]
        return Figures(pages, moved(browser, server.address, state, full))


def sections(found: Figures) -> list[Section]:
    return [_of_views(found.fetched), _of_shifts(found.moved)]


def _of_views(found: list[Fetched]) -> Section:
    return Section(
        "Over the wire",
        "Chromium with an empty cache, then once more; bytes with headers, compressed as they"
        " came. The goals"
        f" are {FIRST} KB in {REQUESTS} requests, {AGAIN} KB the second time, and no layout shift.",
        ("page", "first view", "requests", "second view", "requests", "layout shift"),
        [
            [
                one.page,
                _kb(one.first),
                str(one.first.requests),
                _kb(one.again),
                str(one.again.requests),
                f"{one.shift:.4f}",
            ]
            for one in found
        ],
    )


def _of_shifts(found: list[Moved]) -> Section:
    return Section(
        "Layout shift at work",
        "What moved by itself, for which the goal is 0, and what moved within half a second of a"
        " key or"
        " click, which is what the person asked for.",
        ("deed", "layout shift", "right after an input"),
        [[one.deed, f"{one.shift:.4f}", f"{one.after_input:.4f}"] for one in found],
    )


def _kb(view: View) -> str:
    return f"{view.size / 1000:.1f} KB"


if __name__ == "__main__":
    for section in sections(measure(Path(sys.argv[1]))):
        print(section.markdown(), end="\n\n")
