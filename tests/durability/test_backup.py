"""Backups: written while people work, checked, kept by rule, and put back."""

import gzip
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import CAST
from tests.entries.drafts import everything
from tests.page import Browser
from tests.real_server import Server
from webapp.accounts.sessions import session
from webapp.backups import restore, snapshot
from webapp.backups.daily import Daily, kept
from webapp.cli import main
from webapp.database import connection as db
from webapp.database.actor import Connection
from webapp.demo import results as store_demonstration

TODAY = date(2026, 11, 24)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def rows(path: Path) -> dict:
    with closing(db.connect(path)) as one:
        return everything(one)


def test_it_works(centre_file: Path, tmp_path: Path) -> None:
    whole, packed = tmp_path / "copy.db", tmp_path / "copy.db.gz"
    done = run("backup", "--db", centre_file, whole)
    assert done.exit_code == 0
    assert done.output == (
        f"{centre_file} is in {whole}, checked: version {db.VERSION}, {whole.stat().st_size:,}"
        " bytes.\n"
    )
    assert run("backup", "--db", centre_file, packed).exit_code == 0
    assert packed.stat().st_size < whole.stat().st_size / 2
    assert rows(whole) == rows(centre_file)
    (tmp_path / "unpacked.db").write_bytes(gzip.decompress(packed.read_bytes()))
    assert rows(tmp_path / "unpacked.db") == rows(centre_file)
    assert not list(tmp_path.glob(".*"))


def test_a_backup_that_is_there_is_not_written_over_unless_asked(
    centre_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    target.write_text("something dear")
    done = run("backup", "--db", centre_file, target)
    assert done.exit_code == 1
    assert "is there already. Choose another name, or add --replace." in done.output
    assert target.read_text() == "something dear"
    assert run("backup", "--db", centre_file, "--replace", "--compress", target).exit_code == 0
    assert target.read_bytes()[:2] == snapshot.GZIP


def test_a_backup_of_a_file_that_is_not_there_or_broken_leaves_nothing(
    centre_file: Path, tmp_path: Path
) -> None:
    done = run("backup", "--db", tmp_path / "none.db", tmp_path / "copy.db")
    assert done.exit_code == 1
    assert "was not backed up" in done.output
    break_pages(centre_file)
    done = run("backup", "--db", centre_file, tmp_path / "copy.db")
    assert done.exit_code == 1
    assert f"{tmp_path / 'copy.db'} is broken" in done.output
    assert not list(tmp_path.glob("*copy*"))
    assert not (tmp_path / "none.db").exists()


def break_pages(path: Path) -> None:
    """Write over the middle of the file, as a failing disk does."""
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 8192 * 4096)
        file.write(b"\xa5" * 8192)


def test_a_backup_made_while_somebody_writes_is_one_moment(
    centre_file: Path, tmp_path: Path
) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        with closing(db.connect(centre_file)) as one:
            while not stop.is_set():
                with db.transaction(one):
                    for place in (1, 2):
                        one.execute(
                            "update centre set contact = ?, name = ?", [str(len(written))] * 2
                        )
                        one.execute(
                            "update accounts set signed_in_at = ? where account_id = ?",
                            [str(len(written)), place],
                        )
                written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    assert wait_for(lambda: bool(written))
    try:
        for number in range(4):
            snapshot.write(centre_file, tmp_path / f"{number}.db", db.VERSION)
    finally:
        stop.set()
        writer.join()
    seen = set()
    for number in range(4):
        with closing(db.connect(tmp_path / f"{number}.db")) as one:
            numbers = {one.execute("select contact from centre").fetchone()[0]} | {
                at
                for (at,) in one.execute("select signed_in_at from accounts where account_id < 3")
            }
            assert len(numbers) == 1
            seen |= numbers
    assert len(seen) > 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:30_000]), "is broken"),
        (break_pages, "is broken"),
        (
            lambda file: file.write_text("Dear colleague, " * 99),
            "is broken, or no file of Single Point",
        ),
        (lambda file: file.write_bytes(gzip.compress(file.read_bytes())[:-2000]), "is broken"),
        (lambda file: change(file, f"pragma user_version = {db.VERSION + 1}"), "a newer one"),
        (lambda file: change(file, "pragma user_version = 0"), "made by another program"),
        (lambda file: change(file, "drop table sessions"), "made by another program"),
        (lambda file: change(file, "update entries set series_id = 987654"), "that is gone"),
    ],
    ids=[
        "cut short",
        "overwritten",
        "a letter",
        "badly packed",
        "newer",
        "no version",
        "another's",
        "nowhere",
    ],
)
def test_a_bad_backup_is_refused_and_the_file_stays(
    centre_file: Path, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    bad = snapshot.write(centre_file, tmp_path / "bad.db", db.VERSION).file
    spoil(bad)
    before = rows(centre_file)
    done = run("restore", "--db", centre_file, bad)
    assert done.exit_code == 1
    assert said in done.output
    assert f"Nothing was restored, {centre_file} is as it was." in done.output
    assert rows(centre_file) == before
    assert not list(tmp_path.glob("centre-before*"))
    assert not list(tmp_path.glob(".*"))


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, factory=Connection)) as one:
        one.execute(statement)
        one.commit()


def test_restore_drill_everything_up_to_the_backup_comes_back_and_what_was_is_kept(
    centre_file: Path, tmp_path: Path, serve: Callable[..., Server], browse: Callable[..., Browser]
) -> None:
    server = serve(centre_file)
    officer = browse(server)
    officer.sign_in(*CAST["entries"])
    asked = "/entries/drafts/new"
    officer.send(officer.get(f"{asked}?package=6"), asked, next="1")
    saved = tmp_path / "saved.db.gz"
    assert run("backup", "--db", centre_file, saved).exit_code == 0
    kept_rows = rows(centre_file)
    officer.send(officer.get(f"{asked}?package=2"), asked, next="1")

    done = run("restore", "--db", centre_file, saved)
    assert done.exit_code == 1
    assert f"Another program has {centre_file} open; stop it first." in done.output

    server.stop()
    later_rows = rows(centre_file)
    done = run("restore", "--db", centre_file, saved)
    assert done.exit_code == 0
    (old,) = tmp_path.glob("centre-before-*.db")
    assert done.output.splitlines() == [
        f"{centre_file} is now what {saved} holds.",
        f"What it was before is in {old}.",
    ]
    assert rows(old) == later_rows
    assert rows(centre_file) == kept_rows
    server.start()
    assert officer.get("/").address == "/sign-in"
    assert officer.sign_in(*CAST["entries"]).heading == "Home"
    assert len(officer.get("/entries/drafts").all("a")) > 0
    assert run("check", "--db", centre_file).output.endswith(f"{centre_file} is sound.\n")


def test_no_copy_holds_a_session_and_restoring_revives_none(
    centre_file: Path, tmp_path: Path, signed_in: Callable[[str], Browser]
) -> None:
    officer = signed_in("entries")
    officer.client.app.state.parked.mkdir()
    (officer.client.app.state.parked / "something").write_text("that was sent too late")
    token_hash = session.hash_of(officer.client.cookies["single_point"])
    with closing(db.connect(centre_file)) as one:
        assert one.execute("select 1 from sessions where token_hash = ?", [token_hash]).fetchone()
    saved = tmp_path / "saved.db"
    assert run("backup", "--db", centre_file, saved).exit_code == 0
    daily = Daily(centre_file, snapshot.folder_of(centre_file), db.VERSION)
    daily.make_if_due(TODAY)
    (packed,) = daily.made().values()
    for content in (saved.read_bytes(), gzip.decompress(packed.read_bytes())):
        assert token_hash.encode() not in content
        assert b"sent too late" not in content
    # A copy of an earlier version, or of the file itself, holds sessions.
    with closing(db.connect(centre_file)) as one:
        one.execute("pragma wal_checkpoint(truncate)")
    older = Path(shutil.copy(centre_file, tmp_path / "older.db"))
    assert token_hash.encode() in older.read_bytes()
    for copied in (saved, older):
        officer.client.app.state.connections.close()
        assert run("restore", "--db", centre_file, copied).exit_code == 0
        with closing(db.connect(centre_file)) as one:
            assert one.execute("select count(*) from sessions").fetchone() == (0,)
            assert one.execute("select count(*) from known_browsers").fetchone() == (0,)
        assert not officer.client.app.state.parked.exists()
        assert officer.get("/").address == "/sign-in"


def test_a_broken_file_can_be_restored_over_and_is_kept(centre_file: Path, tmp_path: Path) -> None:
    saved = snapshot.write(centre_file, tmp_path / "saved.db", db.VERSION).file
    good = rows(centre_file)
    centre_file.write_bytes(b"\x00" * 5000)
    centre_file.with_name("centre.db-wal").write_bytes(b"the last that was written")
    assert run("restore", "--db", centre_file, saved).exit_code == 0
    assert rows(centre_file) == good
    (old,) = tmp_path.glob("centre-before-*.db")
    assert old.read_bytes() == b"\x00" * 5000
    assert old.with_name(f"{old.name}-wal").read_bytes() == b"the last that was written"


def test_a_backup_is_restored_where_no_file_is(centre_file: Path, tmp_path: Path) -> None:
    saved = snapshot.write(centre_file, tmp_path / "saved.db", db.VERSION).file
    (tmp_path / "new").mkdir()
    assert (
        restore.restore(saved, tmp_path / "new" / "centre.db", db.VERSION, datetime.now()) is None
    )
    assert rows(tmp_path / "new" / "centre.db") == rows(centre_file)


def days_ago(*numbers: int) -> set[date]:
    return {TODAY - timedelta(days=number) for number in numbers}


@pytest.mark.parametrize(
    ("there", "stay"),
    [
        ([], []),
        ([0], [0]),
        (range(7), range(7)),
        # 24 November 2026 is a Tuesday: Sundays are 2, 9, 16 days ago; the 31st was 24 days ago.
        (range(20), [0, 1, 2, 3, 4, 5, 6, 9, 16]),
        (range(28), [0, 1, 2, 3, 4, 5, 6, 9, 16, 24]),
        (
            range(400),
            [0, 1, 2, 3, 4, 5, 6, 9, 16, 24, 55, 85, 116, 147, 177, 208, 238, 269, 297, 328],
        ),
        # After a summer without backups the last seven before it are all there.
        ([0, 60, 61, 62, 63, 64, 65, 66, 67], [0, 60, 61, 62, 63, 64, 65]),
        ([0, 400, 800, 1200], [0, 400, 800, 1200]),
    ],
)
def test_the_last_seven_days_four_weeks_and_twelve_months_are_kept(
    there: list[int], stay: list[int]
) -> None:
    assert kept(days_ago(*there)) == days_ago(*stay)


def test_a_year_of_daily_backups_keeps_what_the_rule_says_on_every_day() -> None:
    have: set[date] = set()
    for number in range(800):
        day = TODAY + timedelta(days=number)
        have = kept(have | {day})
        assert day in have
        assert len(have) <= 7 + 4 + 12
    assert len(have) >= 18
    assert len({(one.year, one.month) for one in have}) == 12


def test_a_daily_backup_is_made_once_and_old_ones_go(centre_file: Path, tmp_path: Path) -> None:
    folder = snapshot.folder_of(centre_file)
    daily = Daily(centre_file, folder, db.VERSION)
    for number in range(15, -1, -1):
        daily.make_if_due(TODAY - timedelta(days=number))
    assert set(daily.made()) == kept(days_ago(*range(16)))
    first = folder / "centre-2026-11-24.db.gz"
    then = first.stat().st_mtime_ns
    (folder / "centre-version-1-2026-01-01-000000.db").write_text("kept for ever")
    daily.make_if_due(TODAY)
    assert first.stat().st_mtime_ns == then
    assert daily.problem == ""
    assert (folder / "centre-version-1-2026-01-01-000000.db").exists()
    with snapshot.checked(first, db.VERSION) as (plain, version):
        assert version == db.VERSION
        assert rows(plain) == rows(centre_file)


def test_a_backup_that_fails_is_logged_and_told_to_administrators_until_one_succeeds(
    centre_file: Path, signed_in: Callable[[str], Browser], caplog: pytest.LogCaptureFixture
) -> None:
    folder = snapshot.folder_of(centre_file)
    folder.write_text("not a folder")
    daily = Daily(centre_file, folder, db.VERSION)
    administrator = signed_in("administrator")
    assert "makes no daily backups" in administrator.get("/backups").text
    administrator.client.app.state.backups = daily
    assert (
        "first backup is being made"
        in administrator.get("/backups", headers={"hx-request": "true"}).text
    )
    daily.make_if_due(TODAY)
    assert "No backup of" in caplog.text
    page = administrator.get("/backups")
    assert page.heading == "Backups"
    assert "Today’s backup could not be made" in page.text
    folder.unlink()
    daily.make_if_due(TODAY)
    assert "The latest backup is of 24 November 2026." in administrator.get("/backups").text
    assert administrator.get("/").one("div", hx_get="/backups")


@pytest.mark.parametrize("role", ["entries", "results"])
def test_only_administrators_see_the_backups(
    signed_in: Callable[[str], Browser], role: str
) -> None:
    browser = signed_in(role)
    assert browser.get("/backups").status == 403
    assert not browser.get("/").all("div", hx_get="/backups")


def test_the_running_server_makes_a_backup_by_itself(
    centre_file: Path, tmp_path: Path, serve: Callable[..., Server]
) -> None:
    server = serve(centre_file, words=("--backups", str(tmp_path / "elsewhere")))
    today = db.today()
    target = tmp_path / "elsewhere" / f"centre-{today}.db.gz"
    assert wait_for(target.exists)
    assert server.stop() == 0
    with snapshot.checked(target, db.VERSION) as (plain, _), closing(db.connect(plain)) as one:
        assert one.execute("select count(*) from accounts").fetchone() == (
            len(store_demonstration.PEOPLE_AND_PASSWORDS),
        )


def wait_for(there: Callable[[], bool]) -> bool:
    return any(there() or threading.Event().wait(0.02) for _ in range(500))
