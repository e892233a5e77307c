"""Two tabs, a session that ends in between, Back, the menu, and impatient fingers."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_grid import box, draft


def end_sessions(centre: Centre) -> None:
    """An hour and a minute without a sign of life."""
    centre.db.execute(
        "update sessions set seen_at = strftime('%Y-%m-%dT%H:%M:%fZ', seen_at, '-61 minutes')"
    )


def sign_in_again(page: Page) -> None:
    page.get_by_label("E-mail").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[1])
    steps.press(page, "Sign in")


def send_on(page: Page, shown: str) -> None:
    """The page that shows what was kept, and its button."""
    expect(page.get_by_role("heading", level=1)).to_have_text("What you sent is kept")
    expect(page.locator(".kept")).to_contain_text(shown)
    page.get_by_role("button", name="Send it on").click()


def test_a_candidate_typed_in_is_not_lost_when_the_session_has_ended(
    centre: Centre, page: Page
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates/new"))
    person = {"forenames": "Zéphyrine", "surname": "Quill", "born_on": "2008-03-27"}
    steps.fill_candidate(page, person)
    end_sessions(centre)
    steps.press(page, "Save candidate")
    expect(page.get_by_text("What you sent has been kept")).to_be_visible()
    sign_in_again(page)
    send_on(page, "Quill")
    steps.expect_selected(page, 2)
    assert centre.value("select count(*) from candidates where surname = 'Quill'") == 1


def test_a_tick_is_not_lost_when_the_session_has_ended(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 2))
    end_sessions(centre)
    box(page, 1, 0).click()
    expect(page.get_by_text("What you sent has been kept")).to_be_visible()
    sign_in_again(page)
    send_on(page, "Tick or untick assessments")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    expect(box(page, 1, 0)).not_to_be_checked()


def test_what_was_kept_is_offered_whichever_tab_i_sign_in_in_and_can_be_thrown_away(
    centre: Centre, page: Page
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates/new"))
    person = {"forenames": "Zéphyrine", "surname": "Quill", "born_on": "2008-03-27"}
    steps.fill_candidate(page, person)
    end_sessions(centre)
    steps.press(page, "Save candidate")
    expect(page.get_by_text("What you sent has been kept")).to_be_visible()
    page.close()
    other = page.context.new_page()
    other.goto(centre.address + "/catalogue")
    sign_in_again(other)
    expect(other.locator(".kept")).to_contain_text("Zéphyrine")
    steps.leave(other, "Decide later, and go on", "link")
    expect(other).to_have_url(centre.address + "/catalogue")
    other.goto(centre.address)
    steps.leave(other, "Send it on or throw it away", "link")
    other.get_by_role("button", name="Throw it away").click()
    expect(other.get_by_text("It has been thrown away.")).to_be_visible()
    assert centre.value("select count(*) from candidates where surname = 'Quill'") == 0


def test_signed_out_in_another_tab_and_in_again_there(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 2))
    other = page.context.new_page()
    other.goto(centre.address)
    steps.leave(other, "Sign out")
    steps.sign_in(other, centre.address, OFFICER)
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")


def test_coming_back_to_a_tab_shows_what_the_other_one_did(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates"))
    steps.find(page, "mary jon")
    expect(steps.found(page)).to_have_count(3)
    other = page.context.new_page()
    other.goto(page.url)
    steps.find(other, "mary jon")
    expect(steps.found(other)).to_have_count(3)
    steps.found(other).locator("input[type=checkbox]").first.check()
    steps.press(other, "Add selected candidates")
    steps.expect_selected(other, 2)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    steps.expect_selected(page, 2)
    expect(steps.found(page).get_by_text("Selected")).to_have_count(1)
    expect(page.get_by_label("Name, part of a name")).to_have_value("mary jon")


def test_a_double_click_on_submit_entries_submits_once(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    before = centre.value("select count(*) from submissions")
    page.goto(draft(centre, 2))
    steps.press(page, "Next")
    page.get_by_role("button", name="Submit entries").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    page.reload()
    page.go_back()
    assert centre.value("select count(*) from submissions") == before + 1


def test_back_from_the_confirmation_leads_to_it_again(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1))
    steps.press(page, "Next")
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    confirmation = page.url
    page.go_back()
    page.reload()
    expect(page).to_have_url(confirmation)


def test_the_menu_opens_on_hover_click_touch_and_keyboard(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page(has_touch=True)
    steps.sign_in(page, centre.address, OFFICER)
    entries = page.locator(".nav summary", has_text="Entries")
    choice = page.get_by_role("navigation", name="Main").get_by_role("link", name="Make entries")
    expect(choice).to_be_hidden()
    entries.hover()
    expect(choice).to_be_visible()
    page.keyboard.press("Escape")
    expect(choice).to_be_hidden()
    page.mouse.move(600, 600)
    entries.tap()
    expect(choice).to_be_visible()
    page.get_by_role("heading", level=1).click()
    page.mouse.move(600, 600)
    expect(choice).to_be_hidden()
    entries.focus()
    page.keyboard.press("Enter")
    expect(choice).to_be_visible()
    page.keyboard.press("Escape")
    expect(entries).to_be_focused()
    expect(choice).to_be_hidden()


def test_typing_quickly_ends_with_the_answer_to_the_last_letter(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates"))
    page.get_by_label("Name, part of a name").press_sequentially("mary-ann jones", delay=15)
    expect(steps.found(page)).to_have_count(1)
    assert "mary" not in page.url


def test_tick_all_but_one(centre: Centre, open_page: Callable[..., Page]) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates"))
    # Typing alone asks once; pressing the button as well would let a second answer come after the
    # ticks.
    page.locator("#search").fill("mary jon")
    expect(steps.found(page)).to_have_count(3)
    page.get_by_label("Tick all on this page").check()
    steps.found(page).nth(1).locator("input[type=checkbox]").uncheck()
    expect(page.get_by_label("Tick all on this page")).not_to_be_checked()
    steps.press(page, "Add selected candidates")
    steps.expect_selected(page, 3)
    expect(steps.found(page).get_by_text("Selected")).to_have_count(2)
