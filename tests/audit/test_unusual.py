"""single-point unusual: whether more happened lately than usual, in words and as an exit status."""

from pathlib import Path

from click.testing import CliRunner, Result

from tests.conftest import CAST
from tests.page import Browser
from webapp.accounts.activity import store as store_activity
from webapp.cli import main
from webapp.database.connection import Db, transaction

EMAIL = CAST["entries"][0]


def unusual(path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["unusual", "--db", str(path), *more])


def test_a_quiet_hour_is_said_to_be_one(centre_file: Path, stranger: Browser) -> None:
    form = stranger.get("/sign-in")
    stranger.send(form, "/sign-in", email=EMAIL, password="not the right one")
    done = unusual(centre_file, "--refused", "2", "--exported", "1", "--changed", "1000000")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Nothing unusual in the last hour.\n"


def test_refused_sign_ins_are_counted_and_the_status_is_1(
    centre_file: Path, stranger: Browser
) -> None:
    form = stranger.get("/sign-in")
    for _ in range(3):
        stranger.send(form, "/sign-in", email=EMAIL, password="not the right one")
    done = unusual(centre_file, "--refused", "3")
    assert done.exit_code == 1
    assert "3 were refused in the last hour; 3 or more count as unusual." in done.stderr
    assert unusual(centre_file, "--refused", "4").exit_code == 0


def test_what_one_person_takes_away_or_changes_is_counted_for_that_person(
    centre_file: Path, officer: Browser, centre_db: Db
) -> None:
    officer.client.post("/account/record", data={"form_token": officer.form_token})
    with transaction(centre_db):
        store_activity.note(centre_db, "signed in", 2)
        centre_db.execute("update candidates set surname = surname || 'x' where candidate_id < 12")
    done = unusual(centre_file, "--exported", "1", "--changed", "10")
    assert done.exit_code == 1
    assert (
        "Priya Lewis: 1 file was taken away in the last hour; 1 or more count as unusual."
        in done.stderr
    )
    assert (
        "Priya Lewis: 11 rows were changed in the last hour; 10 or more count as unusual."
        in done.stderr
    )


def test_what_is_longer_ago_does_not_count(
    centre_file: Path, centre_db: Db, officer: Browser
) -> None:
    officer.client.post("/account/record", data={"form_token": officer.form_token})
    centre_db.execute("drop trigger activity_is_never_changed")
    centre_db.execute(
        "update activity set at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-3 hours')"
        " where what like 'exported%'"
    )
    assert unusual(centre_file, "--exported", "1", "--changed", "1000000").exit_code == 0
    done = unusual(centre_file, "--exported", "1", "--changed", "1000000", "--hours", "4")
    assert done.exit_code == 1
    assert "in the last 4 hours" in done.stderr


def test_no_file_is_made_by_looking(tmp_path: Path) -> None:
    assert unusual(tmp_path / "none.db").exit_code == 1
    assert not (tmp_path / "none.db").exists()
