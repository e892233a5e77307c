"""Files of every earlier version, as people have them, walked to the newest."""

import gzip
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from tests.conftest import CAST, client_over
from tests.page import Browser
from webapp.backups import snapshot
from webapp.candidates import store_invariants
from webapp.candidates.record.former_name import NameRecord
from webapp.candidates.register import store_search
from webapp.cli import main
from webapp.database import connection as db
from webapp.database import migration_steps as migrations_steps
from webapp.database import migrations
from webapp.database.actor import Connection
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection

RELEASED = sorted((Path(__file__).parent / "released").glob("version-*.db.gz"))
CHANGED_BY_STEPS = {"entries": {"qan", "level", "attempt", "outcome"}}
NEW_ROWS = {"entry_changes"}
FILLED_BY_THE_SCHEMA = {"watched"}
THROWN_AWAY = {"held_posts", "candidate_shelves", "candidate_shelvings", "candidate_count"}
released = pytest.mark.parametrize("file", RELEASED, ids=lambda one: one.name.split(".")[0])


@pytest.fixture
def unpack(tmp_path: Path) -> Callable[[Path], Path]:
    def unpack_one(file: Path) -> Path:
        target = tmp_path / "centre.db"
        target.write_bytes(gzip.decompress(file.read_bytes()))
        return target

    return unpack_one


def version_of(file: Path) -> int:
    return int(re.findall(r"\d+", file.name)[0])


def tables(one: sqlite3.Connection) -> list[str]:
    return [
        name
        for (name,) in one.execute(
            "select name from pragma_table_list where type = 'table' and schema = 'main'"
            " and name not like 'sqlite_schema'"
        )
    ]


def content(path: Path) -> dict[str, list[dict]]:
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        one.row_factory = sqlite3.Row
        return {
            name: [dict(row) for row in one.execute(f"select * from {name}")]
            for name in tables(one)
        }


def schema(path: Path) -> list[tuple]:
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        return one.execute(
            "select type, name, tbl_name, sql from sqlite_schema order by type, name"
        ).fetchall()


def test_there_is_a_file_of_every_version_so_far() -> None:
    assert {version_of(one) for one in RELEASED} >= set(range(1, db.VERSION))
    for one in RELEASED:
        assert one.stat().st_size < 200_000


@released
def test_it_has_the_tables_of_a_fresh_file_and_keeps_every_row(
    file: Path, unpack: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = unpack(file)
    before = content(path)
    assert len(before["candidates"]) > 40
    assert len(before["entries"]) > 40
    db.connect(path).close()
    db.connect(tmp_path / "fresh.db").close()
    assert schema(path) == schema(tmp_path / "fresh.db")
    after = content(path)
    for table, old in before.items():
        if table in FILLED_BY_THE_SCHEMA | THROWN_AWAY:
            continue
        left_out = CHANGED_BY_STEPS.get(table, set()) - set(old[0] if old else ())
        new = [
            {column: one for column, one in row.items() if column in (old[0] if old else row)}
            for row in after[table]
        ]
        if table == "candidates":
            for was in old:
                # Where the index of versions 5 and 6 had the person.
                was.pop("place", None)
            assert all(
                set(was.pop("search_text").split()) <= set(now.pop("search_text").split())
                for was, now in zip(old, new, strict=True)
            )
        if table == "uploads":
            # Sheets on the way are checked anew.
            assert not any(now["checked_at"] for now in new)
            old = [{**was, "checked_at": None} for was in old]
            new = [{**now, "checked_at": None} for now in new]
        if table in NEW_ROWS or table == "sqlite_sequence":
            assert [row for row in old if row not in new] == [], table
        else:
            assert new == old, (table, left_out)


@released
def test_it_is_sound_and_people_are_found_by_name(
    file: Path, unpack: Callable[[Path], Path]
) -> None:
    path = unpack(file)
    done = CliRunner().invoke(main, ["check", "--db", str(path)])
    assert done.output.endswith(f"{path} is sound.\n")
    with closing(db.connect(path)) as one:
        assert one.execute("pragma user_version").fetchone() == (db.VERSION,)
        one.execute(
            "insert into candidate_search (candidate_search, rank) values ('integrity-check', 1)"
        )
        for candidate_id, surname in one.execute(
            "select candidate_id, surname from candidates where archived_at is null"
        ).fetchall():
            found = store_search.search(one, surname, None, 1000).rows
            assert candidate_id in [row.candidate_id for row in found]


@pytest.mark.parametrize(
    "file",
    [one for one in RELEASED if int(re.findall(r"\d+", one.name)[0]) < 7],
    ids=lambda one: one.name.split(".")[0],
)
def test_people_are_found_by_other_spellings(file: Path, unpack: Callable[[Path], Path]) -> None:
    path = unpack(file)
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        for (trigger,) in one.execute(
            "select name from sqlite_schema where type = 'trigger' and tbl_name = 'candidates'"
        ).fetchall():
            one.execute(f"drop trigger {trigger}")
        one.execute("update candidates set surname = 'de la Müllner' where candidate_id = 7")
        one.commit()
    with closing(db.connect(path)) as one:
        for typed in ("delamullner", "muellner"):
            assert [row.candidate_id for row in store_search.search(one, typed, None).rows] == [7]


@released
def test_people_sign_in_and_go_on_with_their_draft(
    file: Path, unpack: Callable[[Path], Path]
) -> None:
    path = unpack(file)
    with client_over(path) as client:
        officer = Browser(client)
        assert officer.sign_in(*CAST["entries"]).heading == "Home"
        assert officer.get("/entries/drafts").status == 200
        with closing(db.connect(path)) as one:
            (draft_id,) = one.execute("select max(draft_id) from drafts").fetchone()
            uploads = [
                row[0]
                for row in one.execute("select upload_id from uploads where kind = 'candidates'")
            ]
        assert officer.get(f"/entries/drafts/{draft_id}/options").status == 200
        assert officer.get("/entries/submissions/2").status == 200
        for upload_id in uploads:
            assert officer.get(f"/candidates/uploads/{upload_id}").status == 200
        assert officer.get("/results").status == 200


@released
def test_nobody_who_failed_stays_locked(file: Path, unpack: Callable[[Path], Path]) -> None:
    path = unpack(file)
    with closing(db.connect(path)) as one:
        failed = one.execute(
            "select candidate_id, assessment_id, package_id from results"
            " join package_assessments using (assessment_id) join packages using (package_id)"
            " join candidates using (candidate_id) where replaced_at is null"
            " and outcome = 'not achieved' and archived_at is null and packages.withdrawn_on is"
            " null"
            " and not exists (select 1 from awards where awards.candidate_id = results.candidate_id"
            " and awards.assessment_id = results.assessment_id)"
            " and not exists (select 1 from open_entries where open_entries.candidate_id"
            " = results.candidate_id and open_entries.assessment_id = results.assessment_id)"
        ).fetchall()
        assert failed or version_of(file) < 2
        (account_id,) = one.execute(
            "select account_id from accounts where email = ?", [CAST["entries"][0]]
        ).fetchone()
        drafts = {}
        for package_id in {package_id for _, _, package_id in failed}:
            drafts[package_id] = store_draft.start(
                one, f"all who failed {package_id}", account_id, package_id=package_id
            )
            people = [candidate_id for candidate_id, _, package in failed if package == package_id]
            store_selection.add_candidates(one, drafts[package_id], people)
    with client_over(path) as client:
        officer = Browser(client)
        officer.sign_in(*CAST["entries"])
        pages = {
            package_id: officer.get(f"/entries/drafts/{draft_id}/options")
            for package_id, draft_id in drafts.items()
        }
        for candidate_id, assessment_id, package_id in failed:
            box = pages[package_id].one("input", id=f"box-{candidate_id}-{assessment_id}")
            said = box["within"][-1]["text"]
            assert (
                "disabled" not in box
                or "No series is open"
                in pages[package_id].one("th", id=f"column-{assessment_id}")["text"]
            ), (candidate_id, assessment_id)
            assert "failed in" in said or "disabled" in box


def test_whoever_was_entered_again_after_a_withdrawal_waits_for_the_second_attempt(
    unpack: Callable[[Path], Path],
) -> None:
    path = unpack(RELEASED[-1])
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        entry_id, *place = one.execute(
            "select entry_id, entries.candidate_id, entries.assessment_id, entries.series_id from"
            " entries"
            " join results using (candidate_id, assessment_id, series_id) where replaced_at is null"
            " and outcome = 'not achieved' and status <> 'withdrawn'"
        ).fetchone()
        columns = (
            "submission_id, candidate_id, assessment_id, series_id, entry_code, assessment_title,"
            " series_title, late"
        )
        one.execute("update entries set status = 'withdrawn' where entry_id = ?", [entry_id])
        one.execute(
            "insert into entry_changes (entry_id, changed_at, what, reason, before, after)"
            " values (?, '2026-11-24T09:00:00.000000Z', 'withdrawn', 'to enter again', 'entered',"
            " 'withdrawn')",
            [entry_id],
        )
        one.execute(
            f"insert into entries ({columns}, entered_at) select {columns},"
            " '2026-11-25T09:00:00.000000Z'"
            " from entries where entry_id = ?",
            [entry_id],
        )
        one.commit()
    with closing(db.connect(path)) as one:
        rows = one.execute(
            "select status, attempt, outcome from entries where (candidate_id, assessment_id,"
            " series_id)"
            " = (?, ?, ?) order by entry_id",
            place,
        ).fetchall()
    assert rows == [("withdrawn", 1, "not achieved"), ("entered", 2, "")]
    done = CliRunner().invoke(main, ["check", "--db", str(path)])
    assert done.output.endswith(f"{path} is sound.\n")


@released
def test_the_old_file_is_kept_whole_in_the_folder_of_backups(
    file: Path, unpack: Callable[[Path], Path]
) -> None:
    path = unpack(file)
    before = content(path)
    db.connect(path).close()
    kept = list(snapshot.folder_of(path).glob(f"centre-version-{version_of(file)}-*.db"))
    assert len(kept) == (version_of(file) < db.VERSION)
    for one in kept:
        with snapshot.checked(one, db.VERSION) as (plain, version):
            assert version == version_of(file)
            assert content(plain) == {
                table: [] if table in snapshot.LEFT_OUT else rows for table, rows in before.items()
            }


@released
def test_what_was_sent_too_late_and_kept_is_nowhere_any_more_and_nobody_is_signed_in_in_the_copy(
    file: Path, unpack: Callable[[Path], Path]
) -> None:
    path = unpack(file)
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        # Many builds of SQLite do not write over what is deleted unless they are told to.
        one.execute("pragma secure_delete = off")
        typed = b"form_token=x&old_password=tuppence-invented&password=halfpenny-invented"
        one.execute(
            "insert into held_posts (account_id, path, content_type, body, held_at)"
            " values (2, '/account/password', 'x', ?, '2026-11-21T09:00:00.000000Z')",
            [typed],
        )
        one.execute(
            "insert into held_posts (account_id, path, content_type, body, held_at)"
            " values (3, '/accounts/new', 'x', cast('farthing-invented' as blob),"
            " '2026-11-21T09:00:00.000000Z')"
        )
        one.commit()
        # One was sent on before: SQLite leaves it in a page that it no longer uses.
        one.execute("delete from held_posts where account_id = 3")
        one.commit()
    assert b"halfpenny-invented" in path.read_bytes()
    assert b"farthing-invented" in path.read_bytes()
    with closing(db.connect(path)) as one:
        assert "held_posts" not in one.table_names()
        told = one.execute("select account_id, what from account_notices").fetchall()
    assert told == [(2, "password_kept")]
    files = [path, path.with_name("centre.db-wal"), *snapshot.folder_of(path).iterdir()]
    for one in (one for one in files if one.exists()):
        for word in (b"tuppence-invented", b"halfpenny-invented", b"farthing-invented"):
            assert word not in one.read_bytes(), one.name
    (kept,) = snapshot.folder_of(path).iterdir()
    assert content(kept)["sessions"] == []


@pytest.mark.parametrize("file", RELEASED[-1:], ids=lambda one: one.name)
def test_whose_password_was_kept_is_told_so(file: Path, unpack: Callable[[Path], Path]) -> None:
    path = unpack(file)
    with client_over(path) as client:
        page = Browser(client)
        assert "kept in the centre’s file in the clear" in page.sign_in(*CAST["entries"]).text


def test_numbers_that_were_given_once_are_not_given_again(unpack: Callable[[Path], Path]) -> None:
    path = unpack(RELEASED[0])
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        before = dict(one.execute("select name, seq from sqlite_sequence"))
        assert (
            before["submissions"]
            > one.execute("select max(submission_id) from submissions").fetchone()[0]
        )
    with closing(db.connect(path)) as one:
        after = dict(one.execute("select name, seq from sqlite_sequence").fetchall())
    assert before.items() <= after.items()


def test_entries_of_before_version_3_get_the_qan_and_level_of_their_assessment(
    unpack: Callable[[Path], Path],
) -> None:
    with closing(db.connect(unpack(RELEASED[0]))) as one:
        wrong = one.execute(
            "select count(*) from entries join assessments using (assessment_id)"
            " where entries.qan <> assessments.qan or entries.level <> assessments.level"
        ).fetchone()
        assert wrong == (0,)
        assert one.execute("select count(*) from entries where qan <> ''").fetchone()[0] > 20


def test_an_entry_that_a_merge_withdrew_gets_its_change(unpack: Callable[[Path], Path]) -> None:
    with closing(db.connect(unpack(RELEASED[1]))) as one:
        ((what, before, at),) = one.execute(
            "select what, before, changed_at from entries join entry_changes using (entry_id)"
            " where status = 'withdrawn'"
        ).fetchall()
    assert (what, before, at) == ("withdrawn", "entered", "2026-11-21T09:00:00.000000Z")


def count_looks_at_merges(pairs: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the upgrade asks a record what it was merged into, with so many merged pairs."""
    looks = 0

    class Counted(NameRecord):
        @property
        def merged_into(self) -> int | None:
            nonlocal looks
            looks += 1
            return self[2]

    monkeypatch.setattr(migrations_steps, "NameRecord", Counted)
    with closing(sqlite3.connect(":memory:")) as one:
        one.execute(
            "create table candidates (candidate_id integer primary key, surname, forenames,"
            " merged_into,"
            " former_names default '', former_text default '')"
        )
        one.execute(
            "create table name_changes (change_id, candidate_id, changed_at, field, before)"
        )
        for kept in range(1, 2 * pairs, 2):
            one.execute(
                "insert into candidates (candidate_id, surname) values (?, 'Xaviera')", [kept]
            )
            one.execute(
                "insert into candidates (surname, merged_into) values ('Quilliam', ?)", [kept]
            )
        one.execute("update candidates set forenames = 'Zoë'")
        migrations_steps._keep_former_names(SimpleNamespace(conn=one))
        assert one.execute(
            "select count(*) from candidates where former_names <> ''"
        ).fetchone() == (pairs,)
    return looks


def test_former_names_are_kept_in_work_that_grows_with_the_records(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (
        0 < count_looks_at_merges(200, monkeypatch) <= 2 * count_looks_at_merges(100, monkeypatch)
    )


@pytest.mark.parametrize("file", RELEASED[2:], ids=lambda one: one.name.split(".")[0])
def test_former_names_of_before_version_7_are_found(
    file: Path, unpack: Callable[[Path], Path]
) -> None:
    with closing(db.connect(unpack(file))) as one:
        # The merged record had another forename before.
        found = [
            row.name for row in store_search.search(one, "holmes", None, store_search.ALL).rows
        ]
        assert "Zhang, Jason (formerly Lewis Holmes, Jon Holmes)" in found
        assert store_invariants.broken(one) == []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (
            (
                "alter table candidates add column shoe_size text; update candidates set"
                " shoe_size ="
                " '9'"
            ),
            "candidates.shoe_size has no place any more and is not empty",
        ),
        (
            "create table lockers (number text); insert into lockers values ('17')",
            "lockers.number has no place any more and is not empty",
        ),
        (
            "pragma foreign_keys = off; update entries set series_id = 987654",
            "points to a row of series that is gone",
        ),
    ],
)
def test_what_has_no_place_in_the_newest_version_stops_the_upgrade_and_the_file_stays(
    unpack: Callable[[Path], Path], spoil: str, says: str
) -> None:
    path = unpack(RELEASED[0])
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        one.executescript(spoil)
    before, text = content(path), schema(path)
    with pytest.raises(
        db.WrongFile, match=f"could not be brought to version {db.VERSION}: .*{says}"
    ):
        db.connect(path)
    assert (content(path), schema(path)) == (before, text)


def test_a_table_or_column_that_is_empty_and_known_no_more_goes(
    unpack: Callable[[Path], Path],
) -> None:
    path = unpack(RELEASED[0])
    with closing(sqlite3.connect(path, factory=Connection)) as one:
        one.executescript(
            "create table lockers (number text); alter table candidates add column shoe text"
        )
    db.connect(path).close()
    assert "lockers" not in content(path)


def test_an_upgrade_that_is_killed_leaves_the_old_file(
    unpack: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = unpack(RELEASED[1])
    before, text = content(path), schema(path)
    for table in ("centre", "entries", "results"):
        done = subprocess.run([sys.executable, "-c", KILLED, path, table], capture_output=True)
        assert done.returncode == -9, done.stderr
        copied = Path(shutil.copy(path, tmp_path / "seen.db"))
        if (log := path.with_name("centre.db-wal")).exists():
            shutil.copy(log, tmp_path / "seen.db-wal")
        assert (content(copied), schema(copied)) == (before, text)
    db.connect(path).close()
    assert len(content(path)["entries"]) == len(before["entries"])


# Dies by SIGKILL when this table has just come over.
KILLED = """
import os, signal, sys
from pathlib import Path
from webapp.database import connection as db, migrations
whole = migrations._bring_over
def bring_over(one, table):
    whole(one, table)
    if table == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
migrations._bring_over = bring_over
db.connect(Path(sys.argv[1]))
"""


def test_four_programs_that_open_an_old_file_at_once_upgrade_it_once(
    unpack: Callable[[Path], Path],
) -> None:
    path = unpack(RELEASED[0])
    opening = (
        "import sys; from pathlib import Path; from webapp.database.connection import connect;"
        " connect(Path(sys.argv[1]))"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", opening, path], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [one.communicate()[1] for one in programs] == [b""] * 4
    assert len(list(snapshot.folder_of(path).iterdir())) == 1


def test_a_file_that_an_older_program_has_open_is_not_upgraded(
    unpack: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unpack(RELEASED[0])
    monkeypatch.setattr(snapshot, "PATIENCE", 0.2)
    with closing(sqlite3.connect(path, factory=Connection)) as old:
        old.execute("pragma journal_mode = wal")
        old.execute("select count(*) from centre").fetchone()
        with pytest.raises(db.WrongFile, match=r"Another program has .* open; stop it first"):
            db.connect(path)
    db.connect(path).close()


def test_a_newer_file_is_refused_and_left_alone(centre_file: Path) -> None:
    with closing(sqlite3.connect(centre_file, factory=Connection)) as one:
        one.execute(f"pragma user_version = {db.VERSION + 1}")
    before = content(centre_file)
    with pytest.raises(
        db.WrongFile, match=f"has version {db.VERSION + 1}; this program works with"
    ):
        db.connect(centre_file)
    assert content(centre_file) == before
    assert not snapshot.folder_of(centre_file).exists()


def test_every_step_is_for_a_version_there_was() -> None:
    assert {*migrations.BEFORE, *migrations.AFTER} <= set(range(1, db.VERSION))
