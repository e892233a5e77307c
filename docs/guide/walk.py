"""A person's way through the program, with pictures."""

from pathlib import Path

from playwright.sync_api import Locator, Page

OFFICER = ("entries@riverside.example", "demonstration-entries")
TALLEST = 1000


class Walk:
    """One person's browser, and where its pictures go."""

    def __init__(self, page: Page, address: str, folder: Path, chapter: str) -> None:
        self.page, self.address, self.folder, self.chapter = page, address, folder, chapter

    def sign_in(self, email: str = OFFICER[0], password: str = OFFICER[1]) -> None:
        self.open("/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")
        self.page.get_by_role("heading", name="Home").wait_for()

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state("networkidle")

    def take(self, name: str, at: Locator | None = None) -> None:
        """A picture of the page from its top, or from the place that matters."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.activeElement?.blur()")
        whole = self.page.evaluate("document.documentElement.scrollHeight")
        top = max(0, int((at.bounding_box() or {"y": 0})["y"]) - 24) if at else 0
        clip = {
            "x": 0,
            "y": top,
            "width": self.page.viewport_size["width"],
            "height": min(whole - top, TALLEST),
        }
        self.page.screenshot(
            path=self.folder / f"{self.chapter}-{name}.png", full_page=True, clip=clip
        )
