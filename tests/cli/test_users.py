"""The people who may sign in, from the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.accounts.inviting import SECRET, choose
from tests.accounts.sample_people import is_signed_in
from tests.conftest import CAST
from tests.page import Browser
from webapp.accounts import store
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Account
from webapp.cli import main
from webapp.database.connection import Db

EMAIL = CAST["entries"][0]
ADMINISTRATOR = CAST["administrator"][0]
BO = ("administrator", "bo@riverside.example", "Bo Ash")


@pytest.fixture
def user(centre_file: Path, monkeypatch: pytest.MonkeyPatch):
    """user("disable", e-mail) runs single-point user on the demonstration centre."""
    monkeypatch.setenv("SINGLE_POINT_DB", str(centre_file))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["user", *words])

    return run


def account(db: Db, email: str) -> Account:
    known = store_people.with_email(db, email)
    assert known
    return known


def test_a_bare_user_add_still_works(user, centre_db: Db) -> None:
    done = user("add", "--password", SECRET, *BO)
    assert (done.exit_code, done.output) == (
        0,
        "Bo Ash may sign in with bo@riverside.example as administrator.\n",
    )
    assert store.by_email(centre_db, BO[1])


def test_an_invitation_prints_a_link_that_works(user, stranger: Browser) -> None:
    done = user("invite", *BO)
    assert done.exit_code == 0
    said, path = done.output.splitlines()
    assert said.startswith("Bo Ash has an account with bo@riverside.example as administrator.")
    choose(stranger, path)
    assert stranger.sign_in(BO[1], SECRET).heading == "Home"


def test_the_list_says_how_everybody_stands(user, centre_db: Db) -> None:
    user("invite", *BO)
    user("disable", CAST["results"][0])
    centre_db.execute("update accounts set made_at = '2020-01-01T09:00:00.000000Z'")
    rows = [line.split("\t") for line in user("list").output.splitlines()]
    assert {row[2]: row[0] for row in rows} == {
        ADMINISTRATOR: "active, dormant",
        EMAIL: "active, dormant",
        BO[1]: "invited",
        CAST["results"][0]: "disabled",
    }
    assert rows[0][4] == "never"


def test_a_new_role_and_disabling_end_the_sessions(user, officer: Browser, centre_db: Db) -> None:
    assert user("role", EMAIL, "results").output == "Priya Lewis has the role results.\n"
    assert not is_signed_in(officer)
    officer.sign_in(*CAST["entries"])
    assert user("disable", EMAIL.upper()).output == "Priya Lewis may no longer sign in.\n"
    assert not is_signed_in(officer)
    assert account(centre_db, EMAIL).role == "results"
    user("enable", EMAIL)
    assert officer.sign_in(*CAST["entries"]).heading == "Home"


def test_the_last_administrator_stays(user, centre_db: Db) -> None:
    for words in (("disable", ADMINISTRATOR), ("role", ADMINISTRATOR, "entries")):
        done = user(*words)
        assert done.exit_code == 1
        assert "Error: This is the only administrator who can sign in" in done.output
    assert account(centre_db, ADMINISTRATOR).state == "active"
    assert account(centre_db, ADMINISTRATOR).role == "administrator"


def test_whoever_holds_the_file_can_let_the_last_administrator_in_again(
    user, stranger: Browser
) -> None:
    path = user("reset", ADMINISTRATOR).output.splitlines()[-1]
    assert stranger.sign_in(*CAST["administrator"]).status == 422
    choose(stranger, path)
    assert stranger.sign_in(ADMINISTRATOR, SECRET).heading == "Home"


def test_a_reset_ends_two_step_sign_in_when_told_to(user, centre_db: Db) -> None:
    centre_db.execute("insert into two_step (account_id, secret, since) values (2, 'x', 'then')")
    user("reset", EMAIL)
    assert account(centre_db, EMAIL).two_step_since
    user("reset", "--end-two-step", EMAIL)
    assert account(centre_db, EMAIL).two_step_since is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("disable", "nobody@riverside.example"), "Nobody has an account with nobody@riverside"),
        (("invite", "entries", EMAIL, "Priya"), f"{EMAIL} has an account already."),
        (("invite", "entries", "no e-mail", "Priya"), "is no e-mail address"),
        (("add", "--password", "short", "entries", "a@b.c", "A"), "it needs 12 or more"),
        (("add", "--password", SECRET, "entries", "a@b.c", ""), "Type the person's name."),
    ],
)
def test_what_cannot_be_done_is_said(user, words: tuple[str, ...], said: str) -> None:
    done = user(*words)
    assert done.exit_code == 1
    assert said in done.output


def test_a_role_that_does_not_exist_is_refused(user) -> None:
    done = user("role", EMAIL, "owner")
    assert done.exit_code == 2
    assert "'owner' is not one of" in done.output


def test_everybody_can_be_signed_out_at_once(
    user, officer: Browser, signed_in, centre_db: Db
) -> None:
    other = signed_in("results")
    done = user("sign-out")
    assert (done.exit_code, done.output) == (
        0,
        "Nobody is signed in any more; 2 sessions were ended.\n",
    )
    assert not is_signed_in(officer)
    assert not is_signed_in(other)
    assert centre_db.execute("select count(*) from known_browsers").fetchone() == (0,)
    other.sign_in(*CAST["results"])
    assert user("sign-out").output == "Nobody is signed in any more; 1 session was ended.\n"
