"""Accounts in a real browser: the first visit, an invitation, and an end at once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Centre
from tests.browser.steps import leave, press, sign_in
from tests.browser.test_accessibility import audit
from tests.real_server import SERVER_LOGS, Server
from webapp.demo import results as store_demonstration

ADMINISTRATOR = store_demonstration.PEOPLE_AND_PASSWORDS[0][1:]
SECRET = "purple kettle window"
BO = "bo@riverside.example"
EITHER = pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])


def choose_password(page: Page, secret: str = SECRET) -> None:
    page.get_by_label("New password", exact=True).fill(secret)
    page.get_by_label("New password again").fill(secret)


def invite(page: Page, address: str, name: str, email: str, role: str) -> str:
    """Invite a person; gives the link that stands on the page."""
    page.goto(f"{address}/accounts")
    page.get_by_role("button", name="Invite a person").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label(role, exact=True).check()
    press(page, "Make the invitation")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Invitation for {name}")
    return page.get_by_label("Link").input_value()


@EITHER
def test_a_new_centre_is_opened_with_the_code_from_the_terminal(
    tmp_path: Path, open_page: Callable[..., Page], scripted: bool
) -> None:
    server = Server(tmp_path / "new.db", SERVER_LOGS).start()
    try:
        said = server.log.read_text()
        code = re.search(r"code for the first visit: (\S+)", said)
        assert code
        assert "The catalogue that comes with Single Point is in the file." in said
        page = open_page(java_script_enabled=scripted)
        page.goto(f"{server.address}/catalogue")
        expect(page.get_by_role("heading", level=1)).to_have_text("First visit")
        page.get_by_label("One-time code").fill("AAAA-BBBB-CCCC")
        page.get_by_label("Centre number").fill("54321")
        page.get_by_label("Name of the centre").fill("Elm School")
        page.get_by_label("Your name").fill("Ada Mensah")
        page.get_by_label("Your e-mail").fill("ada@elm.example")
        choose_password(page)
        press(page, "Open the centre")
        page.get_by_role("link", name="This is not the code").click()
        expect(page.get_by_label("One-time code")).to_be_focused()
        page.get_by_label("One-time code").fill(code[1])
        choose_password(page)
        leave(page, "Open the centre")
        sign_in(page, f"{server.address}/sign-in", ("ada@elm.example", SECRET))
        page.goto(f"{server.address}/catalogue")
        expect(page.get_by_role("link", name="ICT")).to_be_visible()
    finally:
        server.stop()


@EITHER
def test_the_invited_come_in_at_their_own_browser_and_disabling_ends_it_at_once(
    centre: Centre, open_page: Callable[..., Page], scripted: bool
) -> None:
    administrator = open_page(java_script_enabled=scripted)
    sign_in(administrator, centre.address, ADMINISTRATOR)
    link = invite(administrator, centre.address, "Bo Ash", BO, "entries")
    invited = open_page(java_script_enabled=scripted)
    invited.goto(link)
    expect(invited.get_by_text("Bo Ash")).to_be_visible()
    choose_password(invited)
    leave(invited, "Keep this password")
    sign_in(invited, f"{centre.address}/sign-in", (BO, SECRET))
    administrator.goto(f"{centre.address}/accounts")
    administrator.get_by_role("link", name="Bo Ash").click()
    administrator.get_by_text("Disable this account").click()
    press(administrator, "Disable Bo Ash")
    expect(
        administrator.get_by_text("The account is disabled, and its sessions have ended.")
    ).to_be_visible()
    invited.goto(f"{centre.address}/entries/drafts")
    expect(invited.get_by_role("heading", level=1)).to_have_text(re.compile("Sign in to"))
    invited.goto(link)
    expect(invited.get_by_role("heading", level=1)).to_have_text("This link does not work")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_what_administrators_and_readers_of_the_guide_see_is_accessible_and_never_too_wide(
    centre: Centre, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    sign_in(page, centre.address, ADMINISTRATOR)
    for path in (
        "/accounts",
        "/accounts/1",
        "/accounts/new",
        "/accounts/centre",
        "/accounts/two-step",
        "/accounts/activity",
        "/backups",
        "/account",
        "/support",
        "/support/guide/entries",
        "/support/guide/keys",
    ):
        page.goto(centre.address + path)
        audit(page)
