"""The search over HTTP: beside the limit, beside what its parts cost alone, and as a centre grows.

.venv/bin/python -m bench.search FILE [FILE …]
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from bench import questions
from bench.limit import limit
from bench.running import Asked, Load, Officer, load, served
from bench.table import Section, ms, times
from webapp import db, html
from webapp.candidates import store_search
from webapp.entries import store_draft

BODY = 8192
CONNECTIONS = (1, 16)
SHARE, AIM, SUM, KEPT = 0.12, 0.20, 1.2, 0.70


FIRST, AGAIN = "for the first time", "again"
TURNS = (FIRST, AGAIN)
ALL = "all kinds"
MANY = 30_000
"""So many questions are not asked twice within one measurement."""


class Rates(NamedTuple):
    """What one centre's search does, by turn: the whole mix by number of connections, and each
    kind.

    The turn: questions that nobody has asked since the server started, or five hundred of them over
    and over. parts: milliseconds that the search takes and that rendering takes; shown: people in
    the answer, on average.
    """

    people: int
    mix: dict[str, dict[int, Load]]
    kinds: dict[str, dict[str, Load]]
    parts: dict[str, tuple[float, float]]
    shown: dict[str, float]


def asks(
    officer: Officer,
    file: Path,
    kinds: Sequence[str] = questions.KINDS,
    count: int = questions.COUNT,
) -> list[Asked]:
    """What the search field sends for the questions of these kinds, in a draft of the officer's
    own.
    """
    draft_id = draft(file)
    return [
        officer.asks(
            f"/entries/drafts/{draft_id}/candidates/find", {"search": words, "added": "any"}
        )
        for kind, words in questions.questions(file, count)
        if kind in kinds
    ]


def draft(file: Path) -> int:
    """A new draft of the exams officer's."""
    one = db.connect(file)
    (account_id,) = one.execute("select account_id from accounts where role = 'entries'").fetchone()
    (package_id,) = one.execute("select package_id from submissions limit 1").fetchone()
    draft_id = store_draft.start(
        one, f"bench-{time.monotonic_ns()}", account_id, package_id=package_id
    )
    one.close()
    return draft_id


def measure(file: Path) -> Rates:
    first = {number: _first_time(file, number) for number in CONNECTIONS}
    with served(file) as (server, officer):
        asked = asks(officer, file)
        again = {number: load(server.address, asked, number) for number in CONNECTIONS}
        kinds = {
            AGAIN: {
                kind: load(server.address, asks(officer, file, [kind]), 16, 2)
                for kind in questions.KINDS
            }
        }
    kinds[FIRST] = {kind: _first_time(file, 16, [kind]) for kind in questions.KINDS}
    for found in (first, again, *kinds.values()):
        if failed := sum(one.failed for one in found.values()):
            raise RuntimeError(f"{failed} searches failed")
    return Rates(_people(file), {FIRST: first, AGAIN: again}, kinds, parts(file), _shown(file))


def _first_time(file: Path, connections: int, kinds: Sequence[str] = questions.KINDS) -> Load:
    """A server that was just started, and questions of which none is asked twice, unless people ask
    them so.
    """
    with served(file) as (server, officer):
        asked = asks(officer, file, kinds, MANY)
        half = len(asked) // 2
        return load(server.address, asked[half:], connections, 3, asked[:half])


def limit_rates(size: int = BODY) -> dict[int, Load]:
    with limit(size) as address:
        asked = [Asked("GET", "/limit", {}, {})]
        return {number: load(address, asked, number) for number in CONNECTIONS}


def _people(file: Path) -> int:
    one = db.connect(file)
    (count,) = one.execute("select count(*) from candidates where archived_at is null").fetchone()
    one.close()
    return count


def parts(file: Path) -> dict[str, tuple[float, float]]:
    """By turn, milliseconds, the median over all questions, of the search and of rendering what it
    finds.
    """
    one = db.connect(file)
    template = html.templates.get_template("candidates/_rows.html")
    spent = {}
    for turn in TURNS:
        asked, rendered = [], []
        for _, words in questions.questions(file):
            found, took = _timed(lambda words=words: store_search.search(one, words, None))
            asked.append(took)
            rendered.append(
                _timed(lambda found=found, words=words: template.render(_needs(found, words)))[1]
            )
        spent[turn] = median(asked), median(rendered)
    one.close()
    return spent


def _shown(file: Path) -> dict[str, float]:
    one = db.connect(file)
    counts: dict[str, list[int]] = {}
    for kind, words in questions.questions(file):
        counts.setdefault(kind, []).append(len(store_search.search(one, words, None).rows))
    one.close()
    return {kind: mean(found) for kind, found in counts.items()}


def _needs(found: store_search.Found, words: str) -> dict[str, Any]:
    shown = {"search": words, "added": "any", "limit": "50"}
    return {
        "rows": found.rows,
        "selected_ids": set(),
        "total": found.total,
        "more": found.more,
        "search": words,
        "added": "any",
        "limit": 50,
        "most": 1000,
        "ticked_ids": set(),
        "linked": False,
        "paging": None,
        "turn_address": "/",
        "clears": False,
        "follows": dict.fromkeys(("add", "remove", "undo", "more"), shown),
        "person": {"role": "entries"},
        "path": "/",
        "form_token": "",
        "notice": "",
        "centres": False,
    }


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    done = work()
    return done, (time.perf_counter() - begun) * 1000


def sections(found: Sequence[Rates], bare: dict[int, Load]) -> list[Section]:
    return [
        _of_rates(found, bare),
        _of_sums(found, bare),
        *([_of_growth(found)] if len(found) > 1 else []),
    ]


def _of_rates(found: Sequence[Rates], bare: dict[int, Load]) -> Section:
    rows = [
        [
            f"{one.people:,}",
            turn,
            str(number),
            *_figures(mix),
            f"{mix.rate / bare[number].rate:.1%}",
        ]
        for one in found
        for turn, loads in one.mix.items()
        for number, mix in loads.items()
    ]
    rows += [
        ["the limit", "", str(number), *_figures(one), "100 %"] for number, one in bare.items()
    ]
    return Section(
        "Search",
        "Questions of all kinds, each answered with the fragment of up to 50 people, the total"
        " and the next"
        " step's fields: signed in, token checked, session looked up, best first, one process."
        " Asked for the first"
        f" time: after a fresh start, each question once. Asked again: {questions.COUNT}"
        " questions over and over, which the file's pages in memory answer. The limit is a"
        f" handler of the same framework on the same server with a constant body of {BODY:,}"
        " bytes. The goal is"
        f" {SHARE:.0%} of the limit's rate on 16 connections, the aim {AIM:.0%}.",
        (
            "candidates",
            "asked",
            "connections",
            "requests a second",
            "p50",
            "p95",
            "p99",
            "of the limit",
        ),
        rows,
    )


def _figures(one: Load) -> list[str]:
    return [f"{one.rate:,.0f}", ms(one.p50), ms(one.p95), ms(one.p99)]


def _of_sums(found: Sequence[Rates], bare: dict[int, Load]) -> Section:
    rows = []
    for one in found:
        for turn, (sql, rendering) in one.parts.items():
            alone = bare[1].p50 + sql + rendering
            p50 = one.mix[turn][1].p50
            rows.append(
                [
                    f"{one.people:,}",
                    turn,
                    ms(bare[1].p50),
                    ms(sql),
                    ms(rendering),
                    ms(alone),
                    ms(p50),
                    times(p50 / alone),
                ]
            )
    return Section(
        "Search and its parts",
        "The median on one connection beside the sum of the bare handler's, of the search in"
        " process and of"
        f" rendering in process. The goal is {SUM} times the sum.",
        (
            "candidates",
            "asked",
            "bare handler",
            "bare search",
            "bare rendering",
            "sum",
            "search over HTTP",
            "of the sum",
        ),
        rows,
    )


def _of_growth(found: Sequence[Rates]) -> Section:
    rows = []
    for kind in (*questions.KINDS, ALL):
        rates = {turn: [_rate(one, turn, kind) for one in found] for turn in TURNS}
        shown = " → ".join(f"{one.shown[kind]:.0f}" for one in found) if kind != ALL else ""
        rows.append(
            [
                kind,
                shown,
                *(
                    cell
                    for turn in TURNS
                    for cell in (
                        *(f"{rate:,.0f}" for rate in rates[turn]),
                        f"{rates[turn][-1] / rates[turn][0]:.0%}",
                    )
                ),
            ]
        )
    return Section(
        "Search as a centre grows",
        "Requests a second on 16 connections, by the kind of what is typed, and how many people"
        " the answer shows."
        f" The goal is that the largest centre keeps {KEPT:.0%} of the smallest one's rate.",
        (
            "typed",
            "people shown",
            *(
                heading
                for turn in TURNS
                for heading in (*(f"{one.people:,}, {turn}" for one in found), "kept")
            ),
        ),
        rows,
    )


def _rate(one: Rates, turn: str, kind: str) -> float:
    return one.mix[turn][16].rate if kind == ALL else one.kinds[turn][kind].rate


if __name__ == "__main__":
    for section in sections([measure(Path(one)) for one in sys.argv[1:]], limit_rates()):
        print(section.markdown(), end="\n\n")
