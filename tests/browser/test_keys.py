"""Every key that the guide's page of keys lists does what it says there."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_grid import draft

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "keys.md"
CELL = "#grid tbody tr:nth-child({}) td:nth-child({}) input"


def cell(page: Page, row: int, column: int):
    return page.locator(CELL.format(row, column + 1))


def skip_link(page: Page, centre: Centre) -> None:
    page.goto(centre.address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()


def menus(page: Page, centre: Centre) -> None:
    page.goto(centre.address)
    entries = page.locator(".nav summary", has_text="Entries")
    choice = page.get_by_role("navigation", name="Main").get_by_role("link", name="Make entries")
    for key in ("Enter", "Space"):
        entries.focus()
        page.keyboard.press(key)
        expect(choice).to_be_visible()
        page.keyboard.press(key)
        expect(choice).to_be_hidden()


def escape(page: Page, centre: Centre) -> None:
    page.goto(centre.address)
    entries = page.locator(".nav summary", has_text="Entries")
    entries.focus()
    page.keyboard.press("Enter")
    choice = page.get_by_role("navigation", name="Main").get_by_role("link", name="Make entries")
    expect(choice).to_be_visible()
    page.keyboard.press("Escape")
    expect(choice).to_be_hidden()
    expect(entries).to_be_focused()


def search(page: Page, centre: Centre) -> None:
    page.goto(f"{centre.address}/candidates")
    page.locator("#search").fill("nobody has this name")
    page.keyboard.press("Enter")
    expect(page.locator("#candidates-rows")).to_contain_text("No candidate fits")


def new_group(page: Page, centre: Centre) -> None:
    page.goto(f"{centre.address}/candidates")
    page.locator("#search").fill("")
    page.locator("#candidates-rows tbody input[type=checkbox]").first.check()
    page.locator("#new_title").fill("Invented keys")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    members = (
        "select count(*) from group_members join candidate_groups using (group_id) where"
        " title = 'Invented keys'"
    )
    assert centre.value(members) == 1


def arrows(page: Page, _: Centre) -> None:
    cell(page, 1, 1).focus()
    for key, (row, column) in {
        "ArrowRight": (1, 2),
        "ArrowDown": (2, 2),
        "ArrowLeft": (2, 1),
        "ArrowUp": (1, 1),
    }.items():
        page.keyboard.press(key)
        expect(cell(page, row, column)).to_be_focused()


def space(page: Page, _: Centre) -> None:
    cell(page, 1, 1).focus()
    was = cell(page, 1, 1).is_checked()
    page.keyboard.press("Space")
    expect(cell(page, 1, 1)).to_be_checked(checked=not was)
    page.keyboard.press("Space")
    expect(cell(page, 1, 1)).to_be_checked(checked=was)


def fill_down(page: Page, _: Centre) -> None:
    cell(page, 2, 1).focus()
    before, was = cell(page, 1, 1).is_checked(), cell(page, 2, 1).is_checked()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Space")
    for row in (2, 3, 4):
        expect(cell(page, row, 1)).to_be_checked(checked=not was)
    expect(cell(page, 1, 1)).to_be_checked(checked=before)


def home_and_end(page: Page, _: Centre) -> None:
    cell(page, 2, 2).focus()
    page.keyboard.press("End")
    expect(cell(page, 2, 3)).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#grid tbody tr:nth-child(2) th input")).to_be_focused()


def leave(page: Page, _: Centre) -> None:
    cell(page, 2, 2).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_focused()


EVERYWHERE = {
    "Tab, at the top of a page": skip_link,
    "Enter or Space on a menu": menus,
    "Escape": escape,
    "Enter in a search": search,
    "Enter in the title of a new group, below the register": new_group,
}
IN_THE_GRID = {
    "Arrows": arrows,
    "Space": space,
    "Shift + Space": fill_down,
    "Home, End": home_and_end,
    "Tab": leave,
}


def listed(heading: str) -> list[str]:
    """The keys in the table under a heading of the guide."""
    _, _, below = GUIDE.read_text(encoding="utf-8").partition(f"## {heading}\n")
    rows = re.findall(r"^\| (.+?) \|", below.partition("\n## ")[0], flags=re.MULTILINE)
    return rows[2:] if rows[:1] == ["Key"] and rows[1:2] == ["---"] else rows


def test_every_key_that_is_listed_everywhere_works(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    assert listed("Everywhere") == list(EVERYWHERE)
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    for work in EVERYWHERE.values():
        work(page, centre)


def test_every_key_that_is_listed_for_the_grid_works(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    assert listed("In the grid of entry options") == list(IN_THE_GRID)
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    for work in IN_THE_GRID.values():
        page.goto(draft(centre, 4))
        work(page, centre)
