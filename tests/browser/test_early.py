"""A person who is quicker than the page: what they do before it listens counts all the same."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre


def test_what_was_chosen_and_typed_before_the_page_listened_is_not_lost(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    late: list[Route] = []
    page.route("**/*.js?v=*", lambda route: late.append(route))

    def arrive() -> None:
        page.wait_for_function("document.readyState === 'interactive'")
        while late:
            late.pop().continue_()
        page.wait_for_load_state()

    page.goto(f"{centre.address}/entries/drafts/new", wait_until="commit")
    page.get_by_label("Framework", exact=True).select_option(label="ICT")
    arrive()
    expect(page.locator("#package optgroup")).to_have_count(1)

    page.goto(f"{centre.address}/candidates", wait_until="commit")
    page.locator("#search").fill("smith")
    arrive()
    expect(page.locator("#candidates-rows tbody tr").first).to_contain_text("Smith")
