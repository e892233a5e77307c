"""The shorter ways in a real browser, by the same test with JavaScript on and off."""

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre


def test_from_a_group_to_the_confirmation_with_a_package_used_lately(
    centre: Centre, page: Page
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    group = centre.group("Functional Skills resits%")
    page.goto(f"{centre.address}/candidates/groups/{group['group_id']}")
    steps.press(page, "Make entries for this group")
    members = centre.members(group["group_id"])
    expect(page.get_by_text(f"{len(members)} candidates come along")).to_be_visible()
    page.get_by_role("navigation", name="Used lately").get_by_role(
        "link", name=steps.PACKAGE
    ).click()
    expect(page.get_by_text("Assessments in this package")).to_be_visible()
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    steps.press(page, "Next")
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    last = centre.value("select max(submission_id) from submissions")
    assert {person for person, _ in centre.entries(last)} == members


def test_a_new_package_chosen_by_hand_keeps_who_comes_along(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates/7")
    steps.press(page, "Make entries")
    steps.choose_package(page)
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    assert centre.value("select group_concat(candidate_id) from draft_candidates") == "7"


def test_remove_all_is_undone_with_the_ticks(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(
        f"{centre.address}/candidates/groups/{centre.group('Functional Skills resits%')['group_id']}"
    )
    steps.press(page, "Make entries for this group")
    steps.choose_package(page)
    steps.press(page, "Next")
    first = page.locator("#grid tbody td input:not([disabled])").first
    first.uncheck()
    unticked = first.get_attribute("id")
    save = page.get_by_role("button", name="Save ticks")
    if save.is_visible():
        save.click()
    else:
        expect(page.locator("#told")).to_have_text("Saved")
    count = centre.value("select count(*) from draft_candidates")
    page.get_by_role("navigation", name="Steps").get_by_role("link", name="Candidates").click()
    steps.expect_selected(page, count)
    steps.press(page, "Remove all")
    steps.expect_selected(page, 0)
    page.get_by_role("button", name="Undo").click()
    steps.expect_selected(page, count)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    steps.press(page, "Next")
    expect(page.locator(f"#{unticked}")).not_to_be_checked()


def test_next_takes_along_who_is_typed_in(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    steps.open_form(page)
    steps.choose_package(page)
    steps.press(page, "Next")
    page.get_by_role("link", name="Add new candidates").click()
    steps.fill_candidate(
        page, {"forenames": "Zoë", "surname": "Quillfeather", "born_on": "2008-03-27"}
    )
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    expect(page.get_by_text("Quillfeather, Zoë")).to_be_visible()
