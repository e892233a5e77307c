"""One's own account: password, sessions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accounts.codes import forget_tries
from tests.accounts.sample_people import age, is_signed_in, token_of
from tests.conftest import CAST
from tests.page import Browser, Page, squeezed
from webapp.accounts.sessions import session
from webapp.database.connection import Db

EMAIL, SECRET = CAST["entries"]
NEW = "four sheep in a tin boat"


def change(one: Browser, old: str = SECRET, new: str = NEW, again: str = NEW) -> Page:
    values = {"old_password": old, "password": new, "password_again": again}
    return one.send(one.get("/account"), "/account/password", **values)


def session_id(one: Browser, db: Db) -> int:
    return db.execute(
        "select session_id from sessions where token_hash = ?", [session.hash_of(token_of(one))]
    ).fetchone()[0]


def test_it_works(officer: Browser) -> None:
    page = officer.get("/")
    assert page.one("a", class_="head__account")["href"] == "/account"
    page = officer.get("/account")
    assert page.heading == "Your account"
    facts = [squeezed(one["text"]) for one in page.all("dd")]
    assert facts == ["Priya Lewis", EMAIL, "Candidates, entries and results", "Off Set it up"]
    autocomplete = [one.get("autocomplete") for one in page.all("input") if one.get("autocomplete")]
    assert autocomplete == ["username", "current-password", "new-password", "new-password"]


@pytest.mark.parametrize("path", ["/account", "/account/password", "/account/sessions/end"])
def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, path: str) -> None:
    page = stranger.get(path) if path == "/account" else stranger.post(path)
    assert page.address == "/sign-in"


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_has_it(signed_in: Callable[[str], Browser], role: str) -> None:
    assert CAST[role][0] in signed_in(role).get("/account").text


def test_the_new_password_counts_and_the_old_one_no_longer(officer: Browser) -> None:
    page = change(officer)
    assert page.address == "/account"
    assert "Your password is changed." in page.text
    officer.post("/sign-out")
    form = officer.get("/sign-in")
    assert officer.send(form, "/sign-in", email=EMAIL, password=SECRET).status == 422
    assert officer.send(form, "/sign-in", email=EMAIL, password=NEW).heading == "Home"


def test_changing_it_signs_me_out_everywhere_else_and_renews_this_session(
    officer: Browser, signed_in: Callable[[str], Browser]
) -> None:
    other, before = signed_in("entries"), token_of(officer)
    somebody = signed_in("results")
    change(officer)
    assert is_signed_in(officer)
    assert token_of(officer) != before
    assert not is_signed_in(other)
    assert is_signed_in(somebody)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"old": "wrong"}, "old_password", "This is not your password."),
        ({"new": "short", "again": "short"}, "password", "it needs 12 or more"),
        ({"new": "password12345", "again": "password12345"}, "password", "many people use"),
        ({"new": "priya in a tin boat", "again": "priya in a tin boat"}, "password", "“Priya”"),
        ({"new": "riverside tin boat", "again": "riverside tin boat"}, "password", "“riverside”"),
        ({"again": "five sheep in a tin boat"}, "password_again", "The two passwords differ."),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    officer: Browser, signed_in: Callable[[str], Browser], values: dict, field: str, words: str
) -> None:
    other = signed_in("entries")
    page = change(officer, **values)
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    assert words in page.one("a", href=f"#{field}")["text"]
    assert not any("value" in one for one in page.all("input", type="password"))
    assert is_signed_in(other)
    officer.post("/sign-out")
    page = officer.get("/sign-in")
    assert officer.send(page, "/sign-in", email=EMAIL, password=SECRET).heading == "Home"


def test_guessing_my_password_from_my_open_session_is_slowed_down(
    officer: Browser, centre_db: Db
) -> None:
    for _ in range(5):
        assert change(officer, old="wrong").status == 422
    page = change(officer)
    assert page.status == 429
    assert "wait 1 second" in page.text
    forget_tries(centre_db)
    assert "Your password is changed." in change(officer).text


def test_my_sessions_are_listed_with_browser_and_address(
    officer: Browser, signed_in: Callable[[str], Browser], stranger: Browser
) -> None:
    signed_in("results")
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0"
    stranger.client.headers["user-agent"] = agent
    stranger.sign_in(EMAIL, SECRET)
    rows = officer.get("/account").all("tr")[1:]
    assert len(rows) == 2
    assert ["This one" in row["text"] for row in rows].count(True) == 1
    assert any("Firefox on Windows" in row["text"] and "testclient" in row["text"] for row in rows)


def test_a_session_that_is_over_is_not_listed(
    officer: Browser, signed_in: Callable[[str], Browser], centre_file: Path
) -> None:
    signed_in("entries")
    age(centre_file, seen_at="-61 minutes")
    officer.sign_in(EMAIL, SECRET)
    assert len(officer.get("/account").all("tr")) == 2


def test_i_can_end_one_of_my_sessions(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    other = signed_in("entries")
    page = officer.get("/account")
    page = officer.send(page, f"/account/sessions/{session_id(other, centre_db)}/end")
    assert "You are signed out there." in page.text
    assert not is_signed_in(other)
    assert is_signed_in(officer)
    page = officer.send(page, f"/account/sessions/{session_id(officer, centre_db)}/end")
    assert page.address == "/sign-in"
    assert not is_signed_in(officer)


def test_nobody_can_end_the_session_of_somebody_else(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    other = signed_in("administrator")
    number = session_id(other, centre_db)
    for wrong in (number, 999, "9" * 30):
        assert officer.post(f"/account/sessions/{wrong}/end").status == 404
    assert is_signed_in(other)


def test_signing_out_everywhere_ends_all_my_sessions_and_nobody_elses(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    other, somebody = signed_in("entries"), signed_in("results")
    page = officer.send(officer.get("/account"), "/account/sessions/end")
    assert page.address == "/sign-in"
    assert "You are signed out everywhere." in page.text
    assert [is_signed_in(one) for one in (officer, other, somebody)] == [False, False, True]
    known = centre_db.execute("select account_id from known_browsers").fetchall()
    assert known == [(3,)]
