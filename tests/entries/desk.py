"""Drafts that are ready to be sent, what has become of them, and many hands sending at once."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, NamedTuple
from urllib.parse import urlencode

from httpx import Response

from tests.page import Browser, Page
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db, today
from webapp.entries.options import store
from webapp.entries.submissions import summary
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection
from webapp.entries.wizard.draft import address

Keys = set[tuple[int, int, int]]
"""candidate_id, assessment_id, series_id of entries"""

ICT = "419-2-1"
TELECOMS = "418-2-1"


class Post(NamedTuple):
    """A form as a browser would send it."""

    browser: Browser
    address: str
    values: dict[str, Any]


class Desk:
    """Looks into the file beside the servers that work on it."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self._fresh = [
            row["candidate_id"]
            for row in db.query(
                "select candidate_id from candidates where archived_at is null and candidate_id"
                " not in"
                " (select candidate_id from entries union select candidate_id from awards)"
                " order by candidate_id"
            )
        ]

    def people(self, count: int) -> list[int]:
        """Candidates without any entry, and never the same ones twice."""
        taken, self._fresh = self._fresh[:count], self._fresh[count:]
        assert len(taken) == count
        return taken

    def draft(self, email: str, people: list[int], package: str = ICT) -> int:
        """A draft of this person's, with these candidates, that only needs submitting."""
        account = next(self.db.query("select account_id from accounts where email = ?", [email]))
        found = catalogue.package_by_code(self.db, package)
        assert found
        draft_id = store_draft.start(
            self.db, secrets.token_hex(), account["account_id"], package_id=found.package_id
        )
        store_selection.add_candidates(self.db, draft_id, people)
        store_draft.confirm_options(self.db, draft_id)
        return draft_id

    def due(self, draft_id: int) -> Keys:
        """What submitting the draft would enter."""
        draft = store_draft.one(self.db, draft_id)
        assert draft
        sheet = store.sheet(self.db, draft_id, draft.package_id, today=today())
        return {read(one) for one in summary.keys(sheet)}

    def submitted(self, draft_id: int) -> Keys | None:
        """What the draft's one submission entered; None as long as there is none."""
        found = self.rows("select submission_id from submissions where draft_id = ?", draft_id)
        if not found:
            return None
        assert len(found) == 1
        return set(
            self.rows(
                "select candidate_id, assessment_id, series_id from entries"
                " where submission_id = ?",
                *found[0],
            )
        )

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, values).fetchall()

    def count(self, table: str) -> int:
        return self.rows(f"select count(*) from {table}")[0][0]

    def doubled_entries(self) -> list[tuple[Any, ...]]:
        """Entries that exist more than once for a candidate, assessment and series."""
        return self.rows(
            "select candidate_id, assessment_id, series_id from entries"
            " where status <> 'withdrawn' group by 1, 2, 3 having count(*) > 1"
        )


def read(key: str) -> tuple[int, int, int]:
    candidate_id, assessment_id, series_id = (int(part) for part in key.split("-"))
    return candidate_id, assessment_id, series_id


def submission(browser: Browser, draft_id: int) -> Post:
    """The summary's form, taken from the page."""
    action = address(draft_id, "summary")
    return Post(browser, action, browser.get(action).form(action))


def shown(page: Page, draft_id: int) -> Keys:
    """The entries that a summary shows."""
    return {read(one) for one in page.form(address(draft_id, "summary"))["shown"].split()}


def send(post: Post) -> Response:
    return post.browser.client.post(post.address, data=post.values, follow_redirects=False)


def send_together(posts: list[Post]) -> list[Response]:
    """Send all at the same moment: each keeps its last byte back until all others are there."""
    gate = Barrier(len(posts))

    def body(encoded: bytes) -> Iterator[bytes]:
        yield encoded[:-1]
        gate.wait(20)
        yield encoded[-1:]

    def one(post: Post) -> Response:
        encoded = urlencode(post.values, doseq=True).encode()
        return post.browser.client.post(
            post.address,
            content=body(encoded),
            follow_redirects=False,
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "content-length": str(len(encoded)),
            },
        )

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(one, posts))
