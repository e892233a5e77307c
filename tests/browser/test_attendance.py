"""An attendance list of 65 candidates, from the menu to paper, with JavaScript on and off."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.entries.attending import bare, enter, entered, pages, rename
from tests.entries.drafts import LEARNING, people
from webapp.database.connection import today

AWKWARD = [
    ("O’Brien-Śmith", "Zoë"),
    ("Ọlájùmọ̀kẹ́", "Adébáyọ̀"),
    ("W" * 60, "Wilhelmina " * 3 + "Ada"),
    ("王", "小明"),
]


def enter_65(centre: Centre) -> list[dict]:
    """The entries of one series, by name; nobody else is in it."""
    chosen = people(centre.db, 65, "true")
    for one, name in zip(chosen, AWKWARD, strict=False):
        rename(centre.db, one, *name)
    submission_id = enter(centre.db, chosen, LEARNING, today())
    rows = [row for row in entered(centre.db, submission_id) if row["entry_code"] == "10230"]
    return sorted(rows, key=lambda row: (row["sort_key"], row["candidate_id"]))


def open_list(centre: Centre, page: Page, series: str) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    navigation = page.get_by_role("navigation", name="Main")
    navigation.locator("summary", has_text="Entries").click()
    navigation.get_by_role("link", name="Attendance lists", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attendance lists")
    page.locator("main").get_by_role("link", name="10230").filter(has_text=series).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Attendance list")


def test_a_list_of_65_candidates_is_three_pages_on_paper_and_as_pdf(
    centre: Centre, page: Page, tmp_path: Path
) -> None:
    rows = enter_65(centre)
    assert len(rows) == 65
    open_list(centre, page, rows[0]["series_title"])
    expect(page.get_by_text("Page 3 of 3", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"attendance-10230-{rows[0]['series_title'].replace(' ', '-')}.pdf"

    printed = page.pdf(prefer_css_page_size=True)
    for content in (printed, file.read_bytes()):
        found = pages(content)
        assert len(found) == 3
        for number, text in enumerate(found, 1):
            assert f"Page {number} of 3" in text
            assert "Signature" in text
            assert "Riverside College" in text
            assert "Sign out" not in text
            assert "Make entries" not in text
        assert [text.count(" 2026") > 0 for text in found] == [True] * 3
        for place, row in enumerate(rows, 1):
            if row["uci"]:
                assert row["uci"][-5:-1] in found[(place - 1) // 30]
            assert bare(row["forenames"]).split()[-1] in found[(place - 1) // 30]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_lists_never_scroll_sideways(centre: Centre, page: Page, width: int) -> None:
    enter_65(centre)
    page.set_viewport_size({"width": width, "height": 900})
    steps.sign_in(page, centre.address, OFFICER)
    lists = ("/entries/submissions/2/attendance", "/entries/submissions/3/attendance")
    for path in ("/entries/attendance", *lists):
        page.goto(centre.address + path)
        box = page.locator("html").bounding_box()
        assert box
        assert box["width"] <= width
        assert page.locator("main").bounding_box()["width"] <= width


def test_the_print_button_prints(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/entries/submissions/2/attendance")
    button = page.get_by_role("button", name="Print", exact=True)
    if page.evaluate("document.documentElement.classList.contains('has-script')"):
        page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
        button.click()
        expect(page.locator("body[data-printed=yes]")).to_have_count(1)
    else:
        expect(button).to_be_hidden()
