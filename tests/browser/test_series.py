"""Change series in a real browser, by the same test with JavaScript on and off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_accessibility import audit
from tests.entries.drafts import begin, id_of, listed, people

CODE = "03999"


def planned(centre: Centre) -> list[str]:
    """The titles of the series that can be entered today, the next available one first."""
    found = centre.db.execute(
        "select series.title from series join assessments using (assessment_id)"
        f" where entry_code = '{CODE}' and closes_on >= date('now') order by closes_on"
    )
    return [title for (title,) in found]


def place(centre: Centre) -> int:
    return centre.value(f"select assessment_id from assessments where entry_code = '{CODE}'")


def column(page: Page, centre: Centre) -> Locator:
    return page.locator(f"#column-{place(centre)} .grid__series")


def cell(page: Page, centre: Centre, candidate_id: int) -> Locator:
    return page.locator(f"#cell-{candidate_id}-{place(centre)}")


def test_a_later_series_is_chosen_for_a_column_and_for_one_cell_up_to_the_confirmation(
    centre: Centre, page: Page
) -> None:
    first, second, third = planned(centre)[:3]
    one, other = people(centre.db, 2)
    base = begin(centre.db, people=[one, other])
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}{base}/options")
    expect(column(page, centre)).to_have_text(first)

    page.get_by_role("link", name=f"Change series of {CODE}").click()
    page.get_by_role("radio", name=second).check()
    steps.press(page, "Change for the whole column")
    expect(column(page, centre)).to_have_text(second)

    page.get_by_role("link", name=f"Change series of {CODE}").click()
    page.get_by_role("radio", name=third).check()
    page.locator("#entries-series").get_by_role("checkbox", name=listed(centre.db, other)).check()
    steps.press(page, "Change for the ticked candidates")
    expect(cell(page, centre, other)).to_contain_text(f"in {third}")
    expect(cell(page, centre, one)).not_to_contain_text(third)
    expect(column(page, centre)).to_have_text(second)

    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry summary")
    for title in (second, third):
        expect(page.get_by_role("cell", name=f"{CODE} ({title})")).to_have_count(1)
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    rows = page.locator(".submission tbody tr").filter(has_text=CODE)
    expect(rows.filter(has_text=second)).to_have_count(1)
    expect(rows.filter(has_text=third)).to_have_count(1)
    assert centre.value(f"select count(*) from drafts where draft_id = {id_of(base)}") == 0


def test_with_script_the_grid_stays_and_the_focus_comes_back(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    one, other = people(centre.db, 2)
    base = begin(centre.db, people=[one, other])
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}{base}/options")
    page.locator("#grid").evaluate("grid => { grid.dataset.before = '1' }")
    link = page.get_by_role("link", name=f"Change series of {CODE}")
    link.click()
    expect(page.locator("#series-heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator("#series-heading")).to_have_count(0)
    link.click()
    steps.press(page, "Change for the ticked candidates")
    expect(page.locator("#entries-series")).to_contain_text("Tick the candidates")
    page.get_by_role("radio", name=planned(centre)[1]).check()
    steps.press(page, "Change for the whole column")
    expect(page.locator("#told")).to_have_text(
        f"{CODE} is in {planned(centre)[1]} for the whole column."
    )
    expect(link).to_be_focused()
    expect(page.locator("#grid[data-before]")).to_have_count(1)
    page.locator(f"#box-{one}-{place(centre)}").uncheck()
    expect(page.locator("#told")).to_have_text("Saved")
    expect(page.locator(f"#column-{place(centre)}-total")).to_have_text("1")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_when_a_series_is_changed(
    centre: Centre, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    base = begin(centre.db, people=people(centre.db, 2))
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}{base}/options")
    page.get_by_role("link", name=f"Change series of {CODE}").click()
    expect(page.locator("#series-heading")).to_be_focused()
    audit(page)
