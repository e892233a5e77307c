"""Two-step sign-in, and the warning before a session ends."""

from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_accessibility import audit
from tests.browser.test_grid import draft
from tests.browser.test_tabs_and_sessions import end_sessions, send_on, sign_in_again


def expect_heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def turn_on(page: Page) -> tuple[pyotp.TOTP, list[str]]:
    """From the page with the picture to the recovery codes, as a person with an app goes."""
    app = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    expect(page.get_by_role("img", name="QR code with the key below")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(app.now())
    steps.press(page, "Turn it on")
    expect_heading(page, "Your recovery codes")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    return app, codes


def set_up(centre: Centre, page: Page) -> tuple[pyotp.TOTP, list[str]]:
    steps.sign_in(page, centre.address, OFFICER)
    page.get_by_role("link", name="Priya Lewis").click()
    page.get_by_role("link", name="Set it up").click()
    page.get_by_label("Your password").fill(OFFICER[1])
    steps.leave(page, "Set it up")
    app, codes = turn_on(page)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("On, 10 recovery codes left")).to_be_visible()
    return app, codes


def a_minute_later(centre: Centre) -> None:
    centre.db.execute("update two_step set last_step = last_step - 3")


def give(page: Page, code: str) -> None:
    expect_heading(page, "Type your code")
    page.get_by_label("Code", exact=True).fill(code)
    steps.press(page, "Go on")


def test_a_code_counts_once_and_a_recovery_code_takes_its_place(centre: Centre, page: Page) -> None:
    app, codes = set_up(centre, page)
    steps.leave(page, "Sign out")
    a_minute_later(centre)
    sign_in_again(page)
    code = app.now()
    give(page, code)
    expect_heading(page, "Home")
    steps.leave(page, "Sign out")
    sign_in_again(page)
    give(page, code)
    expect(page.get_by_role("alert").get_by_text("This code does not count.")).to_be_visible()
    give(page, codes[0])
    expect_heading(page, "Home")
    page.goto(centre.address + "/account/two-step")
    expect(page.get_by_text("9 recovery codes left")).to_be_visible()
    page.get_by_label("Your password").fill(OFFICER[1])
    page.get_by_label("Code", exact=True).fill(codes[1])
    steps.press(page, "Turn it off")
    expect(page.get_by_text("Two-step sign-in is off.")).to_be_visible()


def test_whoever_must_have_it_sets_it_up_first(centre: Centre, page: Page) -> None:
    centre.db.execute("insert into two_step_roles values ('entries')")
    page.goto(centre.address + "/entries/drafts")
    sign_in_again(page)
    expect_heading(page, "Set up two-step sign-in to go on")
    page.goto(centre.address + "/candidates")
    expect_heading(page, "Set up two-step sign-in to go on")
    expect(page.get_by_role("navigation", name="Main")).to_have_count(0)
    steps.leave(page, "Set it up")
    turn_on(page)
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(centre.address + "/candidates")


def test_a_session_that_ends_in_the_middle_of_the_form_loses_nothing(
    centre: Centre, page: Page
) -> None:
    app, _ = set_up(centre, page)
    a_minute_later(centre)
    page.goto(draft(centre, 1).replace("/options", "/candidates/new"))
    steps.fill_candidate(
        page, {"forenames": "Zéphyrine", "surname": "Quill", "born_on": "2008-03-27"}
    )
    end_sessions(centre)
    steps.press(page, "Save candidate")
    sign_in_again(page)
    expect(page.get_by_text("What you sent has been kept")).to_be_visible()
    give(page, "000000")
    expect(page.get_by_text("What you sent has been kept")).to_be_visible()
    give(page, app.now())
    send_on(page, "Quill")
    steps.expect_selected(page, 2)
    assert centre.value("select count(*) from candidates where surname = 'Quill'") == 1


def seen(centre: Centre, seconds_ago: int, started_ago: int | None = None) -> None:
    centre.db.execute(
        "update sessions set seen_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?),"
        " started_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?) where ended_at is null",
        [f"-{seconds_ago} seconds", f"-{started_ago or seconds_ago} seconds"],
    )


@pytest.fixture
def quick(centre: Centre, open_page: Callable[..., Page]) -> Page:
    """A page whose own clock the test moves on; the server's is moved in the file."""
    page = open_page()
    page.clock.install()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(centre.address + "/candidates/new")
    page.get_by_label("Surname").fill("Quill")
    return page


def test_two_minutes_before_the_end_i_am_warned_and_can_stay(centre: Centre, quick: Page) -> None:
    warning = quick.get_by_role("alert").get_by_text("You will be signed out at")
    quick.clock.run_for(57 * 60 * 1000)
    expect(warning).to_have_count(0)
    seen(centre, 58 * 60 + 5)
    quick.clock.run_for(61 * 1000)
    expect(warning).to_be_visible()
    audit(quick)
    quick.get_by_role("button", name="Stay signed in").press("Enter")
    expect(warning).to_have_count(0)
    expect(quick.locator("#main")).to_be_focused()
    expect(quick.get_by_label("Surname")).to_have_value("Quill")
    gone = "select (julianday('now') - julianday(max(seen_at))) * 86400 < 60 from sessions"
    assert centre.value(gone) == 1


def test_work_in_another_tab_keeps_the_warning_away(centre: Centre, quick: Page) -> None:
    with quick.expect_response("**/session/left") as asked:
        quick.clock.run_for(59 * 60 * 1000)
    assert asked.value.json()["left"] > 3000
    expect(quick.locator("#kit-session")).to_be_hidden()
    seen(centre, 59 * 60)
    quick.clock.run_for(59 * 60 * 1000)
    expect(quick.get_by_role("button", name="Stay signed in")).to_be_visible()


def test_after_twelve_hours_the_end_cannot_be_put_off(centre: Centre, quick: Page) -> None:
    seen(centre, 60, 12 * 3600 - 100)
    quick.clock.run_for(59 * 60 * 1000)
    expect(quick.get_by_role("alert").get_by_text("this cannot be put off")).to_be_visible()
    expect(quick.get_by_role("button", name="Stay signed in")).to_be_hidden()


def test_when_it_is_over_the_page_says_so_and_what_i_typed_stays(
    centre: Centre, quick: Page
) -> None:
    end_sessions(centre)
    quick.clock.run_for(59 * 60 * 1000)
    expect(quick.get_by_role("alert").get_by_text("You are signed out now.")).to_be_visible()
    expect(quick.get_by_label("Surname")).to_have_value("Quill")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_pages_of_signing_in(
    centre: Centre, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    steps.sign_in(page, centre.address, OFFICER)
    for address in ("/account", "/account/two-step"):
        page.goto(centre.address + address)
        audit(page)
    steps.leave(page, "Set it up")
    audit(page)
    page.get_by_label("Your password").fill(OFFICER[1])
    steps.leave(page, "Set it up")
    audit(page)
    turn_on(page)
    audit(page)
    steps.leave(page, "Sign out")
    sign_in_again(page)
    expect_heading(page, "Type your code")
    audit(page)
