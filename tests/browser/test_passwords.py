"""Fields for passwords: showing what was typed, and how strong a new one is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_accessibility import audit

NARROW = {"width": 320, "height": 700}


def test_what_was_typed_can_be_shown_and_is_hidden_again_when_it_is_sent(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(centre.address)
    field = page.get_by_label("Password")
    field.fill("not the right one")
    expect(field).to_have_attribute("type", "password")
    steps.press(page, "Show password")
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("not the right one")
    expect(page.get_by_role("status").get_by_text("Your password is shown.")).to_be_attached()
    audit(page)
    steps.press(page, "Hide password")
    expect(field).to_have_attribute("type", "password")
    steps.press(page, "Show password")
    seen: list[str] = []
    page.expose_function("noteType", lambda kind: seen.append(kind))
    page.evaluate(
        "document.addEventListener('submit',"
        " () => noteType(document.getElementById('password').type))"
    )
    steps.leave(page, "Sign in")
    assert seen == ["password"]


def test_the_button_is_reached_by_keys_and_fits_a_narrow_page(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=NARROW)
    page.goto(centre.address)
    page.get_by_label("Password").focus()
    page.keyboard.type("typed")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show password")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_have_attribute("type", "text")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


MEASURED = [
    ("tin boat", "Too short: 8 of 12 characters."),
    ("tin      boat", "Too short: 8 of 12 characters."),
    ("password1234", "Weak"),
    ("aaaaaaaaaaaaaaaaaaaaaaaa", "Weak"),
    ("abcdefghijklmnopqrstuvwx", "Weak"),
    ("boat boat boat boat", "Weak"),
    ("four sheep here boat", "Fair"),
    ("correcthorsebattery", "Fair"),
    ("four sheep in a tin boat", "Strong"),
    ("xK9#vQ2!mZ7$pL4", "Strong"),
    ("🐴 🔋 🧷 🪜 🧊 🎻 🚲 🍎 🧀 🥁 🪁 🦉", "Strong"),
]


def test_a_new_password_is_measured_while_it_is_typed(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=NARROW)
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(centre.address + "/account")
    field = page.get_by_label("New password", exact=True)
    strength = page.locator("#password-strength")
    expect(strength).to_be_hidden()
    wrong = []
    for typed, words in MEASURED:
        field.fill(typed)
        if words not in (shown := strength.inner_text(timeout=5000)):
            wrong.append((typed, words, shown))
    assert wrong == []
    described = field.get_attribute("aria-describedby") or ""
    assert "password-strength" in described
    assert "password-hint" in described
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    audit(page)
    field.fill("")
    expect(strength).to_be_hidden()
    again = page.get_by_label("New password again").get_attribute("aria-describedby") or ""
    assert "password-strength" not in again


def test_a_password_may_be_pasted(centre: Centre, open_page: Callable[..., Page]) -> None:
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(centre.address + "/account")
    allowed = page.evaluate(
        "() => [...document.querySelectorAll('input[type=password]')].map((one) =>"
        " one.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })))"
    )
    assert allowed == [True, True, True]
