"""The search over HTTP: beside the limit, and beside what its parts cost alone."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench import questions
from bench.limit import limit
from bench.running import Asked, Load, Officer, load, served
from webapp import db, html
from webapp.candidates import store_search
from webapp.entries import store_draft

BODY = 8192


def asks(officer: Officer, file: Path, kinds: Sequence[str] = questions.KINDS) -> list[Asked]:
    """What the search field sends for the questions of these kinds, in a draft of the officer's own."""
    draft_id = draft(file)
    return [
        officer.asks(f"/entries/drafts/{draft_id}/candidates/find", {"search": words, "added": "any"})
        for kind, words in questions.questions(file) if kind in kinds
    ]  # fmt: skip


def draft(file: Path) -> int:
    """A draft of the exams officer, who has account 1 or 2 in the demonstration centre."""
    one = db.connect(file)
    (account_id,) = one.execute("select account_id from accounts where role = 'entries'").fetchone()
    (package_id,) = one.execute("select package_id from submissions limit 1").fetchone()
    draft_id = store_draft.start(one, f"bench-{time.monotonic_ns()}", account_id, package_id)
    one.close()
    return draft_id


def rate(file: Path, connections: Sequence[int]) -> tuple[list[Load], float]:
    """The whole mix at so many connections, and the server's memory afterwards in MB."""
    with served(file) as (server, officer):
        asked = asks(officer, file)
        return [load(server.address, asked, number) for number in connections], server.memory()


def limit_rate(connections: Sequence[int], size: int = BODY) -> list[Load]:
    with limit(size) as address:
        asked = [Asked("GET", "/limit", {}, {})]
        return [load(address, asked, number) for number in connections]


def by_kind(file: Path) -> dict[str, Load]:
    """Each kind of question alone, at 16 connections."""
    with served(file) as (server, officer):
        return {kind: load(server.address, asks(officer, file, [kind]), 16, 2) for kind in questions.KINDS}


def parts(file: Path) -> tuple[float, float]:
    """Milliseconds, the median over all questions, of the bare SQL and of rendering what it finds."""
    one = db.connect(file)
    template = html.templates.get_template("candidates/_rows.html")
    asked, rendered = [], []
    for _, words in questions.questions(file):
        found, spent = _timed(lambda words=words: store_search.search(one, words, None))
        asked.append(spent)
        needs = _needs(found, words)
        rendered.append(_timed(lambda needs=needs: template.render(needs))[1])
    one.close()
    return median(asked), median(rendered)


def _needs(found: store_search.Found, words: str) -> dict[str, Any]:
    shown = {"search": words, "added": "any", "limit": "50"}
    return {
        "rows": found.rows, "total": found.total, "more": found.more, "search": words, "added": "any", "limit": 50,
        "most": 1000, "selected_ids": set(), "ticked_ids": set(), "linked": False, "paging": None,
        "follows": {"add": shown, "remove": shown, "more": shown}, "person": {"role": "entries"}, "path": "/",
        "form_token": "", "notice": "", "centres": False,
    }  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    done = work()
    return done, (time.perf_counter() - begun) * 1000
