"""A scripted person: does the work in a real browser and counts what it would cost a human being.

Seconds are computed, never measured, by a keystroke-level model: a key K, pointing at something and
clicking it P, moving a hand between keys and mouse H, making up one's mind M. Nobody waits for
pages.
"""

from playwright.sync_api import Frame, Locator, Page

K, P, H, M = 0.28, 1.1, 0.4, 1.35


class Person:
    """Counts page loads, clicks, keys, and seconds; the hand is on the mouse to begin with."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.loads = self.clicks = self.keys = 0
        self.seconds = 0.0
        self.at_keys = False
        page.on("framenavigated", self._loaded)

    def _loaded(self, frame: Frame) -> None:
        self.loads += frame == self.page.main_frame

    def begin(self) -> None:
        """At Home, signed in: from here on it counts."""
        self.page.goto(self.address)
        self.settle()
        self.loads = self.clicks = self.keys = 0
        self.seconds, self.at_keys = 0.0, False

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")

    def decide(self) -> None:
        self.seconds += M

    def look_for(self, place: Locator, decides: bool = True) -> None:
        """Point at it and click, after making up one's mind."""
        if decides:
            self.decide()
        if self.at_keys:
            self.seconds += H
            self.at_keys = False
        place.click()
        self.clicks += 1
        self.seconds += P
        self.settle()

    def press(self, name: str, decides: bool = True) -> None:
        self.look_for(self.page.get_by_role("button", name=name).first, decides)

    def follow(self, name: str, decides: bool = True) -> None:
        self.look_for(self.page.get_by_role("main").get_by_role("link", name=name).first, decides)

    def menu(self, menu: str, name: str) -> None:
        """The menu opens as soon as the mouse is over it."""
        navigation = self.page.get_by_role("navigation", name="Main")
        self.decide()
        navigation.locator("summary", has_text=menu).hover()
        self.seconds += P + (H if self.at_keys else 0)
        self.at_keys = False
        self.look_for(navigation.get_by_role("link", name=name, exact=True), decides=False)

    def choose(self, label: str, option: str) -> None:
        """Two clicks: the list opens, the option is taken."""
        self.decide()
        self.seconds += 2 * P + (H if self.at_keys else 0)
        self.clicks, self.at_keys = self.clicks + 2, False
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.settle()

    def type(self, label: str, text: str, enter: bool = False) -> None:
        """Click into the field, type over what is there, and perhaps press Enter."""
        field = self.page.get_by_label(label)
        self.look_for(field)
        if not self.at_keys:
            self.seconds, self.at_keys = self.seconds + H, True
        if field.input_value():
            self.page.keyboard.press("Control+A")
            self.keys, self.seconds = self.keys + 2, self.seconds + 2 * K
        self.page.keyboard.type(text, delay=5)
        if enter:
            self.page.keyboard.press("Enter")
        self.keys += len(text) + enter
        self.seconds += K * (len(text) + enter)
        # The list follows 120 ms after the last letter.
        self.page.wait_for_timeout(400)
        self.settle()
