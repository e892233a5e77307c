"""single-point check: whether the file is sound, in words and as an exit status."""

from pathlib import Path

from click.testing import CliRunner, Result

from webapp.audit import store_latest
from webapp.cli import main
from webapp.database.connection import Db


def check(path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["check", "--db", str(path), *more])


def test_a_sound_file_is_in_order(centre_file: Path, centre_db: Db) -> None:
    number, digest = store_latest.mark(centre_db)
    done = check(centre_file)
    assert done.exit_code == 0
    assert done.output.splitlines()[:2] == ["The file: in order.", "The activity: in order."]
    assert f"The activity's last line is {number:,}, digest {digest}." in done.output


def test_a_changed_line_is_named_and_the_status_is_1(centre_file: Path, centre_db: Db) -> None:
    centre_db.execute("drop trigger activity_is_never_changed")
    centre_db.execute("update activity set actor = 'Somebody Else' where activity_id in (7, 9)")
    done = check(centre_file, "--most", "1")
    assert done.exit_code == 1
    assert "The activity: 2 found wrong." in done.stdout
    assert "Line 7 was changed" in done.stderr
    assert "Line 9" not in done.stderr
    assert "and 1 more" in done.stderr


def test_a_row_that_refers_to_nothing_is_found(centre_file: Path, centre_db: Db) -> None:
    centre_db.execute("pragma foreign_keys = off")
    centre_db.execute("update entries set candidate_id = 999999 where entry_id = 1")
    done = check(centre_file)
    assert done.exit_code == 1
    assert "Row 1 of entries points to a row of candidates that is gone." in done.stderr
    assert "The activity: in order." in done.stdout


def test_no_file_is_made_by_looking(tmp_path: Path) -> None:
    done = check(tmp_path / "none.db")
    assert done.exit_code == 1
    assert "There is no file" in done.stderr
    assert not (tmp_path / "none.db").exists()
