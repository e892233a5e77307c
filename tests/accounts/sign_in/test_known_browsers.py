"""Whoever signs in with a password that many people use chooses another before anything else."""

from collections.abc import Callable

import pytest

from tests.accounts.codes import a_minute_later, app_code, set_up
from tests.accounts.sample_people import is_signed_in
from tests.conftest import CAST
from tests.page import Browser, Page
from webapp.accounts import store_invariants
from webapp.accounts.passwords import password
from webapp.accounts.sessions import store as store_sessions
from webapp.database.connection import Db

EMAIL, SECRET = CAST["entries"]
ACCOUNT_ID = 2
KNOWN = "football2026!"
NEW = "four sheep in a tin boat"


@pytest.fixture
def known(centre_db: Db) -> str:
    """The officer's password as an older list, or another program, let it be."""
    store_sessions.set_password_hash(centre_db, ACCOUNT_ID, password.hash_of(KNOWN))
    return KNOWN


def give(one: Browser, secret: str) -> Page:
    return one.send(one.get("/sign-in"), "/sign-in", email=EMAIL, password=secret)


def test_another_one_is_chosen_first(stranger: Browser, centre_db: Db, known: str) -> None:
    page = give(stranger, known)
    assert page.address.startswith("/invitation/")
    assert "one that many people use" in page.text
    assert "administrator has reset" not in page.text
    assert not is_signed_in(stranger)
    page = stranger.send(page, page.address, password=NEW, password_again=NEW)
    assert page.address == "/sign-in"
    assert give(stranger, known).status == 422
    assert give(stranger, NEW).heading == "Home"


def test_it_is_asked_each_time_and_going_away_locks_nobody_out(
    stranger: Browser, centre_db: Db, known: str
) -> None:
    first = give(stranger, known)
    second = give(stranger, known)
    assert first.address != second.address
    assert stranger.get(first.address).status == 404
    assert stranger.get(second.address).status == 200


def test_the_code_comes_before_it(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    app, _ = set_up(officer)
    officer.post("/sign-out")
    store_sessions.set_password_hash(centre_db, ACCOUNT_ID, password.hash_of(KNOWN))
    a_minute_later(centre_db)
    page = give(officer, KNOWN)
    assert page.address == "/sign-in/code"
    page = officer.send(page, "/sign-in/code", code=app_code(app))
    assert page.address.startswith("/invitation/")
    assert not is_signed_in(officer)


def test_a_good_password_leads_where_it_did(stranger: Browser, known: str, centre_db: Db) -> None:
    give(stranger, known)
    store_sessions.set_password_hash(centre_db, ACCOUNT_ID, password.hash_of(NEW))
    assert give(stranger, NEW).heading == "Home"


def test_the_check_finds_nothing_wrong_with_a_link_that_a_known_password_led_to(
    stranger: Browser, centre_db: Db, known: str
) -> None:
    assert give(stranger, known).address.startswith("/invitation/")
    assert store_invariants.broken(centre_db) == []


def test_the_check_names_a_link_beside_a_password_that_nobody_else_uses(
    stranger: Browser, centre_db: Db, known: str
) -> None:
    give(stranger, known)
    centre_db.execute("update accounts set password_known_at = null")
    assert store_invariants.broken(centre_db) == [
        "Account 2 has a password, and a link to choose one that still counts."
    ]
