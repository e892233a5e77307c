"""The catalogue in a centre's hands, in a real browser, with JavaScript on and off."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import icalendar
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_accessibility import audit
from tests.catalogue import sample_editions as editions
from tests.catalogue.sample_editions import ADDED_TITLE, CLOSED, NEW_TITLE, OLD_TITLE, RENAMED
from webapp.database import connection as db
from webapp.demo import results as store_demonstration
from webapp.web.formatting import long_date

ADMINISTRATOR = store_demonstration.PEOPLE_AND_PASSWORDS[0][1:]


def open_administration(page: Page, choice: str) -> None:
    navigation = page.get_by_role("navigation", name="Main")
    navigation.locator("summary", has_text="Administration").click()
    navigation.get_by_role("link", name=choice, exact=True).click()


def sign_out(page: Page) -> None:
    steps.press(page, "Sign out")
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_a_new_edition_is_checked_and_saved_while_a_draft_is_open(
    centre: Centre, page: Page, tmp_path: Path
) -> None:
    edition = tmp_path / "edition.zip"
    edition.write_bytes(editions.zipped(editions.changed()))
    steps.sign_in(page, centre.address, OFFICER)
    steps.open_form(page)
    steps.choose_package(page)
    steps.press(page, "Next")
    group = centre.group("%")
    people = len(centre.members(group["group_id"]))
    steps.add_group(page, group["title"])
    steps.expect_selected(page, people)
    draft = page.url.rpartition("/candidates")[0]
    sign_out(page)

    steps.sign_in(page, centre.address, ADMINISTRATOR)
    open_administration(page, "Catalogue edition")
    page.get_by_label("Files", exact=True).set_input_files(edition)
    steps.press(page, "Check")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check the edition")
    expect(page.get_by_text("4 added, 1 changed.")).to_be_visible()
    page.get_by_label("These files are the whole catalogue").check()
    steps.press(page, "Show what that would do")
    expect(page.get_by_text("4 added, 1 changed, 1 withdrawn.")).to_be_visible()
    expect(page.locator("tr", has_text=NEW_TITLE)).to_contain_text(
        f"title: {OLD_TITLE} → {NEW_TITLE}"
    )
    expect(page.locator("tr", has_text=f"{CLOSED} IT Application")).to_contain_text(
        "valid to: blank →"
    )
    expect(page.locator("tr", has_text="Cloud Engineer")).to_contain_text(
        f"display title: {ADDED_TITLE}"
    )
    assert centre.value("select count(*) from packages") == 24
    steps.press(page, "Save the edition")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Edition saved")
    assert centre.value("select count(*) from packages") == 25
    page.goto(f"{centre.address}/entries/submissions/1")
    expect(page.get_by_text(OLD_TITLE).first).to_be_visible()
    expect(page.get_by_text(NEW_TITLE)).to_have_count(0)
    page.get_by_role("navigation", name="Main").get_by_role(
        "link", name="Catalogue", exact=True
    ).click()
    page.get_by_label("Title, entry code, QAN, package, framework or unit").fill(RENAMED)
    steps.press(page, "Search")
    page.get_by_role("link", name=NEW_TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NEW_TITLE)
    sign_out(page)

    steps.sign_in(page, centre.address, OFFICER)
    closed = page.get_by_text(
        re.compile("This package closed on .*: choose another package. Your candidates stay")
    )
    expect(closed).to_be_visible()
    page.goto(f"{draft}/candidates")
    expect(closed).to_be_visible()
    steps.expect_selected(page, people)
    page.get_by_role("link", name="Choose another package").click()
    steps.choose_package(page, package=ADDED_TITLE)
    steps.press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    expect(closed).to_have_count(0)
    expect(page.locator("#grid tbody tr")).to_have_count(people)


def test_series_fees_and_the_calendar_are_set_for_a_new_year(centre: Centre, page: Page) -> None:
    closes_on = db.today() + timedelta(days=400)
    steps.sign_in(page, centre.address, ADMINISTRATOR)
    open_administration(page, "Series")
    page.get_by_role("button", name="Add a series").click()
    page.get_by_label("Title").fill("Special 2099")
    page.get_by_label("Closes on").fill(f"{closes_on:%d/%m/%Y}")
    page.get_by_label("03999").check()
    page.get_by_label("10229").check()
    steps.press(page, "Add series")
    expect(page.get_by_text("Special 2099 is added to 2 assessments.")).to_be_visible()
    page.get_by_role("link", name="Special 2099").click()
    page.get_by_label("Late from").fill(f"{closes_on + timedelta(days=1):%d/%m/%Y}")
    steps.press(page, "Save series")
    expect(
        page.get_by_role("alert").get_by_role("link", name="which is after this date")
    ).to_be_visible()
    page.get_by_label("Late from").fill(long_date(closes_on - timedelta(days=7)))
    page.get_by_label("For all 2 assessments").check()
    steps.press(page, "Save series")
    expect(page.get_by_text("Special 2099 is changed for 2 assessments.")).to_be_visible()
    assert (
        centre.value("select count(distinct late_from) from series where title = 'Special 2099'")
        == 1
    )

    page.get_by_role("button", name="Copy a year to the next").click()
    page.get_by_label("Series that close in").select_option(str(closes_on.year))
    steps.press(page, "Show")
    expect(page.locator("tr", has_text="Special 2099")).to_contain_text("Special 2100")
    page.get_by_role("button", name=re.compile("Save .* new series")).click()
    expect(page.get_by_text(f"copied to the year after {closes_on.year}.")).to_be_visible()

    open_administration(page, "Fees")
    page.get_by_label("Normal fee of 10229").fill("ten")
    steps.press(page, "Save fees")
    expect(page.locator(".govuk-error-summary")).to_contain_text("ten is no fee")
    page.get_by_label("Normal fee of 10229").fill("£1,150.50")
    steps.press(page, "Save fees")
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()

    open_administration(page, "Calendar")
    steps.leave(page, "Make the address")
    address = page.get_by_label("Address").input_value()
    feed = icalendar.Calendar.from_ical(page.request.get(address).body())
    summaries = {str(one["summary"]) for one in feed.walk("VEVENT")}
    assert {"Special 2099 closes: 03999, 10229", "Special 2100 closes: 03999, 10229"} <= summaries
    steps.leave(page, "Make a new address")
    assert page.request.get(address).status == 404


def test_axe_finds_nothing_in_the_catalogue(centre: Centre, open_page: Callable[..., Page]) -> None:
    editions.start(centre.db)
    for width in (320, 1280):
        page = open_page(viewport={"width": width, "height": 900})
        steps.sign_in(page, centre.address, ADMINISTRATOR)
        for address in (
            "",
            "?q=business",
            "?q=zzz",
            "/frameworks/1",
            "/packages/6",
            "/assessments/63",
            "/edition",
            "/edition/1",
            "/series",
            "/series?by=assessment",
            "/series/new",
            "/series/1",
            "/series/copy",
            "/fees",
            "/calendar",
        ):
            page.goto(f"{centre.address}/catalogue{address}")
            for summary in page.locator("main details > summary").all():
                summary.click()
            audit(page)
