"""The first visit to a centre in which nobody has an account."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import client_over
from tests.page import Browser, Page
from webapp.accounts import store
from webapp.accounts.first_visit import first_visit
from webapp.accounts.first_visit.first_visit import TOO_MANY, WRONG
from webapp.accounts.people import store as store_people
from webapp.app import create_app
from webapp.database import connection as db
from webapp.database.connection import Db
from webapp.settings import Settings

SECRET = "purple kettle window"
WORDS = {
    "number": "54321",
    "centre_name": "Elm School",
    "contact": "Room 4",
    "name": "Ada Mensah",
    "email": "ada@elm.example",
    "password": SECRET,
    "password_again": SECRET,
}


@pytest.fixture
def first(empty_db: Db, tmp_path: Path) -> Iterator[Browser]:
    """A browser at a centre without any account; the code stands in first.code."""
    with client_over(tmp_path / "empty.db") as client:
        one = Browser(client)
        one.code = client.app.state.first_visit.code  # type: ignore[attr-defined]
        yield one


def send(one: Browser, **words: str) -> Page:
    values = {"code": one.code, **WORDS, **words}  # type: ignore[attr-defined]
    return one.send(one.get("/first-visit"), "/first-visit", **values)


def test_it_works(first: Browser, empty_db: Db) -> None:
    page = first.get("/")
    assert page.address == "/first-visit"
    assert page.heading == "First visit"
    page = send(first)
    assert page.address == "/sign-in"
    assert page.heading == "Sign in to Elm School"
    assert first.sign_in("ada@elm.example", SECRET).heading == "Home"
    assert first.get("/accounts").status == 200
    assert "Room 4" in first.get("/support").text


def test_every_address_leads_to_the_first_visit(first: Browser) -> None:
    for address in (
        "/",
        "/sign-in",
        "/entries/drafts",
        "/calendar/x",
        "/nowhere",
        "/invitation/x",
        "/accounts",
    ):
        assert first.get(address).address == "/first-visit"
    reply = first.client.get("/candidates", headers={"hx-request": "true"})
    assert (reply.status_code, reply.headers["hx-redirect"]) == (401, "/first-visit")
    reply = first.client.post("/sign-in", data={"email": "x"}, follow_redirects=False)
    assert reply.headers["location"] == "/first-visit"
    assert first.client.get("/static/css/kit.css").status_code == 200


def test_without_the_code_nothing_is_opened(first: Browser, empty_db: Db) -> None:
    for code in ("", "AAAA-AAAA-AAAA", first.code[:-1]):  # type: ignore[attr-defined]
        page = send(first, code=code)
        assert page.status == 422
        assert page.one("a", href="#code")["text"] == WRONG
        assert page.one("input", id="centre_name")["value"] == "Elm School"
        assert "value" not in page.one("input", id="password")
    assert store.centre(empty_db) is None
    assert not store_people.all_of_them(empty_db)


def test_guessing_the_code_is_slow(first: Browser) -> None:
    for _ in range(first_visit.TRIES):
        send(first, code="x")
    page = send(first)
    assert page.status == 422
    assert page.one("a", href="#code")["text"] == TOO_MANY


def test_the_code_stands_on_no_page_and_in_no_file(first: Browser, empty_db: Db) -> None:
    code = first.code  # type: ignore[attr-defined]
    assert code not in first.get("/first-visit").reply.text
    assert not [line for line in empty_db.conn.iterdump() if code in line]


def test_what_will_not_do_is_said_and_what_was_typed_stays(first: Browser, empty_db: Db) -> None:
    page = send(first, number="123", email="ada", password="short", password_again="short")
    assert page.status == 422
    for field in ("number", "email", "password"):
        assert page.one("a", href=f"#{field}")
    assert page.one("textarea", id="contact")["text"].strip() == "Room 4"
    assert store.centre(empty_db) is None


def test_a_form_that_is_not_ours_opens_nothing(first: Browser, empty_db: Db) -> None:
    reply = first.client.post("/first-visit", data={"code": first.code, **WORDS})  # type: ignore[attr-defined]
    assert reply.status_code == 403
    assert not store_people.all_of_them(empty_db)


def test_after_the_first_account_the_page_is_gone(stranger: Browser, centre_db: Db) -> None:
    assert stranger.get("/first-visit").address == "/sign-in"
    code = stranger.client.app.state.first_visit.code
    before = store.centre(centre_db)
    assert stranger.post("/first-visit", {"code": code, **WORDS}).address == "/sign-in"
    assert store.centre(centre_db) == before
    assert store_people.with_email(centre_db, WORDS["email"]) is None


def test_each_start_makes_another_code(tmp_path: Path) -> None:
    one = db.connect(tmp_path / "empty.db")
    one.close()
    settings = Settings(db=tmp_path / "empty.db")
    assert (
        create_app(settings).state.centre.first_visit.code
        != create_app(settings).state.centre.first_visit.code
    )
