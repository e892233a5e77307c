"""The steps of the journey as a person takes them, the same with JavaScript and without."""

from typing import Literal

from playwright.sync_api import Locator, Page, expect

PACKAGE = "Advanced Apprenticeship Level 3 IT Application Specialist England"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def leave(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Press what leads to another page, or to the same one anew, and wait until that has come."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).click()


def sign_in(page: Page, address: str, person: tuple[str, str]) -> None:
    page.goto(address)
    page.get_by_label("E-mail").fill(person[0])
    page.get_by_label("Password").fill(person[1])
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")


def open_form(page: Page) -> None:
    navigation = page.get_by_role("navigation", name="Main")
    navigation.get_by_text("Entries", exact=True).click()
    navigation.get_by_role("link", name="Make entries").click()
    page.get_by_role("link", name="Learning programmes").click()
    page.get_by_role("link", name="Use learning programmes web-based entry form").click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list; Ok where there is one to press, which a page knows when it has loaded."""
    page.wait_for_load_state()
    page.get_by_label(label, exact=True).select_option(label=option)
    ok = page.get_by_role("button", name="Ok", exact=True)
    if ok.is_visible():
        ok.click()


def choose_package(page: Page, framework: str = "ICT", package: str = PACKAGE) -> None:
    page.wait_for_load_state()
    if page.evaluate("document.documentElement.classList.contains('has-script')"):
        page.locator("#package").evaluate("list => list.dataset.before = ''")
        choose(page, "Framework", framework)
        # A person is never this quick: the new list must have come, and listen.
        expect(page.locator("#package[data-htmx-powered]:not([data-before])")).to_have_count(1)
    else:
        choose(page, "Framework", framework)
    expect(page.locator("#package optgroup")).to_have_count(1)
    choose(page, "Package", package)
    expect(page.get_by_text("Assessments in this package")).to_be_visible()


def find(page: Page, text: str, period: str = "Any time") -> None:
    page.get_by_label("Name, part of a name, UCI or candidate number").fill(text)
    page.get_by_label("Candidates added").select_option(label=period)
    press(page, "Find candidate")


def found(page: Page) -> Locator:
    return page.locator("#candidates-rows tbody tr")


def expect_selected(page: Page, count: int) -> None:
    expect(page.locator("#selected-title")).to_have_text(f"Selected candidates {count}")


def add_group(page: Page, title: str) -> None:
    page.get_by_role("link", name="Candidate groups").click()
    page.get_by_role("button", name=f"Add group {title}").click()


def fill_candidate(page: Page, person: dict) -> None:
    year, month, day = person["born_on"].split("-")
    page.get_by_label("Forenames").fill(person["forenames"])
    page.get_by_label("Surname").fill(person["surname"])
    page.get_by_label("Day").fill(day)
    page.get_by_label("Month").fill(month)
    page.get_by_label("Year").fill(year)
    page.get_by_label("Female", exact=True).check()
