"""An error page that answers a form carries what was sent, and sends it again."""

from collections.abc import Callable

import pytest

from tests.accounts.inviting import OFFICER
from tests.page import Browser, Page
from webapp.accounts.invitations import invitation
from webapp.accounts.people import store as store_people
from webapp.candidates.groups import store as store_groups
from webapp.candidates.imports import pages_upload
from webapp.database.connection import Db

PERSON = f"/accounts/{OFFICER}"
Patch = pytest.MonkeyPatch


def fail(*_given: object, **_named: object) -> None:
    raise RuntimeError("injected")


def pressed_again(browser: Browser, page: Page, address: str) -> Page:
    assert "Send it again" in page.text
    return browser.send(page, address)


def test_it_works(signed_in: Callable[[str], Browser], centre_db: Db, monkeypatch: Patch) -> None:
    administrator = signed_in("administrator")
    page = administrator.get(PERSON)
    with monkeypatch.context() as broken:
        broken.setattr(store_people, "change", fail)
        page = administrator.send(page, PERSON, name="Zoë “Z” <Quill>", role="results")
    assert page.status == 500
    assert page.form(PERSON)["name"] == "Zoë “Z” <Quill>"
    assert "Zoë “Z” <Quill>" in page.one("details", class_="more")["text"]
    assert pressed_again(administrator, page, PERSON).address == "/accounts"
    assert centre_db.execute(
        "select name, role from accounts where account_id = ?", [OFFICER]
    ).fetchone() == ("Zoë “Z” <Quill>", "results")


def test_repeated_fields_and_line_breaks_come_along(officer: Browser, monkeypatch: Patch) -> None:
    monkeypatch.setattr(store_groups, "add", fail)
    sent = {
        "search": "a",
        "candidate_id": ["3", "1", "2"],
        "added": "any",
        "group": "",
        "new_title": "\nTwo\r\nlines ",
    }
    page = officer.post("/candidates/groups/add", sent)
    assert page.status == 500
    again = page.form("/candidates/groups/add")
    assert (again["candidate_id"], again["new_title"]) == (["3", "1", "2"], "\nTwo\r\nlines ")
    assert [name for name in again if name != "form_token"] == list(sent)


def test_what_was_sent_where_nothing_is_any_more_can_be_read(officer: Browser) -> None:
    page = officer.post("/candidates/999999/edit", {"surname": "Quill", "opened_surname": "Old"})
    assert page.status == 404
    assert page.form("/candidates/999999/edit")["surname"] == "Quill"
    assert "Quill" in page.one("details", class_="more")["text"]
    assert "Old" not in page.one("details", class_="more")["text"]


def test_what_a_role_does_not_include_is_not_lost(signed_in: Callable[[str], Browser]) -> None:
    page = signed_in("results").post("/candidates/new", {"surname": "Quill"})
    assert page.status == 403
    assert page.form("/candidates/new")["surname"] == "Quill"


def test_passwords_are_never_written_into_a_page(officer: Browser, monkeypatch: Patch) -> None:
    monkeypatch.setattr(invitation, "problems_of_choice", fail)
    typed = {
        "old_password": "one secret",
        "password": "two secret",
        "password_again": "three secret",
    }
    page = officer.post("/account/password", typed)
    assert page.status == 500
    assert "secret" not in page.reply.text
    assert not page.all("form", action="/account/password")
    assert "Passwords and codes are not repeated here" in page.text


def test_a_form_of_our_own_with_an_old_token_can_be_sent_again(officer: Browser) -> None:
    old = {"form_token": "0" * 64, "title": "Evening class"}
    page = officer.post("/candidates/groups", old, headers={"origin": "http://testserver.local"})
    assert page.status == 403
    page = pressed_again(officer, page, "/candidates/groups")
    assert page.heading.startswith("Evening class")


@pytest.mark.parametrize("headers", [{}, {"origin": "http://elsewhere.example"}])
def test_what_may_come_from_elsewhere_is_not_carried(
    officer: Browser, headers: dict[str, str]
) -> None:
    page = officer.post(
        "/candidates/groups", {"form_token": "0", "title": "Evening"}, headers=headers
    )
    assert page.status == 403
    assert not page.all("form", action="/candidates/groups")
    assert "Evening" not in page.text
    assert "Go back to the page you came from" in page.text


def test_a_file_has_to_be_chosen_again(officer: Browser, monkeypatch: Patch) -> None:
    monkeypatch.setattr(pages_upload, "go", fail)
    monkeypatch.setattr(pages_upload, "show", fail)
    address = "/candidates/uploads"
    page = officer._seen(
        officer.client.post(
            address,
            data={"form_token": officer.form_token, "pasted": ""},
            files={"file": ("people.csv", b"Surname\nQuill\n", "text/csv")},
        )
    )
    assert page.status == 500
    assert page.one("form", action=address)["enctype"] == "multipart/form-data"
    assert page.one("input", type="file")["name"] == "file"
    assert "Choose the file people.csv again" in page.text


def test_with_script_the_page_stays_as_it_is(
    signed_in: Callable[[str], Browser], monkeypatch: Patch
) -> None:
    monkeypatch.setattr(store_groups, "add", fail)
    page = signed_in("entries").htmx("/candidates/groups", {"title": "Evening"})
    assert page.status == 500
    assert page.reply.headers["hx-retarget"] == "#errors"
    assert not page.all("form")
    assert "What you typed is still on this page." in page.text


def test_looking_needs_nothing_sent_again(officer: Browser) -> None:
    page = officer.get("/candidates/999999")
    assert page.status == 404
    assert "Send it again" not in page.text
