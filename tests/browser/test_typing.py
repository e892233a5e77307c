"""What was typed is not lost by Back, by a failure, by a lost connection, or by leaving; and
buttons stay alive.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from webapp.demo import results as store_demonstration

ADMINISTRATOR = store_demonstration.PEOPLE_AND_PASSWORDS[0][1:]
PERSON = {"forenames": "Zéphyrine", "surname": "Quill", "born_on": "2008-03-27"}
FEE = "Normal fee of 03999"
OpenPage = Callable[..., Page]


@contextmanager
def failing_save(centre: Centre) -> Iterator[None]:
    """Nothing can be written to the fees."""
    centre.db.execute(
        "create trigger injected before update on assessments begin select raise(abort,"
        " 'injected'); end"
    )
    yield
    centre.db.execute("drop trigger injected")


def open_fees(page: Page, centre: Centre) -> None:
    steps.sign_in(page, centre.address, ADMINISTRATOR)
    page.goto(f"{centre.address}/catalogue/fees")


def fee(centre: Centre) -> int:
    return centre.value("select normal_fee from assessments where entry_code = '03999'")


def sent_to(page: Page, path: str) -> list[str]:
    """The forms that are sent there from now on."""
    sent: list[str] = []
    page.on(
        "request",
        lambda one: sent.append(one.url) if one.method == "POST" and path in one.url else None,
    )
    return sent


def answering(page: Page, *answers: bool) -> list[str]:
    """Answer each question whether to leave; gives what was asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept() if answers[len(asked) - 1] else dialog.dismiss()

    page.on("dialog", answer)
    return asked


def test_what_was_typed_is_there_on_back(centre: Centre, page: Page) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates/new")
    steps.fill_candidate(page, PERSON)
    page.get_by_label("Candidate number", exact=True).fill("0042")
    page.get_by_role("link", name="Support").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Add a candidate")
    page.go_back()
    for label, text in (
        ("Forenames", "Zéphyrine"),
        ("Surname", "Quill"),
        ("Day", "27"),
        ("Candidate number", "0042"),
    ):
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    expect(page.get_by_label("Female", exact=True)).to_be_checked()


def test_a_failing_save_is_sent_again_from_its_own_page(centre: Centre, page: Page) -> None:
    open_fees(page, centre)
    page.get_by_label(FEE).fill("131")
    with failing_save(centre):
        steps.press(page, "Save fees")
        expect(page.get_by_role("heading", level=1)).to_have_text("Something went wrong here")
    steps.press(page, "Send it again")
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()
    assert fee(centre) == 13100


def test_a_lost_connection_leaves_the_form_where_it_is(centre: Centre, open_page: OpenPage) -> None:
    page = open_page()
    open_fees(page, centre)
    page.get_by_label(FEE).fill("132")
    page.context.set_offline(True)
    steps.press(page, "Save fees")
    expect(page.locator("#errors")).to_contain_text("What you typed is still here")
    expect(page.locator("#errors")).to_be_in_viewport()
    expect(page.get_by_label(FEE)).to_have_value("132")
    page.context.set_offline(False)
    steps.press(page, "Save fees")
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()
    assert fee(centre) == 13200


def test_leaving_with_something_typed_asks_first(centre: Centre, open_page: OpenPage) -> None:
    page = open_page()
    open_fees(page, centre)
    asked = answering(page, False, True)
    page.get_by_label(FEE).fill("133")
    home = page.get_by_role("link", name="Home", exact=True)
    home.click(no_wait_after=True)
    expect(page.get_by_label(FEE)).to_have_value("133")
    home.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    assert asked == ["beforeunload", "beforeunload"]


def test_nothing_typed_and_sending_ask_nothing(centre: Centre, open_page: OpenPage) -> None:
    page = open_page()
    open_fees(page, centre)
    asked = answering(page)
    page.get_by_label(FEE).fill("134")
    page.get_by_label(FEE).fill("115.00")
    steps.leave(page, "Support", "link")
    page.goto(f"{centre.address}/catalogue/fees")
    page.get_by_label(FEE).fill("134")
    steps.press(page, "Save fees")
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()
    assert asked == []


def test_a_form_that_came_back_with_a_problem_asks_too(centre: Centre, open_page: OpenPage) -> None:
    page = open_page()
    open_fees(page, centre)
    asked = answering(page, True)
    page.get_by_label(FEE).fill("ten")
    steps.press(page, "Save fees")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    assert asked == ["beforeunload"]


def test_a_double_click_sends_once(centre: Centre, open_page: OpenPage) -> None:
    page = open_page()
    open_fees(page, centre)
    sent = sent_to(page, "/catalogue/fees")
    page.get_by_label(FEE).fill("135")
    page.get_by_role("button", name="Save fees").dblclick()
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()
    assert len(sent) == 1


@pytest.mark.parametrize("stop", ["Escape", "waiting"])
def test_a_button_is_alive_again_after_stop(centre: Centre, open_page: OpenPage, stop: str) -> None:
    page = open_page()
    open_fees(page, centre)
    sent = sent_to(page, "/catalogue/fees")
    page.get_by_label(FEE).fill("136")
    # The browser gives the request up, as it does when somebody presses Stop.
    page.route("**/catalogue/fees", lambda route: route.abort("aborted"), times=1)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Save fees").click(no_wait_after=True)
    if stop == "Escape":
        page.keyboard.press("Escape")
    else:
        page.wait_for_timeout(5_500)
    steps.press(page, "Save fees")
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()
    assert len(sent) == 2


def test_a_button_is_alive_again_after_back(centre: Centre, open_page: OpenPage) -> None:
    page = open_page()
    open_fees(page, centre)
    page.get_by_label(FEE).fill("137")
    steps.press(page, "Save fees")
    expect(page.get_by_text("The fees of 1 assessment are changed.")).to_be_visible()
    page.go_back()
    page.get_by_label(FEE).fill("138")
    steps.press(page, "Save fees")
    expect(page.get_by_label(FEE)).to_have_value("138.00")


def test_a_download_can_be_had_twice_and_a_double_click_asks_once(
    centre: Centre, open_page: OpenPage
) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, ADMINISTRATOR)
    page.goto(f"{centre.address}/accounts/activity")
    sent = sent_to(page, "/accounts/activity/file")
    for _ in range(2):
        with page.expect_download():
            page.get_by_role("button", name="CSV").click()
        page.wait_for_timeout(1_200)
    with page.expect_download():
        page.get_by_role("button", name="CSV").dblclick()
    page.wait_for_timeout(300)
    assert len(sent) == 3
