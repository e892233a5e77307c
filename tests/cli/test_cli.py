"""The command line: what it says, and how it ends."""

import os
import sqlite3
import stat
import subprocess
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.catalogue import sample_editions as editions
from tests.entries.drafts import everything
from tests.real_server import PROGRAM, serving
from webapp.cli import main
from webapp.database.connection import VERSION, Db


@pytest.fixture(autouse=True)
def everybody_may_read() -> Iterator[None]:
    """What most systems give a new file, however a command here has left it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {
        str(one.relative_to(folder)): stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*")
    }


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_it_says_which_version_it_is() -> None:
    asked = run("--version")
    assert (asked.exit_code, asked.output) == (0, f"single-point {version('single-point')}\n")


def test_naming_the_centre_anew_keeps_its_contact(centre_file: Path, centre_db: Db) -> None:
    contact = centre_db.execute("select contact from centre").fetchone()
    assert contact[0]
    run("centre", "--db", centre_file, "54321", "Lakeside")
    found = centre_db.execute("select number, name, contact from centre").fetchone()
    assert found == ("54321", "Lakeside", *contact)


def test_a_centre_of_my_own_in_three_commands(tmp_path: Path) -> None:
    file = tmp_path / "centre.db"
    done = run("centre", "--db", file, "12345", "Riverside")
    assert (done.exit_code, done.output) == (0, f"{file} is the file of centre 12345, Riverside.\n")
    done = run("import", "catalogue", "--db", file)
    assert done.exit_code == 0
    assert "24 packages" in done.output
    person = ("administrator", "Ada@example.org", "Ada Mensah")
    done = run("user", "add", "--db", file, "--password", "twelve letters", *person)
    assert (done.exit_code, done.output) == (
        0,
        "Ada Mensah may sign in with Ada@example.org as administrator.\n",
    )
    done = run(
        "user",
        "add",
        "--db",
        file,
        "--password",
        "twelve letters",
        "entries",
        "ada@EXAMPLE.org",
        "Ada Again",
    )
    assert (done.exit_code, done.output) == (1, "Error: ada@EXAMPLE.org has an account already.\n")


def test_an_edition_is_checked_without_writing_and_then_brought_in(
    centre_file: Path, centre_db: Db, tmp_path: Path
) -> None:
    folder = tmp_path / "edition"
    folder.mkdir()
    for name, text in editions.changed().items():
        (folder / name).write_text(text, encoding="utf-8")
    before = everything(centre_db)
    some = run("import", "catalogue", "--db", centre_file, "--check", folder)
    assert "withdrawn" not in some.output
    assert some.output.splitlines()[-1] == "4 added, 1 changed; nothing was written."
    done = run("import", "catalogue", "--db", centre_file, "--check", "--whole", folder)
    assert done.exit_code == 0
    assert (
        "assessments.csv: changed 03999 OCR Level 3 Diploma in Digital Skills; title: OCR"
        in done.output
    )
    assert (
        "packages.csv: withdrawn 419-2-1 IT Application Specialist; valid to: blank → "
        in done.output
    )
    (closing,) = (one for one in done.output.splitlines() if "withdrawn 419-2-1" in one)
    assert "people; " in closing
    assert " who have completed it stay complete" in closing
    assert done.output.splitlines()[-1] == "4 added, 1 changed, 1 withdrawn; nothing was written."
    assert everything(centre_db) == before
    done = run("import", "catalogue", "--db", centre_file, "--whole", folder)
    assert done.exit_code == 0
    assert "24 packages, 92 assessments" in done.output
    again = run("import", "catalogue", "--db", centre_file, "--check", "--whole", folder)
    assert again.output == "nothing changed; nothing was written.\n"
    for name in ("fees.csv", "Units (1).CSV", "notes.txt"):
        (folder / name).write_text("a,b\n", encoding="utf-8")
    for more in (["--check"], []):
        done = run("import", "catalogue", "--db", centre_file, *more, folder)
        assert done.exit_code == 0
        assert done.stderr == (
            "Not read, because an edition has no such files: Units (1).CSV, fees.csv. Its files"
            " are called"
            " frameworks.csv, packages.csv, assessments.csv, package_assessments.csv, units.csv.\n"
        )
    for name in ("fees.csv", "Units (1).CSV"):
        (folder / name).unlink()
    (folder / "units.csv").unlink()
    done = run("import", "catalogue", "--db", centre_file, "--check", folder)
    assert done.output == "nothing changed; nothing was written.\n"
    empty = run("import", "catalogue", "--db", tmp_path / "new.db", folder)
    assert empty.exit_code == 1
    assert "units.csv is missing" in empty.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("centre", "123", "Riverside"), "A centre number has 5 digits"),
        (("centre", "١٢٣٤٥", "Riverside"), "A centre number has 5 digits"),
        (("user", "add", "--password", "short", "entries", "a@b.c", "A"), "it needs 12 or more"),
        (("import", "catalogue", "."), "Nothing was brought in."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SINGLE_POINT_DB", "centre.db")
    done = run(*words)
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    done = run("serve", "--db", file)
    assert done.exit_code == 1
    assert "is not a Single Point file" in done.output
    assert file.read_text() == "Dear Sir or Madam, " * 100


def test_a_file_of_a_newer_version_is_left_alone_with_advice(tmp_path: Path) -> None:
    file = tmp_path / "centre.db"
    run("centre", "--db", file, "12345", "Riverside")
    with sqlite3.connect(file) as raw:
        raw.execute(f"pragma user_version = {VERSION + 1}")
    done = run("serve", "--db", file)
    assert done.exit_code == 1
    assert f"has version {VERSION + 1}" in done.output
    assert "name another one with --db" in done.output


def test_the_demonstration_never_goes_over_a_centre(tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    assert run("demo", "--db", file).output == f"The demonstration centre is in {file}.\n"
    done = run("demo", "--db", file)
    assert done.exit_code == 1
    assert "holds a centre already" in done.output


def test_what_commands_make_is_for_the_account_that_runs_them_alone(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    file = folder / "centre.db"
    for words in (
        ("demo", "--db", file),
        ("export", "candidates", "--db", file, folder / "people.csv"),
        ("backup", "--db", file, folder / "plain.db"),
        ("backup", "--db", file, folder / "packed.db.gz"),
        ("restore", "--db", file, folder / "packed.db.gz"),
    ):
        subprocess.run([PROGRAM, *map(str, words)], check=True, capture_output=True, umask=0o022)
    made = modes(folder)
    assert len(made) >= 5
    assert {name: oct(mode) for name, mode in made.items() if mode & 0o077} == {}


def test_a_server_makes_nothing_that_others_may_read(tmp_path: Path) -> None:
    for serve in serving(tmp_path):
        server = serve(tmp_path / "centre.db", words=())
        until = time.monotonic() + server.patience
        while not list(tmp_path.glob("*.backups/*.gz")) and time.monotonic() < until:
            time.sleep(0.05)
        made = {name: mode for name, mode in modes(tmp_path).items() if not name.endswith(".log")}
        assert {"centre.db", "centre.db-wal", "centre.db-shm", "centre.db.backups"} <= made.keys()
        assert {name: oct(mode) for name, mode in made.items() if mode & 0o077} == {}


def test_what_was_kept_by_restoring_is_private_although_the_file_was_not(
    centre_file: Path, tmp_path: Path
) -> None:
    run("backup", "--db", centre_file, tmp_path / "copy.db")
    centre_file.chmod(0o644)
    assert run("restore", "--db", centre_file, tmp_path / "copy.db").exit_code == 0
    (kept,) = centre_file.parent.glob("*-before-*")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_check_warns_of_a_file_that_others_may_read(centre_file: Path) -> None:
    centre_file.chmod(0o600)
    for beside in centre_file.parent.glob(f"{centre_file.name}-*"):
        beside.chmod(0o600)
    assert "may read" not in run("check", "--db", centre_file).output
    centre_file.chmod(0o644)
    looked = run("check", "--db", centre_file)
    assert looked.exit_code == 0
    assert f"may read {centre_file} (mode 644)" in looked.output
    assert stat.S_IMODE(centre_file.stat().st_mode) == 0o644
