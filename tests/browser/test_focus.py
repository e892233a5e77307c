"""After a part of the page was exchanged the focus is never lost, and what changed is told."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_grid import box, draft
from tests.conftest import CAST
from webapp.database.connection import act_for

# Notes every moment at which nothing has the focus once an exchange is over.
WATCH = """document.addEventListener("htmx:finally:request", () => setTimeout(() => {
  if (document.activeElement === document.body) window.lost = (window.lost ?? 0) + 1;
}))"""


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    page = open_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    return page


def press(page: Page, one: Locator, key: str = "Enter") -> None:
    one.focus()
    page.keyboard.press(key)


def heard(page: Page) -> Locator:
    return page.locator("#heard")


def is_not_lost(page: Page) -> None:
    assert not page.evaluate("window.lost"), page.url
    expect(page.locator("body:focus")).to_have_count(0)


def test_searching_adding_and_removing_candidates(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates"))
    there = page.locator("#heard").element_handle()
    search = page.get_by_label("Name, part of a name, UCI or candidate number")
    search.focus()
    page.keyboard.type("mary jon")
    expect(heard(page)).to_have_text("3 candidates")
    # A screen reader listens to this very element since the page was opened.
    assert there.evaluate("one => one.isConnected && one.textContent") == "3 candidates"
    expect(search).to_be_focused()
    press(page, page.locator("#all-shown"), "Space")
    press(page, page.get_by_role("button", name="Add selected candidates"))
    steps.expect_selected(page, 4)
    expect(page.locator("#told")).to_have_text("3 candidates added. 4 candidates selected.")
    expect(page.get_by_role("button", name="Add selected candidates")).to_be_focused()
    press(page, page.locator("#remove button[name=leaving]").first)
    steps.expect_selected(page, 3)
    expect(page.locator("#told")).to_contain_text("removed")
    expect(page.locator("#selected-title")).to_be_focused()
    press(page, page.locator("#remove button[name=all]"))
    steps.expect_selected(page, 0)
    expect(page.locator("#selected-title")).to_be_focused()
    search.fill("nobody has this name")
    expect(heard(page)).to_contain_text("No candidate fits “nobody has this name”")
    is_not_lost(page)


def test_showing_more_and_turning_pages(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 1).replace("/options", "/candidates"))
    steps.find(page, "a")
    expect(heard(page)).to_contain_text("50 of ")
    press(page, page.locator("#show-more"))
    expect(steps.found(page)).to_have_count(100)
    expect(heard(page)).to_contain_text("100 of ")
    expect(page.locator("#show-more")).to_be_focused()
    page.goto(f"{centre.address}/candidates")
    press(page, page.locator("#candidates-paging button").last)
    expect(heard(page)).to_contain_text(" to ")
    expect(page.locator("#candidates-rows :focus")).to_have_count(1)
    page.get_by_label("Status").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Status")).to_be_focused()
    is_not_lost(page)


def test_groups_packages_and_ticks(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/entries/drafts/new")
    framework, package = (
        page.get_by_label("Framework", exact=True),
        page.get_by_label("Package", exact=True),
    )
    framework.focus()
    framework.select_option(label="ICT")
    expect(page.locator("#package optgroup")).to_have_count(1)
    expect(framework).to_be_focused()
    expect(page.locator("#package[data-htmx-powered]")).to_have_count(1)
    package.focus()
    package.select_option(label=steps.PACKAGE)
    expect(page.locator("#catalogue-package").get_by_text("03999")).to_be_visible()
    expect(package).to_be_focused()
    is_not_lost(page)

    grid = draft(centre, 2)
    page.goto(grid.replace("/options", "/candidates"))
    page.get_by_role("link", name="Candidate groups").click()
    press(page, page.locator("#entries-groups button").first)
    expect(page.locator("#told")).to_contain_text("added")
    is_not_lost(page)

    page.goto(grid)
    press(page, box(page, 0, 0), "Space")
    expect(page.locator("#told")).to_have_text("Saved")
    expect(box(page, 0, 0)).to_be_focused()
    is_not_lost(page)


def test_details_opened_and_closed_in_a_report(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    ict = centre.value("select framework_id from frameworks where title = 'ICT'")
    page.goto(f"{centre.address}/results/learning-programmes/{ict}/report?kind=all-candidates")
    details = page.locator(".report__details").first
    summary = details.locator("summary")
    press(page, summary)
    expect(details.locator("table").first).to_be_visible()
    expect(summary).to_be_focused()
    press(page, summary)
    expect(details.locator("table").first).to_be_hidden()
    expect(summary).to_be_focused()
    is_not_lost(page)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/entries/submissions", "#order_number"),
        ("/accounts/activity", "#candidate_number"),
    ],
)
def test_filtering_a_list(centre: Centre, page: Page, address: str, field: str) -> None:
    steps.sign_in(page, centre.address, CAST["administrator"])
    page.goto(centre.address + address)
    page.locator(field).focus()
    page.keyboard.type("9999")
    page.keyboard.press("Enter")
    expect(heard(page)).to_contain_text("fits")
    expect(page.locator(field)).to_be_focused()
    is_not_lost(page)


def test_going_back_in_the_activity(centre: Centre, page: Page) -> None:
    act_for(centre.db, SimpleNamespace(account_id=2, name="Priya Lewis"))
    for one in centre.people("true", 60):
        candidate_id = one["candidate_id"]
        centre.db.execute(
            "update candidates set surname = 'Smyth' where candidate_id = ?", [candidate_id]
        )
    steps.sign_in(page, centre.address, CAST["administrator"])
    page.goto(f"{centre.address}/accounts/activity")
    press(page, page.get_by_role("button", name="Older"))
    expect(heard(page)).to_contain_text("deeds")
    expect(page.get_by_role("region", name="Deeds")).to_be_focused()
    is_not_lost(page)
