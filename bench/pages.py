"""What reading costs: the register, a framework, its reports, their files, and a sheet coming in.

.venv/bin/python -m bench.pages FILE
"""

import csv
import io
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

import httpx

from bench.build import CENTRE
from bench.running import Officer, load, served
from bench.table import Section, ms
from bench.wire import Wire, copied, expect, heading
from webapp import db
from webapp.candidates import invented_names, uci
from webapp.results.terms import ALL, INDIVIDUAL, KINDS, MOST_PEOPLE

FRAMEWORKS = "/results/learning-programmes"
UPLOADS = "/candidates/uploads"
SHEET = 20_000
HEADINGS = ("Surname", "Forenames", "DOB", "Gender", "UCI")
SCREEN, RATE = 100, 50_000
YOUNGEST = date(2011, 1, 1)
"""Nobody in a centre of bench.build is as young, so that a row of the sheet is nobody's twin."""
PATIENCE = 600
MOSTLY = 0.9
"""In a sheet of that length a few people are so much like others that a person must decide."""


class Export(NamedTuple):
    """A report's file: rows without the heading, and seconds until its last byte."""

    rows: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


class Upload(NamedTuple):
    """Seconds from sending the sheet until its check is shown, and from Save until it is saved.

    added is without those rows that wait for a person's decision.
    """

    rows: int
    added: int
    check: float
    save: float


class Figures(NamedTuple):
    """candidates of the framework; page → p50 in ms; kind → file, None where it is too long to be
    made.
    """

    candidates: int
    screens: dict[str, float]
    csv: dict[str, Export]
    xlsx: dict[str, Export | None]
    upload: Upload


class Framework(NamedTuple):
    """The one with the most candidates; some of them, as many as a report takes by name."""

    framework_id: int
    title: str
    candidates: int
    some: list[int]

    def report(self, kind: str, ending: str = "") -> str:
        people = f"&candidates={'-'.join(map(str, self.some))}" if kind == INDIVIDUAL else ""
        return f"{FRAMEWORKS}/{self.framework_id}/report{ending}?kind={kind}{people}"


def largest(file: Path) -> Framework:
    with closing(sqlite3.connect(file)) as one:
        framework_id, title, candidates = one.execute(
            "select framework_id, frameworks.title, count(distinct candidate_id) from entries"
            " join submissions using (submission_id) join packages using (package_id)"
            " join frameworks using (framework_id) where status <> 'withdrawn'"
            " group by framework_id order by 3 desc"
        ).fetchone()
        some = one.execute(
            "select distinct candidate_id from entries join submissions using (submission_id)"
            " join packages using (package_id) where framework_id = ? and status <> 'withdrawn'"
            f" order by candidate_id desc limit {MOST_PEOPLE}",
            [framework_id],
        ).fetchall()
    return Framework(framework_id, title, candidates, [candidate_id for (candidate_id,) in some])


def screens(file: Path, officer: Officer, framework: Framework) -> dict[str, float]:
    """Each page alone on one connection; of one report the first reading after a change, too."""
    asked = {
        "register": ("/candidates", "Candidates"),
        "framework": (f"{FRAMEWORKS}/{framework.framework_id}", framework.title),
        **{
            f"report, {KINDS[kind]}": (framework.report(kind), "Learning programme report")
            for kind in KINDS
        },
    }
    anew = {
        "report, the first after a change": _anew(
            file, officer, framework.report(next(iter(KINDS)))
        )
    }
    return {name: _screen(officer, *one) for name, one in asked.items()} | anew


def _anew(file: Path, officer: Officer, path: str, rounds: int = 9) -> float:
    spent = []
    with closing(db.connect(file)) as one, closing(Wire(officer.server.address)) as wire:
        for turn in range(rounds):
            one.execute(
                "update candidates set gender = ? where candidate_id = 1",
                [("female", "male")[turn % 2]],
            )
            one.conn.commit()
            answer = wire.send(officer.asks(path, htmx=False))
            expect(answer.status == 200, answer.status)
            spent.append(answer.spent)
    return median(spent)


def _screen(officer: Officer, path: str, title: str) -> float:
    asked = officer.asks(path, htmx=False)
    with closing(Wire(officer.server.address)) as wire:
        answer = wire.send(asked)
    expect(
        answer.status == 200 and heading(answer) == title, (answer.status, heading(answer), path)
    )
    found = load(officer.server.address, [asked], 1)
    expect(not found.failed, f"{found.failed} of {path} failed")
    return found.p50


def total(officer: Officer, path: str) -> int:
    """How many rows a report says it has."""
    with closing(Wire(officer.server.address)) as wire:
        text = wire.send(officer.asks(path, htmx=False)).text
    found = re.search(r'id="results-lines">\s*<p[^>]*>(?:[\d,]+ to [\d,]+ of )?([\d,]+)', text)
    expect(found is not None, f"no number of rows on {path}")
    return int(found[1].replace(",", "")) if found else 0


def csv_file(officer: Officer, framework: Framework, kind: str) -> Export:
    with closing(Wire(officer.server.address)) as wire:
        answer = wire.send(officer.asks(framework.report(kind, ".csv"), htmx=False))
    expect(answer.status == 200 and "csv" in answer.headers["content-type"], answer)
    first, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""))
    expect("Surname" in first and all(len(row) == len(first) for row in rows), first)
    shown = total(officer, framework.report(kind))
    # Of everybody's components a row on the screen shows all.
    expect(len(rows) > shown if kind == ALL else len(rows) == shown, f"{len(rows)} rows of {shown}")
    return Export(len(rows), answer.spent / 1000)


def xlsx_file(officer: Officer, framework: Framework, kind: str, rows: int) -> Export | None:
    """The same rows as in the CSV, whose number is given; None where the page says it is too
    long.
    """
    with closing(Wire(officer.server.address)) as wire:
        answer = wire.send(officer.asks(framework.report(kind, ".xlsx"), htmx=False))
    if answer.status == 303:
        return None
    expect(answer.status == 200 and answer.text.startswith("PK"), (answer.status, answer.headers))
    return Export(rows, answer.spent / 1000)


def sheet(rows: int = SHEET) -> bytes:
    """Candidates whom the centre doesn't have, as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_people(rows))
    return text.getvalue().encode()


def _people(count: int) -> Iterator[tuple[str, ...]]:
    dice, seen = Random(count), set()
    while len(seen) < count:
        drawn = invented_names.drawn(dice, dice.random() < 0.03)
        born_on = YOUNGEST + timedelta(days=dice.randrange(4 * 365))
        if (drawn.surname, born_on) in seen:
            continue
        # No UCI ends in 0000.
        begin = f"{CENTRE}H{len(seen) // 9999:02}{len(seen) % 9999 + 1:04}"
        seen.add((drawn.surname, born_on))
        yield (
            drawn.surname,
            drawn.forenames,
            f"{born_on:%d/%m/%Y}",
            drawn.gender[:1].upper(),
            begin + uci.check_letter(begin)[0],
        )


def upload(officer: Officer, rows: int = SHEET) -> Upload:
    """As a browser without scripts does it, which asks again as long as the work is shown going
    on.
    """
    content, client, token = sheet(rows), officer.browser.client, officer.browser.form_token
    begun = time.perf_counter()
    reply = client.post(UPLOADS, data={"form_token": token}, files={"file": ("new.csv", content)})
    reply = _finished(client, reply)
    check = time.perf_counter() - begun
    good = re.search(r">Save ([\d,]+) rows<", reply.text)
    expect("Check the sheet" in reply.text and good is not None, _words(reply))
    added = good[1] if good else ""
    begun = time.perf_counter()
    reply = client.post(f"{reply.url.path.rstrip('/')}/save", data={"form_token": token})
    reply = _finished(client, reply)
    save = time.perf_counter() - begun
    expect(f"{added} candidates added" in reply.text, _words(reply))
    found = Upload(rows, int(added.replace(",", "")), check, save)
    expect(found.added > rows * MOSTLY, f"only {added} rows are good")
    return found


def _finished(client: httpx.Client, reply: httpx.Response) -> httpx.Response:
    until = time.monotonic() + PATIENCE
    while 'id="candidates-progress"' in reply.text:
        expect(time.monotonic() < until, f"not finished after {PATIENCE} s")
        time.sleep(0.1)
        reply = client.get(reply.url.path)
    expect(reply.status_code == 200, (reply.status_code, _words(reply)))
    return reply


def _words(reply: httpx.Response) -> str:
    main = reply.text.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def measure(file: Path) -> Figures:
    """All figures, on a copy of the file; the sheet comes last, because the centre grows by it."""
    with copied(file) as copy, served(copy) as (_, officer):
        framework = largest(copy)
        shown = screens(copy, officer, framework)
        texts = {kind: csv_file(officer, framework, kind) for kind in KINDS}
        books = {kind: xlsx_file(officer, framework, kind, one.rows) for kind, one in texts.items()}
        return Figures(framework.candidates, shown, texts, books, upload(officer))


def sections(found: Figures) -> list[Section]:
    return [_of_screens(found), _of_files(found), _of_upload(found.upload)]


def _of_screens(found: Figures) -> Section:
    return Section(
        "Pages",
        f"On one connection; the framework has {found.candidates:,} candidates, and the report"
        " about"
        f" individual candidates names {MOST_PEOPLE}. The goal for a report is {SCREEN} ms.",
        ("page", "p50"),
        [[name, ms(p50)] for name, p50 in found.screens.items()],
    )


def _of_files(found: Figures) -> Section:
    rows = [_line("CSV", kind, one) for kind, one in found.csv.items()]
    rows += [_line("XLSX", kind, one) for kind, one in found.xlsx.items()]
    return Section(
        "Reports as files",
        f"From asking until the last byte. The goal for CSV is {RATE:,} rows a second.",
        ("file", "rows", "seconds", "rows a second"),
        rows,
    )


def _line(form: str, kind: str, one: Export | None) -> list[str]:
    name = f"{form}, {KINDS[kind]}"
    if one is None:
        return [name, "too many", "", ""]
    return [name, f"{one.rows:,}", f"{one.seconds:.2f}", f"{one.rate:,.0f}"]


def _of_upload(one: Upload) -> Section:
    return Section(
        "A spreadsheet of new candidates",
        (
            "From sending the file until its check is shown, and from Save until everybody is in"
            " the"
            " register."
        ),
        ("rows", "saved", "check", "save"),
        [[f"{one.rows:,}", f"{one.added:,}", f"{one.check:.1f} s", f"{one.save:.1f} s"]],
    )


if __name__ == "__main__":
    for section in sections(measure(Path(sys.argv[1]))):
        print(section.markdown(), end="\n\n")
