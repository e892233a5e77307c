"""The accounts page: who may come in, inviting, changing, disabling, new links."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from tests.accounts.inviting import (
    ADMINISTRATOR,
    BO,
    OFFICER,
    READER,
    SECRET,
    choose,
    invite,
    path_on,
)
from tests.accounts.sample_people import is_signed_in
from tests.conftest import CAST
from tests.entries.drafts import everything
from tests.page import Browser, squeezed
from webapp.accounts.people import store as store_people
from webapp.accounts.people.store import LAST
from webapp.database.connection import Db

PAGES = ("/accounts", "/accounts/new", f"/accounts/{OFFICER}")
DEEDS = tuple(f"/accounts/{OFFICER}{deed}" for deed in ("", "/link", "/disable", "/enable"))


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


def row_of(browser: Browser, name: str) -> dict[str, str]:
    """The cells of a person's row on the accounts page, by their heading."""
    page = browser.get("/accounts")
    row = next(one for one in page.all("tr") if name in one["text"])
    return {
        one["data-label"]: squeezed(one["text"]) for one in page.all("td") if row in one["within"]
    }


def test_it_works(administrator: Browser) -> None:
    page = administrator.get("/accounts")
    assert page.heading == "Accounts"
    assert page.one("a", href="/accounts", aria_current="page")["text"] == "Accounts"
    row = row_of(administrator, "Priya Lewis")
    assert row["E-mail"] == CAST["entries"][0]
    assert (row["Role"], row["State"], row["Two-step"]) == ("entries", "active", "off")
    assert row["Last sign-in"] == "never"
    assert "2026" in row_of(administrator, CAST["administrator"][0])["Last sign-in"]


def test_others_do_not_come_in(signed_in: Callable[[str], Browser], centre_db: Db) -> None:
    for role in ("entries", "results"):
        one = signed_in(role)
        before = everything(centre_db)
        for address in PAGES:
            page = one.get(address)
            assert page.status == 403
            assert CAST["administrator"][0] not in page.text
        for address in (*DEEDS, "/accounts/new"):
            assert (
                one.post(address, {"name": "X", "email": "x@y.z", "role": "administrator"}).status
                == 403
            )
        assert everything(centre_db) == before
        assert not one.get("/").all("a", href="/accounts")


def test_an_account_that_is_not_there(administrator: Browser) -> None:
    for wrong in ("999", "0", "abc", "9" * 30):
        assert administrator.get(f"/accounts/{wrong}").status == 404
    for deed in ("", "/link", "/disable", "/enable"):
        assert administrator.post(f"/accounts/999{deed}").status == 404


def test_whoever_is_signed_out_signs_in_first(stranger: Browser) -> None:
    for address in PAGES:
        assert stranger.get(address).address == "/sign-in"


def test_an_invited_person_chooses_a_password_and_comes_in(
    administrator: Browser, stranger: Browser
) -> None:
    page = invite(administrator)
    assert page.heading == "Invitation for Bo Ash"
    path = path_on(page)
    assert page.one("input", id="link")["value"].startswith("http://testserver.local/")
    assert page.reply.headers["cache-control"] == "no-store"
    assert row_of(administrator, "Bo Ash")["State"] == "invited"
    choose(stranger, path)
    assert stranger.sign_in(BO.email, SECRET).heading == "Home"
    assert row_of(administrator, "Bo Ash")["State"] == "active"


def test_the_link_is_shown_once_and_kept_in_no_cookie(administrator: Browser) -> None:
    page = invite(administrator)
    token = path_on(page).rpartition("/")[2]
    assert token not in unquote(str(page.reply.headers.get_list("set-cookie")))
    account_id = page.all("a", class_="govuk-link")[-1]["href"]
    for address in ("/accounts", account_id):
        assert token not in administrator.get(address).reply.text


def test_who_has_an_account_is_not_invited_again(administrator: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    page = invite(administrator, email=CAST["results"][0].upper(), name="Some Body")
    assert page.status == 422
    assert "has an account already" in page.one("a", href="#email")["text"]
    assert page.one("input", id="name")["value"] == "Some Body"
    assert everything(centre_db) == before


def test_what_is_missing_is_said_beside_its_field(administrator: Browser) -> None:
    page = administrator.post("/accounts/new", {"email": "nobody"})
    assert page.status == 422
    assert [
        one["href"]
        for one in page.all("a")
        if one.get("href", "").startswith("#") and one["href"] != "#main"
    ] == ["#name", "#email", "#role"]


def test_a_new_name_and_e_mail_leave_the_person_signed_in(
    administrator: Browser, officer: Browser
) -> None:
    address = f"/accounts/{OFFICER}"
    page = administrator.send(
        administrator.get(address), address, name="Priya Newname", email="newname@riverside.example"
    )
    assert page.address == "/accounts"
    assert "Priya Newname" in officer.get("/").one("header")["text"]
    assert row_of(administrator, "Priya Newname")["E-mail"] == "newname@riverside.example"


def test_a_new_role_counts_at_the_next_request(administrator: Browser, officer: Browser) -> None:
    address = f"/accounts/{OFFICER}"
    assert officer.get("/entries/drafts").status == 200
    administrator.send(administrator.get(address), address, role="results")
    assert officer.get("/entries/drafts").address == "/sign-in"
    officer.sign_in(*CAST["entries"])
    assert officer.get("/entries/drafts").status == 403


def test_disabling_ends_a_session_at_once_and_enabling_brings_back(
    administrator: Browser, officer: Browser
) -> None:
    address = f"/accounts/{OFFICER}"
    assert is_signed_in(officer)
    page = administrator.send(administrator.get(address), f"{address}/disable")
    assert "disabled" in page.one("div", class_="govuk-notification-banner__content")["text"]
    assert not is_signed_in(officer)
    assert officer.sign_in(*CAST["entries"]).status == 422
    assert row_of(administrator, "Priya Lewis")["State"] == "disabled"
    administrator.send(administrator.get(address), f"{address}/enable")
    assert officer.sign_in(*CAST["entries"]).heading == "Home"


def test_a_reset_voids_the_password_and_a_link_gives_a_new_one(
    administrator: Browser, officer: Browser
) -> None:
    address = f"/accounts/{OFFICER}"
    page = administrator.send(administrator.get(address), f"{address}/link")
    assert page.heading == "New password for Priya Lewis"
    assert not is_signed_in(officer)
    assert officer.sign_in(*CAST["entries"]).status == 422
    assert row_of(administrator, "Priya Lewis")["State"] == "reset"
    choose(officer, path_on(page))
    assert officer.sign_in(CAST["entries"][0], SECRET).heading == "Home"


def test_two_step_sign_in_ends_with_a_reset_when_the_box_is_ticked(
    administrator: Browser, centre_db: Db
) -> None:
    centre_db.execute(
        "insert into two_step (account_id, secret, since)"
        " values (2, 'x', '2026-11-01T09:00:00.000000Z')"
    )
    assert row_of(administrator, "Priya Lewis")["Two-step"] == "on"
    address = f"/accounts/{OFFICER}"
    administrator.send(administrator.get(address), f"{address}/link", ends_two_step="1")
    assert row_of(administrator, "Priya Lewis")["Two-step"] == "off"


def test_nobody_resets_or_disables_or_demotes_the_last_administrator(
    administrator: Browser, centre_db: Db
) -> None:
    address = f"/accounts/{ADMINISTRATOR}"
    page = administrator.get(address)
    assert "this is your own account" in page.text
    assert not page.all("form", action=f"{address}/link")
    before = store_people.one(centre_db, ADMINISTRATOR)
    for refusal in (
        administrator.send(page, address, role="entries"),
        administrator.send(page, f"{address}/disable"),
    ):
        assert refusal.status == 422
        assert refusal.one("a", href="#role")["text"] == LAST
    assert administrator.post(f"{address}/link").status == 422
    assert store_people.one(centre_db, ADMINISTRATOR) == before
    assert is_signed_in(administrator)


def test_whom_nobody_has_seen_for_ninety_days_is_marked(
    administrator: Browser, centre_db: Db
) -> None:
    assert not administrator.get("/accounts").all("span", class_="tag")
    long_ago = "2020-01-01T09:00:00.000000Z"
    centre_db.execute(
        "update accounts set made_at = ?, signed_in_at = ? where account_id = ?",
        [long_ago, long_ago, READER],
    )
    page = administrator.get("/accounts")
    assert "Nobody has signed in for 90 days or longer with 1 account." in page.text
    assert page.one("span", class_="tag")["text"] == "Dormant"
    assert "Dormant" in administrator.get(f"/accounts/{READER}").text
