"""The link that a person was given: it works once, and says what to do when it does not."""

from collections.abc import Callable

import pytest

from tests.accounts.inviting import BO, SECRET, choose, path_made
from tests.accounts.sample_people import is_signed_in
from tests.page import Browser
from webapp.accounts.invitations import invitation
from webapp.database.connection import Db


def test_it_works(stranger: Browser, centre_db: Db) -> None:
    path = path_made(centre_db)
    page = stranger.get(path)
    assert page.heading == "Choose your password"
    assert BO.name in page.text
    assert BO.email in page.text
    assert page.reply.headers["referrer-policy"] == "same-origin"
    page = choose(stranger, path)
    assert page.address == "/sign-in"
    assert "Your password is kept." in page.text
    assert not is_signed_in(stranger)
    assert stranger.sign_in(BO.email, SECRET).heading == "Home"


def test_nobody_signs_in_before_a_password_has_been_chosen(
    stranger: Browser, centre_db: Db
) -> None:
    path_made(centre_db)
    for secret in ("", SECRET):
        assert stranger.sign_in(BO.email, secret).status == 422


@pytest.mark.parametrize(
    ("secret", "again", "field"),
    [
        ("short", "short", "password"),
        (SECRET, "another one", "password_again"),
        ("bo@riverside.example", "bo@riverside.example", "password"),
        ("", "", "password"),
    ],
)
def test_a_password_that_will_not_do_is_refused_and_the_link_still_works(
    stranger: Browser, centre_db: Db, secret: str, again: str, field: str
) -> None:
    path = path_made(centre_db)
    page = choose(stranger, path, secret, password_again=again)
    assert page.status == 422
    assert page.one("a", href=f"#{field}")
    assert "value" not in page.one("input", id="password")
    assert choose(stranger, path).address == "/sign-in"


def test_a_used_link_says_so_and_opens_nothing(stranger: Browser, centre_db: Db) -> None:
    path = path_made(centre_db)
    choose(stranger, path)
    for page in (stranger.get(path), stranger.post(path, {"password": "other kettle window"})):
        assert page.status == 404
        assert page.heading == "This link does not work"
        assert invitation.USED in page.text
        assert BO.name not in page.text
    assert stranger.sign_in(BO.email, SECRET).heading == "Home"


def test_an_old_link_says_whom_to_ask(stranger: Browser, centre_db: Db) -> None:
    path = path_made(centre_db)
    open_page = stranger.get(path)
    centre_db.execute("update invitations set expires_at = '2020-01-01T09:00:00.000000Z'")
    page = stranger.get(path)
    assert page.status == 404
    assert "ask an administrator of Riverside College" in page.text
    values = {"password": SECRET, "password_again": SECRET}
    assert stranger.send(open_page, path, **values).status == 404


def test_a_link_that_nobody_made_opens_nothing(stranger: Browser, centre_db: Db) -> None:
    path = path_made(centre_db)
    for wrong in (path[:-1], path + "x", "/invitation/x", "/invitation/%00"):
        assert stranger.get(wrong).status == 404


def test_the_link_of_a_disabled_account_opens_nothing(stranger: Browser, centre_db: Db) -> None:
    path = path_made(centre_db)
    centre_db.execute("update accounts set disabled_at = made_at where email = ?", [BO.email])
    page = stranger.get(path)
    assert page.status == 404
    assert BO.name not in page.text


def test_the_link_of_one_makes_room_at_a_browser_where_another_is_signed_in(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    administrator = signed_in("administrator")
    path = path_made(centre_db)
    assert "That ends when you keep the password." in administrator.get(path).text
    assert choose(administrator, path).address == "/sign-in"
    assert not is_signed_in(administrator)
    assert administrator.sign_in(BO.email, SECRET).heading == "Home"
    assert administrator.get("/accounts").status == 403


def test_a_form_that_is_not_ours_chooses_nothing(stranger: Browser, centre_db: Db) -> None:
    path = path_made(centre_db)
    values = {"password": SECRET, "password_again": SECRET}
    assert stranger.client.post(path, data=values).status_code == 403
    assert stranger.get(path).status == 200
