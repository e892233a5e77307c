"""A list is as it was left: by Back, by the navigation, and with its ticks."""

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_grid import draft

SEARCH = "Name, part of a name, UCI or candidate number"


def scripted(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.classList.contains('has-script')"))


def test_the_register_is_as_it_was_by_back_and_by_the_navigation(
    centre: Centre, page: Page
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates")
    steps.find(page, "mary jon")
    expect(page.get_by_role("button", name="Clear search")).to_be_visible()
    count = steps.found(page).count()
    assert 0 < count < 50
    steps.found(page).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Candidates")
    page.go_back()
    expect(steps.found(page)).to_have_count(count)
    expect(page.get_by_label(SEARCH)).to_have_value("mary jon")
    page.goto(f"{centre.address}/support")
    page.goto(f"{centre.address}/candidates")
    expect(steps.found(page)).to_have_count(count)
    assert "mary" not in page.url
    steps.press(page, "Clear search")
    expect(page.get_by_label(SEARCH)).to_have_value("")
    expect(steps.found(page)).to_have_count(50)


def test_ticks_survive_searching_and_turning_the_page(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates")
    boxes = page.locator("#candidates-rows input[name=candidate_id]")
    first = boxes.first.get_attribute("value")
    boxes.first.check()
    page.locator("#page-after").click()
    expect(page.locator("#candidates-rows")).to_contain_text("51 to 100 of")
    expect(page.locator(f"#find-{first}")).to_be_checked()
    steps.find(page, "mary jon")
    expect(page.locator("#candidates-rows")).to_contain_text("1 ticked")
    page.get_by_label("Or the title of a new group").fill("Evening class")
    steps.press(page, "Add to group")
    expect(page.get_by_text("1 candidate added to the group.")).to_be_visible()
    group = centre.group("Evening class")
    assert centre.members(group["group_id"]) == {int(first or 0)}


def test_enter_in_the_title_of_a_group_adds_to_it(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates")
    page.locator("#candidates-rows input[name=candidate_id]").first.check()
    title = page.get_by_label("Or the title of a new group")
    title.fill("Evening class")
    title.press("Enter")
    if scripted(page):
        expect(page.get_by_text("1 candidate added to the group.")).to_be_visible()
    else:
        expect(page.get_by_label("Or the title of a new group")).to_have_value("Evening class")
        expect(page.locator("#candidates-rows")).to_contain_text("1 ticked")


def test_ticks_survive_show_more_and_searching_in_select_candidates(
    centre: Centre, page: Page
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates"))
    boxes = page.locator("#candidates-rows input[name=candidate_id]")
    first = boxes.first.get_attribute("value")
    boxes.first.check()
    page.locator("#show-more").click()
    expect(steps.found(page)).to_have_count(100)
    expect(page.locator(f"#find-{first}")).to_be_checked()
    steps.find(page, "mary jon")
    expect(page.locator("#candidates-rows")).to_contain_text("1 ticked")
    steps.press(page, "Add selected candidates")
    steps.expect_selected(page, 2)
    expect(page.get_by_label(SEARCH)).to_have_value("mary jon")
    page.get_by_label(SEARCH).press("Enter")
    expect(page.get_by_label(SEARCH)).to_have_value("mary jon")
    steps.expect_selected(page, 2)
