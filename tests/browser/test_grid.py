"""The grid of entry options, large and small, with keys, in two tabs, and cut off."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Response, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from webapp.accounts import store as accounts
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection


def draft(centre: Centre, people: int, package_code: str = "419-2-1") -> str:
    """A draft with the newest people, none of whom has an entry; gives the address of its grid."""
    account = accounts.by_email(centre.db, OFFICER[0])
    package = centre.value(f"select package_id from packages where package_code = '{package_code}'")
    draft_id = store_draft.start(
        centre.db, f"{package_code} {people}", account.account_id, package_id=package
    )
    chosen = centre.people(
        "candidate_id not in (select candidate_id from entries) order by candidate_id desc", people
    )
    store_selection.add_candidates(centre.db, draft_id, [one["candidate_id"] for one in chosen])
    return f"{centre.address}/entries/drafts/{draft_id}/options"


def box(page: Page, row: int, column: int):
    return page.locator("#grid tbody tr").nth(row).locator("td input").nth(column)


def save(page: Page) -> None:
    """Wait until the ticks are kept; without JavaScript there is a button for it."""
    button = page.get_by_role("button", name="Save ticks")
    if button.is_visible():
        button.click()
        expect(page.get_by_text("Your ticks are saved.")).to_be_visible()
    else:
        expect(page.locator("#told")).to_have_text("Saved")


def test_300_candidates_and_the_most_assessments(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    most = centre.value(
        "select package_code from package_assessments join packages using (package_id)"
        " group by package_id order by count(*) desc limit 1"
    )
    columns = centre.value(
        "select count(*) from package_assessments join packages using (package_id)"
        f" where package_code = '{most}'"
    )
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 300, most).replace("/options", "/candidates"))
    steps.expect_selected(page, 300)
    steps.press(page, "Next")
    expect(page.locator("#grid tbody tr")).to_have_count(300)
    expect(page.locator("#grid tbody td input")).to_have_count(300 * columns)

    replies: list[Response] = []
    # The browser fetches the page's icon when it likes.
    page.on("response", lambda reply: "/static/" in reply.url or replies.append(reply))
    told, last = page.locator("#told"), columns - 1
    first = box(page, 0, 0)
    first.focus()
    ticked = first.is_checked()
    page.keyboard.press("Space")
    expect(told).to_have_text("Saved")
    assert first.is_checked() is not ticked
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(box(page, 1, 1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()

    for _ in range(last):
        page.keyboard.press("ArrowRight")
    expect(box(page, 0, last)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#grid tfoot td").nth(last)).to_have_text("1")
    page.keyboard.press("Shift+Space")
    expect(page.locator("#grid tfoot td").nth(last)).to_have_text("299")
    expect(told).to_have_text("Saved")
    assert not box(page, 0, last).is_checked()
    assert box(page, 299, last).is_checked()

    assert [reply.request.method for reply in replies] == ["POST", "POST", "POST"]
    single, _, many = (reply.body() for reply in replies)
    assert len(single) < 1000, f"the reply to one tick has {len(single)} bytes"
    assert b"<table" not in single + many
    assert b"<input" not in single

    page.reload()
    assert first.is_checked() is not ticked
    assert box(page, 299, last).is_checked()
    assert not box(page, 0, last).is_checked()


def test_the_whole_row_and_the_whole_column(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 4))
    second = page.locator("#grid tbody tr").nth(1).get_by_label("Everything for")
    second.uncheck()
    steps.press(page, "Next")
    expect(page.locator("#main")).to_contain_text("has no tick. Tick at least one assessment")
    second.check()
    save(page)
    page.get_by_label("Everybody for 03999").uncheck()
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")
    expect(page.locator("dl")).to_contain_text("Entries8,")


def test_two_tabs_ticking_different_cells_both_win(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    address = draft(centre, 2)
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    for tab, row in ((page, 0), (other, 1)):
        box(tab, row, 2).uncheck()
        save(tab)
    # The first tab knows nothing of the second one's tick and leaves it alone.
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")
    page.goto(address)
    assert [box(page, row, 2).is_checked() for row in (0, 1)] == [False, False]
    assert [box(page, row, 1).is_checked() for row in (0, 1)] == [True, True]


def test_an_alternative_puts_out_the_others(centre: Centre, open_page: Callable[..., Page]) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 2, "490-2-1"))
    heads = page.locator("#grid thead th .grid__code").all_inner_texts()
    combined, competence, knowledge = (heads.index(code) for code in ("10384", "04708", "04439"))
    box(page, 0, competence).check()
    expect(box(page, 0, knowledge)).to_be_checked()
    box(page, 0, combined).check()
    expect(box(page, 0, competence)).not_to_be_checked()
    expect(box(page, 0, knowledge)).not_to_be_checked()
    expect(page.locator("#told")).to_have_text("Saved")
    page.reload()
    assert box(page, 0, combined).is_checked()
    assert not box(page, 0, competence).is_checked()


def test_a_tick_that_cannot_be_saved_says_so_and_the_next_one_or_next_saves_it(
    centre: Centre, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    address = draft(centre, 2)
    page.goto(address)
    page.route("**/options/tick", lambda route: route.fulfill(status=503, body=""))
    box(page, 0, 2).uncheck()
    expect(page.locator("#told")).to_have_text("Not saved. Next tries again.")
    page.unroute("**/options/tick")
    box(page, 1, 1).uncheck()
    expect(page.locator("#all-total")).to_have_text("4")
    expect(page.locator("#told")).to_have_text("Saved")
    page.reload()
    assert not box(page, 0, 2).is_checked()
    page.route("**/options/tick", lambda route: route.fulfill(status=503, body=""))
    box(page, 0, 0).uncheck()
    expect(page.locator("#told")).to_have_text("Not saved. Next tries again.")
    page.unroute("**/options/tick")
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")
    page.goto(address)
    assert not box(page, 0, 2).is_checked()
    assert not box(page, 0, 0).is_checked()


LOOKS = """
window.looks = 0;
for (const kind of [Document, Element]) {
  const { querySelectorAll } = kind.prototype;
  kind.prototype.querySelectorAll = function (...selectors) {
    const found = querySelectorAll.apply(this, selectors);
    window.looks += found.length;
    return found;
  };
}
for (const name of ["value", "checked", "disabled"]) {
  const property = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, name);
  const get = function () { window.looks += 1; return property.get.call(this); };
  Object.defineProperty(HTMLInputElement.prototype, name, { ...property, get });
}
"""


def test_one_tick_looks_at_no_more_boxes_in_a_large_grid_than_in_a_small_one(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.add_init_script(LOOKS)
    steps.sign_in(page, centre.address, OFFICER)
    looks = []
    for people in (6, 60):
        page.goto(draft(centre, people))
        box(page, 2, 2).focus()
        page.evaluate("window.looks = 0")
        page.keyboard.press("Space")
        expect(page.locator("#told")).to_have_text("Saved")
        page.keyboard.press("ArrowDown")
        expect(box(page, 3, 2)).to_be_focused()
        looks.append(page.evaluate("window.looks"))
        expect(page.get_by_label("Everybody for 09866")).not_to_be_checked()
    assert looks[0] == looks[1] < 100, looks


def test_shift_with_space_gives_the_state_of_the_box_downwards_and_can_be_undone(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(draft(centre, 6))
    whole, undo = page.get_by_label("Everybody for 09866"), page.locator("#entries-grid-undo")
    column = [box(page, row, 2) for row in range(6)]

    def ticks() -> str:
        return "".join("x" if one.is_checked() else "-" for one in column)

    column[1].focus()
    page.keyboard.press("Shift+Space")
    expect(page.locator("#told")).to_contain_text("Nothing to change")
    assert ticks() == "xxxxxx"
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Space")
    expect(undo).to_contain_text("Unticked for 4 candidates.")
    assert ticks() == "x-----"
    expect(whole).not_to_be_checked()
    page.reload()
    undo.get_by_role("button").click()
    expect(undo).to_contain_text("Put back for 4 candidates.")
    assert ticks() == "x-xxxx"
    expect(page.locator("#all-total")).to_have_text("17")
    # The boxes that the answer brought are counted like those that were there before.
    column[1].check()
    expect(whole).to_be_checked()
    column[4].uncheck()
    expect(whole).not_to_be_checked()
    whole.check()
    expect(undo).to_contain_text("Ticked for 1 candidate.")
    whole.uncheck()
    expect(undo).to_contain_text("Unticked for 6 candidates.")
    undo.get_by_role("button").click()
    expect(undo).to_contain_text("Put back for 6 candidates. Before that: Ticked for 1 candidate.")
    assert ticks() == "xxxxxx"
