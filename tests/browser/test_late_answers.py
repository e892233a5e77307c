"""A network that is slower than the person: an older answer never undoes what was typed or ticked
since.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre

PLACES = ("/candidates", "/entries")


class Held:
    """The searches that were sent and not answered yet, in their order."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def wait(self, page: Page, count: int) -> None:
        for _ in range(500):
            if len(self.routes) >= count:
                return
            page.wait_for_timeout(20)
        raise AssertionError(f"only {len(self.routes)} searches were sent")

    def answer(self, *places: int) -> None:
        for place in places:
            try:
                self.routes[place].continue_()
            except Error:
                # The page has left off waiting for this one.
                assert place < len(self.routes) - 1


def searching(page: Page, centre: Centre, place: str) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    if place == "/candidates":
        page.goto(centre.address + place)
        page.locator("#find[data-htmx-powered]").wait_for()
        return
    steps.open_form(page)
    steps.choose_package(page)
    steps.press(page, "Next")
    page.locator("#find[data-htmx-powered]").wait_for()


@contextmanager
def held_up(page: Page) -> Iterator[Held]:
    held = Held()

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.routes.append(route)
        else:
            route.continue_()

    page.route("**/candidates*", hold)
    page.route("**/candidates/find", hold)
    yield held
    page.unroute_all()


@pytest.mark.parametrize("place", PLACES)
def test_an_older_answer_never_stands_over_a_newer_one(
    centre: Centre, open_page: Callable[..., Page], place: str
) -> None:
    page = open_page()
    searching(page, centre, place)
    with held_up(page) as held:
        field = page.locator("#search")
        field.fill("jones")
        held.wait(page, 1)
        field.fill("")
        field.press_sequentially("smith", delay=5)
        held.wait(page, 2)
        last = len(held.routes) - 1
        held.answer(last, *range(last))
        expect(steps.found(page).first).to_contain_text("Smith")
        page.wait_for_timeout(300)
        assert [one for one in steps.found(page).all_inner_texts() if "mith" not in one] == []


@pytest.mark.parametrize("place", PLACES)
def test_a_box_ticked_while_an_answer_is_under_way_stays_ticked(
    centre: Centre, open_page: Callable[..., Page], place: str
) -> None:
    page = open_page()
    searching(page, centre, place)
    with held_up(page) as held:
        page.locator("#search").fill("smith")
        held.wait(page, 1)
        box = steps.found(page).first.get_by_role("checkbox")
        kept = box.get_attribute("value")
        box.check()
        held.wait(page, 2)
        held.answer(1, 0)
        expect(steps.found(page).nth(1)).to_contain_text("Smith")
        expect(page.locator(f"#find-{kept}")).to_be_checked()
