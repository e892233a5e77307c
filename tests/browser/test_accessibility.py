"""Nothing that axe-core can find on the way from step to step; and the journey by keyboard
alone.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre


def audit(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(page.url, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} pixels"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_way(
    centre: Centre, open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(centre.address)
    audit(page)
    steps.leave(page, "Sign in")
    audit(page)
    steps.sign_in(page, centre.address, OFFICER)
    audit(page)
    page.goto(centre.address + "/entries/drafts/new")
    audit(page)
    steps.leave(page, "Next")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    audit(page)
    steps.choose_package(
        page,
        "Business and Administration",
        "Advanced Apprenticeship Level 3 Business and Administration England",
    )
    audit(page)
    steps.leave(page, "Next")
    audit(page)
    steps.leave(page, "Next")
    audit(page)
    steps.find(page, "nobody has this name")
    expect(page.locator("#candidates-rows")).to_contain_text("No candidate fits")
    audit(page)
    steps.find(page, "a")
    expect(steps.found(page)).to_have_count(50)
    audit(page)
    page.locator("#all-shown").check()
    steps.press(page, "Add selected candidates")
    steps.expect_selected(page, 50)
    audit(page)
    steps.leave(page, "Candidate groups", "link")
    audit(page)
    steps.leave(page, "Add new candidates", "link")
    audit(page)
    steps.leave(page, "Save candidate")
    audit(page)
    steps.fill_candidate(page, centre.people("surname = 'Jones' and forenames = 'Mary'", 1)[0])
    steps.press(page, "Save candidate")
    expect(page.get_by_text("Is this one of these people?")).to_be_visible()
    audit(page)
    steps.press(page, "Next")
    expect(page.get_by_text("Save the candidate or clear the form first")).to_be_visible()
    audit(page)
    page.get_by_role("link", name="Clear the form", exact=True).click()
    steps.leave(page, "Next")
    audit(page)
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")
    audit(page)
    page.goto(centre.address + "/entries/drafts")
    audit(page)
    page.go_back()
    page.get_by_label("Order number/reference").fill("an order number that is far too long for it")
    steps.leave(page, "Submit entries")
    audit(page)
    page.get_by_label("Order number/reference").fill("PO 9")
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    audit(page)


class Keys:
    """A person who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is there, as a person would; at most once around the page."""
        for _ in range(120):
            if self.page.evaluate(
                "selector => document.activeElement?.matches(selector)", selector
            ):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"Tab does not lead to {selector} on {self.page.url}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, selector: str, text: str) -> None:
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def enter(self, selector: str) -> None:
        self.tab_to(selector)
        self.press("Enter")


def test_the_journey_by_keyboard_alone(centre: Centre, open_page: Callable[..., Page]) -> None:
    page = open_page()
    keys = Keys(page)
    heading = page.get_by_role("heading", level=1)
    page.goto(centre.address)
    keys.type("#email", OFFICER[0])
    keys.type("#password", OFFICER[1])
    keys.press("Enter")
    expect(heading).to_have_text("Home")
    keys.enter(".nav summary")
    keys.enter(".nav a[href='/entries/make']")
    expect(heading).to_have_text("Make entries")
    keys.enter("main a[href='/entries/make/learning-programmes']")
    expect(heading).to_have_text("Learning programmes")
    keys.enter("a[href='/entries/drafts/new']")
    expect(heading).to_have_text("Select package")
    keys.type("#framework", "ICT")
    expect(page.locator("#package optgroup")).to_have_count(1)
    expect(page.locator("#package[data-htmx-powered]")).to_have_count(1)
    keys.type("#package", "Advanced Apprenticeship Level 3 IT Application")
    expect(page.locator("#catalogue-package").get_by_text("03999")).to_be_visible()
    keys.enter("button[name=next]")
    expect(heading).to_contain_text("Select candidates")
    keys.type("#search", "mary jon")
    expect(steps.found(page)).to_have_count(3)
    keys.tab_to("#candidates-rows tbody input[type=checkbox]")
    keys.press("Space")
    keys.enter("#add button.govuk-button")
    steps.expect_selected(page, 1)
    keys.enter("a[href$='tab=groups']")
    expect(page.locator("#entries-groups")).to_be_visible()
    # Whoever has an entry or an award may begin without a tick, which Next asks about.
    group_id = centre.value(
        "select group_id from candidate_groups where exists (select 1 from group_members where"
        " group_members.group_id = candidate_groups.group_id) and not exists (select 1 from"
        " group_members"
        " join entries using (candidate_id) where group_members.group_id ="
        " candidate_groups.group_id) limit 1"
    )
    keys.enter(f"#entries-groups button[value='{group_id}']")
    expect(page.locator("#told")).to_contain_text("added")
    keys.enter("#remove button[name=leaving]")
    expect(page.locator("#told")).to_contain_text("removed")
    keys.enter("form[action$='/candidates'] button")
    expect(heading).to_contain_text("Entry options")
    keys.tab_to("#grid tbody td input")
    keys.press("ArrowRight", "ArrowDown", "Space")
    expect(page.locator("#told")).to_have_text("Saved")
    keys.enter("button[name=next]")
    expect(heading).to_have_text("Entry summary")
    keys.type("#order_number", "KEYS 1")
    keys.enter("form.submit button")
    expect(heading).to_have_text("Entries submitted")
    submission = centre.value("select max(submission_id) from submissions")
    assert (
        centre.value(f"select order_number from submissions where submission_id = {submission}")
        == "KEYS 1"
    )
    # Three assessments each, but for the one box that the space bar unticked.
    people = centre.value(
        f"select count(distinct candidate_id) from entries where submission_id = {submission}"
    )
    assert len(centre.entries(submission)) == 3 * people - 1
