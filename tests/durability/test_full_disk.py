"""The disk is full, the file is held, read-only or failing: a clear page, nothing lost, and on it
goes.
"""

import errno
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import CAST
from tests.entries.desk import Desk, send, submission
from tests.entries.drafts import begin, everything, people
from tests.page import Browser, Page
from webapp.cli import main
from webapp.database import connection as db
from webapp.database.actor import Connection
from webapp.web import errors

WORDS = {
    sqlite3.SQLITE_FULL: (507, "The disk is full"),
    sqlite3.SQLITE_BUSY: (503, "Somebody else is writing for a long time"),
    sqlite3.SQLITE_READONLY: (503, "The file of your centre cannot be written"),
    sqlite3.SQLITE_IOERR: (503, "The disk does not do what it should"),
    sqlite3.SQLITE_IOERR_FSYNC: (503, "The disk does not do what it should"),
    sqlite3.SQLITE_CANTOPEN: (503, "The file of your centre cannot be written"),
    sqlite3.SQLITE_CORRUPT: (503, "The file of your centre is damaged"),
}
faults = pytest.mark.parametrize("code", WORDS, ids=lambda code: f"code {code}")


class Failing(Connection):
    """A connection whose writes or commits fail with `code` when it is set."""

    code = 0
    at = ""

    def execute(self, statement: str, *more: Any) -> sqlite3.Cursor:
        if re.match(r"\s*(insert|update|delete|replace)\b", statement, re.I):
            self._fail("write")
        return super().execute(statement, *more)

    def executemany(self, statement: str, *more: Any) -> sqlite3.Cursor:
        self._fail("write")
        return super().executemany(statement, *more)

    def commit(self) -> None:
        if self.in_transaction:
            self._fail("commit")
        super().commit()

    def _fail(self, at: str) -> None:
        if Failing.code and Failing.at == at:
            problem = sqlite3.OperationalError("injected")
            problem.sqlite_errorcode = Failing.code
            raise problem


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    monkeypatch.setattr(db, "Connection", Failing)

    @contextmanager
    def fail(code: int, at: str) -> Iterator[None]:
        Failing.code, Failing.at = code, at
        yield
        Failing.code, Failing.at = 0, ""

    yield fail
    Failing.code, Failing.at = 0, ""


@faults
@pytest.mark.parametrize("at", ["write", "commit"])
def test_a_submission_that_the_disk_refuses_leaves_the_draft_and_is_sent_again(
    failing: Callable, centre_db: db.Db, officer: Browser, code: int, at: str
) -> None:
    base = begin(centre_db, people=people(centre_db, 4))
    address = f"{base}/summary"
    officer.send(officer.get(f"{base}/options"), f"{base}/options", next="1")
    form = officer.get(address).form(address)
    before = everything(centre_db)
    with failing(code, at):
        page = officer.post(address, form)
    status, heading = WORDS[code]
    assert (page.status, page.heading) == (status, heading)
    assert "Sign out" in page.text
    after = everything(centre_db)
    # The order number is kept by a write of its own, before: a draft may remember when.
    assert len(after.pop("drafts")) == len(before.pop("drafts"))
    assert after == before
    assert officer.post(address, form).heading == "Entries submitted"


@faults
def test_a_tick_that_the_disk_refuses_is_told_beside_the_grid(
    failing: Callable, centre_db: db.Db, officer: Browser, code: int
) -> None:
    (person,) = people(centre_db, 1)
    base = begin(centre_db, people=[person])
    before = everything(centre_db)
    tick = {"cells": f"{person}-63", "ticked": "0"}
    with failing(code, "write"):
        page = officer.htmx(f"{base}/options/tick", tick)
    status, heading = WORDS[code]
    assert page.status == status
    assert heading in page.text
    assert page.reply.headers["hx-retarget"] == "#errors"
    assert everything(centre_db) == before
    assert officer.htmx(f"{base}/options/tick", tick).status == 200
    assert everything(centre_db) != before


def test_pages_are_read_while_nothing_can_be_written(
    failing: Callable, centre_db: db.Db, officer: Browser
) -> None:
    earlier = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-10 minutes')"
    centre_db.execute(f"update sessions set seen_at = {earlier}")
    with failing(sqlite3.SQLITE_FULL, "write"):
        for address in ("/", "/candidates", "/entries/drafts", "/entries/submissions", "/results"):
            page = officer.get(address)
            assert (page.status, page.address) == (200, address)


def test_what_a_person_wrote_is_never_in_the_log_when_the_disk_is_full(
    failing: Callable, officer: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    form = {
        "surname": "Featherstonehaugh",
        "forenames": "Ann",
        "born_day": "1",
        "born_month": "1",
        "born_year": "2008",
        "gender": "female",
    }
    with failing(sqlite3.SQLITE_FULL, "write"):
        page = officer.post("/candidates/new", form)
    assert page.status == 507
    assert "OperationalError" in caplog.text
    assert "Featherstonehaugh" not in caplog.text


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (OSError(errno.ENOSPC, "full"), 507),
        (OSError(errno.EROFS, "read-only"), 503),
        (OSError(errno.EIO, "failing"), 503),
        (OSError(errno.ENOENT, "gone"), None),
        (ValueError("ours"), None),
        (sqlite3.ProgrammingError("ours"), None),
    ],
)
def test_only_what_the_disk_refuses_is_called_so(problem: Exception, status: int | None) -> None:
    found = errors.trouble(problem)
    assert (found and found[0]) == status


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 MB; where none can be made, the server may not write files any larger."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", place], capture_output=True
        ).returncode
        == 0
    )
    yield place
    if mounted:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_that_fills_up_loses_nothing_and_work_goes_on_when_there_is_room(
    small_disk: Path, built_today: Path, serve: Callable, browse: Callable, limit: Callable
) -> None:
    file = Path(shutil.copy(built_today, small_disk / "centre.db"))
    server = serve(file)
    officer = browse(server)
    officer.sign_in(*CAST["entries"])
    with closing(db.connect(file)) as beside:
        desk = Desk(beside)
        drafts = [desk.draft(CAST["entries"][0], desk.people(20)) for _ in range(12)]
        forms = [submission(officer, one) for one in drafts]
        due = [desk.due(one) for one in drafts]
        with limit(server, file):
            replies = [send(one) for one in forms]
            codes = [one.status_code for one in replies]
            assert set(codes) <= {303, 507, 503}
            assert codes[-1] == 507, codes
            page = Page(replies[-1])
            assert page.heading == "The disk is full"
            assert "Send it again when there is room" in page.text
            for one, reply, entries in zip(drafts, replies, due, strict=True):
                assert desk.submitted(one) == (entries if reply.status_code == 303 else None)
            assert officer.get("/entries/drafts").status == 200
        for form, one, entries in zip(forms, drafts, due, strict=True):
            assert officer.post(form.address, form.values).heading == "Entries submitted"
            assert desk.submitted(one) == entries
        assert desk.doubled_entries() == []
    assert (
        CliRunner()
        .invoke(main, ["check", "--db", str(file)])
        .output.endswith(f"{file} is sound.\n")
    )


@pytest.fixture
def limit() -> Callable[..., Any]:
    @contextmanager
    def full(server: Any, file: Path) -> Iterator[None]:
        """No room at all, until the block ends: on its own disk by a large file, else by a
        limit.
        """
        if file.parent.is_mount():
            filler = file.with_name("filler")
            with filler.open("wb", buffering=0) as out:
                try:
                    while True:
                        out.write(b"\0" * 4096)
                except OSError as problem:
                    if problem.errno != errno.ENOSPC:
                        raise
            yield
            filler.unlink()
        else:
            import resource

            size = max(one.stat().st_size for one in file.parent.iterdir())
            before = resource.prlimit(server.running.pid, resource.RLIMIT_FSIZE, (size, -1))
            yield
            resource.prlimit(server.running.pid, resource.RLIMIT_FSIZE, before)

    return full
