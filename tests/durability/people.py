"""People who work at the centre at random, each keeping a ledger of what was confirmed to them."""

import random
from collections.abc import Callable
from itertools import count
from threading import Event

import httpx
from httpx import TransportError

from tests.durability import ledger
from tests.durability.ledger import Keys
from tests.page import Browser, Page
from tests.real_server import PATIENCE

NEW = "/entries/drafts/new"
UPLOADS = "/candidates/uploads"
ROWS = 12


class Refused(Exception):
    """The server answered with what it should never answer."""


class Person:
    """One of the people at work: picks their next deed at random; candidates are theirs alone."""

    def __init__(
        self, number: int, address: str, own: list[int], packages: list[int], seed: int
    ) -> None:
        self.number, self.address, self.own, self.packages = number, address, own, packages
        self.chance = random.Random(seed * 100 + number)
        self.ledger = ledger.Ledger()
        self.browser = self._browser()
        self.drafts: list[int] = []
        self.submissions: list[int] = []
        self.sheets = count(1)
        self.deeds: dict[str, int] = {}

    def _browser(self, cookies: httpx.Cookies | None = None) -> Browser:
        return Browser(
            httpx.Client(
                base_url=self.address,
                follow_redirects=True,
                timeout=PATIENCE + 10,
                verify=False,
                trust_env=False,
                cookies=cookies,
            )
        )

    def sign_in(self, email: str, secret: str) -> None:
        assert self.browser.sign_in(email, secret).heading == "Home"

    def come_back(self) -> None:
        """After a kill: new connections, the same session."""
        before = self.browser.client
        self.browser = self._browser(before.cookies)
        before.close()

    def work(self, stop: Event) -> None:
        """Until stop is set or the server is gone. Raises Refused."""
        deeds = (
            self.start,
            self.pick,
            self.tick,
            self.tick,
            self.submit,
            self.withdraw,
            self.upload,
        )
        while not stop.is_set():
            deed = self.chance.choice(deeds if self.drafts else (self.start, self.upload))
            try:
                deed()
            except TransportError:
                return
            self.deeds[deed.__name__] = self.deeds.get(deed.__name__, 0) + 1

    def _get(self, address: str) -> Page:
        return self._good(self.browser.get(address))

    def _good(self, page: Page, *also: int) -> Page:
        if page.status != 200 and page.status not in also:
            raise Refused(f"{page.status} {page.address}: {page.text[:300]}")
        return page

    def start(self) -> None:
        asked = f"{NEW}?package={self.chance.choice(self.packages)}"
        form = self._get(asked).form(NEW) | {"next": "1"}
        with self.ledger.change((ledger.draft(form["start_key"]), frozenset({(1,)}))):
            page = self._good(self.browser.post(NEW, form))
        draft_id = int(page.address.split("/")[3])
        self.ledger.forget(lambda fact: fact.what == "draft")
        self.drafts.append(draft_id)
        self._pick(draft_id)

    def pick(self) -> None:
        self._pick(self.chance.choice(self.drafts))

    def _pick(self, draft_id: int) -> None:
        people = self.chance.sample(self.own, self.chance.randint(1, 6))
        fact = ledger.picked(draft_id)
        after = self.ledger.now(fact) | {(one,) for one in people}
        with self.ledger.change((fact, after)):
            self._good(
                self.browser.post(
                    f"/entries/drafts/{draft_id}/candidates/add",
                    {"candidate_id": [str(one) for one in people], "search": "", "added": "any"},
                )
            )

    def tick(self) -> None:
        draft_id = self.chance.choice(self.drafts)
        base = f"/entries/drafts/{draft_id}/options"
        boxes = [
            one
            for one in self._get(base).all("input", type="checkbox", name="tick")
            if "disabled" not in one and "0" not in one["value"].split("-")
        ]
        if not boxes:
            return
        box = self.chance.choice(boxes)
        person, assessment = (int(part) for part in box["value"].split("-"))
        # A tick may take others of the same person along, so only their last one is looked for.
        self.ledger.forget(
            lambda fact: fact.what == "tick" and fact.asked[:2] == (draft_id, person)
        )
        ticked = int("checked" not in box)
        fact = ledger.tick(draft_id, person, assessment)
        self.ledger.facts[fact] = {frozenset(), frozenset({(1 - ticked,)}), frozenset({(ticked,)})}
        page = self.browser.htmx(f"{base}/tick", {"cells": box["value"], "ticked": str(ticked)})
        self._good(page)
        self.ledger.facts[fact] = {frozenset({(ticked,)})}
        self.ledger.confirmed += 1

    def submit(self) -> None:
        draft_id = self.chance.choice(self.drafts)
        base = f"/entries/drafts/{draft_id}"
        self._good(self.browser.post(f"{base}/options", {"next": "1"}), 422)
        summary = self._get(f"{base}/summary")
        if not summary.all("form", action=f"{base}/summary"):
            return
        form = summary.form(f"{base}/summary") | {"order_number": f"P{self.number}-{draft_id}"}
        due: Keys = frozenset(
            tuple(int(part) for part in one.split("-")) for one in form["shown"].split()
        )
        if not due:
            return
        of_draft = [
            (fact, frozenset())
            for fact in self.ledger.facts
            if fact.what in ("picked", "tick") and fact.words[0] == draft_id
        ]
        with self.ledger.change((ledger.submitted(draft_id), due), *of_draft):
            page = self._good(self.browser.post(f"{base}/summary", form))
        if page.heading != "Entries submitted":
            raise Refused(f"{page.address}: {page.heading}: {page.text[:300]}")
        self._gone(draft_id)
        self.submissions.append(int(page.address.split("/")[3]))

    def _gone(self, draft_id: int) -> None:
        self.drafts.remove(draft_id)
        self.ledger.forget(
            lambda fact: fact.what in ("picked", "tick") and fact.words[0] == draft_id
        )

    def withdraw(self) -> None:
        if not self.submissions:
            return
        submission_id = self.chance.choice(self.submissions)
        base = f"/entries/submissions/{submission_id}"
        boxes = [
            one["value"] for one in self._get(base).all("input", type="checkbox", name="entry_id")
        ]
        live = [
            one
            for one in boxes
            if (int(one),) not in self.ledger.now(ledger.withdrawn(submission_id))
        ]
        if not live:
            return
        chosen = self.chance.sample(live, self.chance.randint(1, len(live)))
        page = self._good(self.browser.post(f"{base}/withdraw/check", {"entry_id": chosen}))
        form = page.form(f"{base}/withdraw") | {"reason": "left the course"}
        fact = ledger.withdrawn(submission_id)
        after = self.ledger.now(fact) | {(int(one),) for one in chosen}
        with self.ledger.change((fact, after)):
            self._good(self.browser.post(f"{base}/withdraw", form))

    def upload(self) -> None:
        surname = self._name(7)
        rows = [
            f"{surname}\t{self._name(4)}\t{self.chance.randint(1, 28)}/{place + 1}/"
            f"{self.chance.randint(1990, 2009)}\tF"
            for place in range(ROWS)
        ]
        pasted = "\n".join(("Surname\tForenames\tDOB\tGender", *rows))
        page = self._done(self.browser.post(UPLOADS, {"pasted": pasted}))
        fact = ledger.uploaded(surname)
        self.ledger.facts[fact] = {frozenset({(0,)})}
        with self.ledger.change((fact, frozenset({(ROWS,)}))):
            page = self._done(self.browser.post(f"{page.address}/save"))
        if f"{ROWS} candidates added" not in page.text:
            raise Refused(f"{page.address}: {page.text[400:1500]}")

    def _name(self, syllables: int) -> str:
        return "".join(
            self.chance.choice("BCDFGHJKLMNPRSTVZ") + self.chance.choice("aeiou")
            for _ in range(syllables)
        ).capitalize()

    def _done(self, page: Page) -> Page:
        """The page that comes when checking or saving is over."""
        while self._good(page).all("div", id="candidates-progress"):
            page = self._get(page.address)
        return page

    def look_again(self, submitted_as: Callable[[int], int | None]) -> None:
        """After a kill: which drafts have become submissions."""
        for draft_id in list(self.drafts):
            submission_id = submitted_as(draft_id)
            if submission_id is not None:
                self._gone(draft_id)
                self.submissions.append(submission_id)
