"""What a person waits for when something is written: one change, a submission, eight at once.

.venv/bin/python -m bench.writes FILE
"""

import html
import re
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import quantiles
from threading import Barrier
from typing import NamedTuple

import httpx

from bench.running import EMAIL, Officer, served
from bench.table import Section, ms
from bench.wire import TIMEOUT, Answer, Wire, copied, expect, heading
from tests.entries.desk import Desk
from tests.server import Server
from webapp import db
from webapp.catalogue import store as catalogue
from webapp.entries import store, store_draft, store_picked

PACKAGE = "488-2-1"
"""Of its six assessments two are alternatives, so that one candidate is entered for five."""
EACH, PARTS = 200, 5
AT_ONCE = 8
CLASSES = (30, EACH)
OVER = 5
SUBMISSION, TOGETHER = 150, 2000


class Times(NamedTuple):
    """Milliseconds, and of how many deeds."""

    p50: float
    p95: float
    most: float
    count: int


class Figures(NamedTuple):
    """changes: deed and number of selected candidates → times."""

    commit: Times
    changes: dict[tuple[str, int], Times]
    submission: Times
    together: Times


def times(spent: list[float]) -> Times:
    cuts = quantiles(spent, n=100, method="inclusive")
    return Times(cuts[49], cuts[94], max(spent), len(spent))


def commit(folder: Path, count: int = 300) -> Times:
    """One row into a file beside the centre's and onto the disk, as the centre's file is
    written.
    """
    spent = []
    with closing(sqlite3.connect(folder / "commit.db", isolation_level=None)) as one:
        one.execute("pragma journal_mode = wal")
        one.execute("pragma synchronous = full")
        one.execute("create table rows (row_id integer primary key, text text) strict")
        for number in range(count):
            begun = time.perf_counter()
            one.execute("begin immediate")
            one.execute("insert into rows (text) values (?)", [f"row {number}"])
            one.execute("commit")
            spent.append((time.perf_counter() - begun) * 1000)
        expect(one.execute("select count(*) from rows").fetchone() == (count,), "a row is missing")
    return times(spent)


def changes(desk: Desk, officer: Officer, people: int, count: int = 300) -> dict[str, Times]:
    """Adding, removing and ticking, one after the other, in a draft with so many candidates."""
    with closing(Wire(officer.server.address)) as wire:
        draft_id = desk.draft(EMAIL, desk.people(people), PACKAGE)
        added, removed = [], []
        (newcomer,) = desk.people(1)
        for _ in range(count):
            added.append(_change(desk, wire, officer, draft_id, newcomer, "add"))
            removed.append(_change(desk, wire, officer, draft_id, newcomer, "remove"))
        ticked = _ticks(desk, wire, officer, draft_id, count)
    return {"add": times(added), "remove": times(removed), "tick": times(ticked)}


def _change(
    desk: Desk, wire: Wire, officer: Officer, draft_id: int, candidate_id: int, deed: str
) -> float:
    ((surname,),) = desk.rows("select surname from candidates where candidate_id = ?", candidate_id)
    whom = {"add": "candidate_id", "remove": "leaving"}[deed]
    form = {
        "search": surname,
        "added": "any",
        "limit": "50",
        "tab": "find",
        whom: str(candidate_id),
    }
    answer = wire.send(officer.asks(f"/entries/drafts/{draft_id}/candidates/{deed}", form))
    said = {"add": "1 candidate added.", "remove": "1 candidate removed."}[deed]
    expect(answer.status == 200 and said in answer.text, (answer.status, answer.text))
    there = candidate_id in store_picked.selected_ids(desk.db, draft_id)
    expect(there == (deed == "add"), f"{deed} {candidate_id}: the file says otherwise")
    return answer.spent


def _ticks(desk: Desk, wire: Wire, officer: Officer, draft_id: int, count: int) -> list[float]:
    """Cell after cell is turned over, and over again when they come to an end."""
    ticked = {
        key: cell.ticked for key, cell in _sheet(desk, draft_id).cells.items() if not cell.locked
    }
    alternatives = {
        one.assessment_id for one in _sheet(desk, draft_id).components if one.option_group
    }
    keys = [key for key in ticked if key[1] not in alternatives]
    spent = []
    for place in range(count):
        key = keys[place % len(keys)]
        ticked[key] = not ticked[key]
        form = {"cells": "{}-{}".format(*key), "ticked": str(int(ticked[key]))}
        answer = wire.send(officer.asks(f"/entries/drafts/{draft_id}/options/tick", form))
        expect(answer.status == 200 and f"row-{key[0]}-total" in answer.text, answer)
        kept = desk.rows(
            (
                "select ticked from draft_choices where draft_id = ? and candidate_id = ? and"
                " assessment_id = ?"
            ),
            draft_id,
            *key,
        )
        expect(kept == [(ticked[key],)], f"{key}: {kept}")
        spent.append(answer.spent)
    return spent


def _sheet(desk: Desk, draft_id: int) -> store.Sheet:
    package = catalogue.package_by_code(desk.db, PACKAGE)
    assert package
    return store.sheet(desk.db, draft_id, package.package_id, today=db.today())


def ready(desk: Desk) -> int:
    """A draft of so many people, each ticked for as many assessments as they can be entered for."""
    draft_id = desk.draft(EMAIL, desk.people(EACH), PACKAGE)
    sheet = _sheet(desk, draft_id)
    wanted = {key: True for key, cell in sheet.cells.items() if not cell.ticked and not cell.locked}
    store_draft.tick(desk.db, draft_id, sheet.decide(wanted))
    store_draft.confirm_options(desk.db, draft_id)
    expect(_sheet(desk, draft_id).total == EACH * PARTS, _sheet(desk, draft_id).total)
    return draft_id


def submit(desk: Desk, officer: Officer, draft_id: int, gate: Barrier | None = None) -> float:
    """Milliseconds from sending the summary's form until the answer."""
    path = f"/entries/drafts/{draft_id}/summary"
    with closing(Wire(officer.server.address)) as wire:
        shown = wire.send(officer.asks(path, htmx=False))
        expect(heading(shown) == "Entry summary", (shown.status, shown.text))
        form = {
            "order_number": "",
            "shown": _hidden(shown, "shown"),
            "late": _hidden(shown, "late"),
        }
        answer = wire.send(officer.asks(path, form, htmx=False), gate)
        expect(answer.status == 303, (answer.status, answer.text))
        confirmation = wire.send(officer.asks(answer.headers["location"], htmx=False))
    expect(heading(confirmation) == "Entries submitted", (confirmation.status, confirmation.text))
    return answer.spent


def _hidden(shown: Answer, name: str) -> str:
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', shown.text)
    expect(found is not None, f"no {name} on the page")
    return html.unescape(found[1]) if found else ""


def submissions(desk: Desk, officer: Officer, rounds: int = 9) -> Times:
    spent = []
    for _ in range(rounds):
        draft_id = ready(desk)
        spent.append(submit(desk, officer, draft_id))
        _expect_entered(desk, draft_id)
    return times(spent)


def submissions_together(desk: Desk, server: Server, rounds: int = 3) -> Times:
    """So many people, each signed in for themselves, press Submit at the same moment."""
    spent: list[float] = []
    with ExitStack() as held, ThreadPoolExecutor(AT_ONCE) as pool:
        clients = [
            held.enter_context(
                httpx.Client(
                    base_url=server.address, follow_redirects=True, trust_env=False, timeout=TIMEOUT
                )
            )
            for _ in range(AT_ONCE)
        ]
        officers = [Officer(server, client) for client in clients]
        for _ in range(rounds):
            drafts, gate = [ready(desk) for _ in officers], Barrier(AT_ONCE)
            spent += pool.map(
                lambda one, draft_id: submit(desk, one, draft_id, gate), officers, drafts
            )
            for draft_id in drafts:
                _expect_entered(desk, draft_id)
    return times(spent)


def _expect_entered(desk: Desk, draft_id: int) -> None:
    entered = desk.submitted(draft_id) or set()
    expect(len(entered) == EACH * PARTS, f"{len(entered)} entries")


def measure(file: Path) -> Figures:
    """All figures, on a copy of the file."""
    with copied(file) as copy, served(copy) as (server, officer), closing(db.connect(copy)) as one:
        desk = Desk(one)
        beside = commit(copy.parent)
        changed = {
            (deed, people): spent
            for people in CLASSES
            for deed, spent in changes(desk, officer, people).items()
        }
        return Figures(
            beside, changed, submissions(desk, officer), submissions_together(desk, server)
        )


def sections(found: Figures) -> list[Section]:
    return [_of_changes(found), _of_submissions(found)]


def _of_changes(found: Figures) -> Section:
    rows = [["the commit alone", "", ms(found.commit.p50), ms(found.commit.p95), ""]]
    for (deed, people), spent in found.changes.items():
        over = ms(spent.p95 - found.commit.p95)
        rows.append([deed, str(people), ms(spent.p50), ms(spent.p95), over])
    return Section(
        "One change",
        "Sent as the page sends it, on one connection, and kept on the disk before it is answered."
        f" The goal is a p95 at most {OVER} ms over that of a commit of one row on the same disk.",
        ("deed", "candidates selected", "p50", "p95", "p95 over the commit's"),
        rows,
    )


def _of_submissions(found: Figures) -> Section:
    alone, together = found.submission, found.together
    return Section(
        "Submitting",
        f"{EACH} candidates for {PARTS} assessments each, from sending the summary's form until"
        " the answer."
        f" The goals are {SUBMISSION} ms and a commit for one person; for {AT_ONCE} at the same"
        " moment"
        f" that none waits over {TOGETHER / 1000:.0f} s and none fails; one that failed would end"
        " the measurement.",
        ("who", "submissions", "p50", "slowest"),
        [
            ["one person", str(alone.count), ms(alone.p50), ms(alone.most)],
            [f"{AT_ONCE} at once", str(together.count), ms(together.p50), ms(together.most)],
        ],
    )


if __name__ == "__main__":
    for section in sections(measure(Path(sys.argv[1]))):
        print(section.markdown(), end="\n\n")
