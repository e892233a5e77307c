"""What a person waits for beside the search: a tick, a submission, a report, an upload."""

import csv
import io
import os
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

import httpx

from bench.build import people
from bench.client import OFFICER, Person
from bench.table import ms
from tests.entries.desk import Desk
from tests.page import Page
from tests.real_server import Server
from webapp.database import connection as db

PROGRAMME = """
select framework_id from entries join submissions using (submission_id)
join packages using (package_id) group by 1 order by count(*) desc limit 1
"""
YOUNGER = range(2011, 2015)
"""Nobody in a centre was born then, so that nobody in a sheet is known already."""


def measure(server: Server, person: Person, rows: int, rounds: int) -> list[list[str]]:
    """Return rows of a table: what, p50, p95, and more about it."""
    with closing(db.connect(server.file)) as centre:
        desk = Desk(centre)
        ticks = tick(desk, person, 10 * rounds)
        submissions = [submit(desk, person) for _ in range(rounds)]
    report = report_path(server.file)
    sheet = report.replace("report?", "report.csv?")
    pages = [time_ms(lambda: person.get(report)) for _ in range(rounds)]
    files = [time_ms(lambda: person.get(sheet)) for _ in range(3)]
    lines = person.get(sheet).text.count("\n")
    timed = [
        ("A tick", ticks, "in a draft of 200 candidates"),
        ("Submitting", submissions, "200 candidates"),
        ("A report page", pages, "first page of all entries"),
        ("A report as CSV", files, f"{lines / median(files) * 1000:,.0f} rows a second"),
    ]
    return [
        [name, ms(median(spent)), ms(quantiles(spent, n=20, method="inclusive")[-1]), about]
        for name, spent, about in timed
    ] + upload(server, person, rows)


def time_ms(work: Callable[[], object]) -> float:
    """Return the milliseconds it takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def tick(desk: Desk, person: Person, count: int) -> list[float]:
    """Take ticks away and set them again. Returns milliseconds of each."""
    draft_id = desk.draft(OFFICER[0], desk.people(200))
    keys = sorted(desk.due(draft_id))
    address = f"/entries/drafts/{draft_id}/options/tick"
    spent = []
    for turn in range(count):
        cell = "{}-{}".format(*keys[turn // 2 % len(keys)])
        form = {"cells": cell, "ticked": str(turn % 2)}
        spent.append(time_ms(lambda form=form: person.post(address, **form)))  # type: ignore[misc]
    if desk.due(draft_id) != set(keys):
        raise RuntimeError("ticks are lost")
    return spent


def submit(desk: Desk, person: Person) -> float:
    """Submit a draft. Returns milliseconds until the answer."""
    draft_id = desk.draft(OFFICER[0], desk.people(200))
    due, address = desk.due(draft_id), f"/entries/drafts/{draft_id}/summary"
    form = Page(person.get(address)).form(address)
    person.client.follow_redirects = False
    spent = time_ms(lambda: person.client.post(address, data=form))
    person.client.follow_redirects = True
    if not due or desk.submitted(draft_id) != due:
        raise RuntimeError("entries are lost")
    return spent


def upload(server: Server, person: Person, rows: int) -> list[list[str]]:
    """Upload a sheet and save it, as a browser without scripts does."""
    begun, processor = time.perf_counter(), processor_seconds(server)
    check = send_sheet(person, rows)
    saved = re.search(r">Save ([\d,]+) rows<", check.text)
    middle, processor_middle = time.perf_counter(), processor_seconds(server)
    finish(person, person.post(f"{check.url.path.rstrip('/')}/save"))
    end, processor_end = time.perf_counter(), processor_seconds(server)
    if saved is None:
        raise RuntimeError(check.text)
    return [
        [name, f"{seconds:.1f} s", "", f"{cpu:.1f} s of processor time, {about} rows"]
        for name, seconds, cpu, about in (
            ("Checking a sheet", middle - begun, processor_middle - processor, f"{rows:,}"),
            ("Saving it", end - middle, processor_end - processor_middle, saved[1]),
        )
    ]


def send_sheet(person: Person, rows: int) -> httpx.Response:
    """Upload a sheet of new candidates. Returns its check."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("Surname", "Forenames", "DOB", "Gender", "UCI"))
    # Of two alike a person would have to decide.
    new = {(one.surname, one.born_on): one for one in people(rows, "H", YOUNGER)}.values()
    for one in new:
        born_on = f"{one.born_on:%d/%m/%Y}"
        writer.writerow((one.surname, one.forenames, born_on, one.gender[:1].upper(), one.uci))
    data, files = {"form_token": person.token}, {"file": ("new.csv", text.getvalue())}
    return finish(person, person.client.post("/candidates/uploads", data=data, files=files))


def finish(person: Person, reply: httpx.Response) -> httpx.Response:
    """Ask again as long as work is going on. Raises httpx.HTTPStatusError."""
    while 'id="candidates-progress"' in reply.raise_for_status().text:
        time.sleep(0.1)
        reply = person.get(reply.url.path)
    return reply


def processor_seconds(server: Server) -> float:
    """Return what the server and the processes it has waited for have computed; 0 beyond Linux."""
    path = Path(f"/proc/{server.running.pid if server.running else 0}/stat")
    fields = path.read_text().rpartition(")")[2].split() if path.exists() else []
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def report_path(file: Path) -> str:
    """Return the address of the largest programme's report on everybody."""
    with closing(sqlite3.connect(file)) as centre:
        (framework_id,) = centre.execute(PROGRAMME).fetchone()
    return f"/results/learning-programmes/{framework_id}/report?kind=all"
