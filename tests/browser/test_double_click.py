"""The second half of a double click presses nothing, where the rows of a list have moved
meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_grid import draft


@contextmanager
def first_moment(page: Page) -> Iterator[None]:
    """Let what a page holds off for its first moment last, however slow the machine."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 0})
    yield
    session.send("Animation.setPlaybackRate", {"playbackRate": 1})
    session.detach()


def place(button: Locator) -> tuple[float, float]:
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_double_click_on_remove_removes_one(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 5).replace("/options", "/candidates"))
    steps.expect_selected(page, 5)
    remove = page.locator("button[name=leaving]").nth(1)
    leaving, following = (
        remove.get_attribute("value"),
        page.locator("button[name=leaving]").nth(2).get_attribute("value"),
    )
    where = place(remove)
    expect(remove).to_have_css("pointer-events", "auto")
    with first_moment(page):
        page.mouse.click(*where)
        steps.expect_selected(page, 4)
        # Without JavaScript the notice of the new page has pushed the list down.
        page.mouse.click(*place(page.locator(f"button[name=leaving][value='{following}']")))
        page.wait_for_timeout(300)
    steps.expect_selected(page, 4)
    assert (
        centre.value(f"select count(*) from draft_candidates where candidate_id = {leaving}") == 0
    )
    assert (
        centre.value(f"select count(*) from draft_candidates where candidate_id = {following}") == 1
    )
    page.locator(f"button[name=leaving][value='{following}']").click()
    steps.expect_selected(page, 3)
    page.reload()
    page.get_by_role("button", name="Bring back all 2 removed").click()
    steps.expect_selected(page, 5)


@pytest.mark.parametrize(
    ("address", "button"),
    [
        ("/account", "main td .link-button"),
        ("/entries/drafts", "main li .govuk-button--warning"),
        ("/candidates/groups/1", "main .govuk-button--warning"),
    ],
)
def test_no_button_of_a_list_is_pressed_in_the_first_moment(
    centre: Centre, page: Page, address: str, button: str
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    draft(centre, 1)
    buttons = page.locator(button)
    with first_moment(page):
        page.goto(f"{centre.address}{address}")
        assert buttons.count()
        for one in buttons.all():
            expect(one).to_have_css("pointer-events", "none")
    for one in buttons.all():
        expect(one).to_have_css("pointer-events", "auto")
