"""The centre's number, name and contact, changed by an administrator."""

from collections.abc import Callable

import pytest

from tests.page import Browser
from webapp.accounts import store
from webapp.accounts.centre.centre import Centre
from webapp.database.connection import Db

CENTRE = "/accounts/centre"
ELM = {"number": "54321", "centre_name": "  Elm   School ", "contact": "Room 4\r\nextension 12 "}


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


def test_it_works(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(CENTRE)
    assert page.heading == "Centre"
    before = store.centre(centre_db)
    assert before
    assert before.number == page.form(CENTRE)["number"]
    assert before.name == page.form(CENTRE)["centre_name"]
    page = administrator.send(page, CENTRE, **ELM)
    assert page.address == CENTRE
    assert store.centre(centre_db) == Centre("54321", "Elm School", "Room 4\nextension 12")
    header = page.one("header")["text"]
    assert "Elm School" in header
    assert "54321" in header
    assert "extension 12" in administrator.get("/support").text


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("number", "", "Type the centre's number; it has 5 digits."),
        ("number", "1234", "A centre number has 5 digits; 1234 does not fit."),
        ("number", "12345x", "A centre number has 5 digits; 12345x does not fit."),
        ("centre_name", "  ", "Type the centre's name."),
        ("centre_name", "a" * 201, "The name has 201 characters: shorten it to 200 or fewer."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    administrator: Browser, centre_db: Db, field: str, words: str, said: str
) -> None:
    before = store.centre(centre_db)
    sent = {**ELM, field: words}
    page = administrator.post(CENTRE, sent)
    assert page.status == 422
    assert said in page.text
    assert page.one("a", href=f"#{field}")["text"] == said
    assert page.one("input", name="number")["value"] == sent["number"]
    assert page.one("input", name="centre_name")["value"] == sent["centre_name"]
    assert "extension 12" in page.one("textarea", name="contact")["text"]
    assert store.centre(centre_db) == before


def test_the_activity_says_who_changed_what(administrator: Browser, centre_db: Db) -> None:
    before = store.centre(centre_db)
    assert before
    administrator.post(CENTRE, {**ELM, "contact": before.contact})
    text = administrator.get("/accounts/activity").text
    assert (
        f"Changed centre 1: number {before.number} → 54321, name {before.name} → Elm School" in text
    )


@pytest.mark.parametrize("role", ["entries", "results"])
def test_it_is_for_administrators(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    before = store.centre(centre_db)
    one = signed_in(role)
    assert one.get(CENTRE).status == 403
    assert one.post(CENTRE, ELM).status == 403
    assert store.centre(centre_db) == before
    assert CENTRE not in {link["href"] for link in one.get("/support").all("a")}


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    assert stranger.get(CENTRE).address == "/sign-in"
    assert stranger.post(CENTRE, ELM).address == "/sign-in"


def test_while_nobody_is_named_support_leads_an_administrator_there(
    administrator: Browser, signed_in: Callable[[str], Browser]
) -> None:
    administrator.post(CENTRE, {**ELM, "contact": ""})
    links = [link["text"] for link in administrator.get("/support").all("a", href=CENTRE)]
    assert links == ["Centre", "Say whom to ask"]
    assert "An administrator can say whom to ask." in signed_in("results").get("/support").text
