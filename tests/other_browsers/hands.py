"""A person's hands and eyes in Firefox and in WebKitGTK: the same few moves in both."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
from playwright.sync_api import Page, sync_playwright

from tests.real_server import free_port

PATIENCE = 30
FIREFOX = ("/usr/bin/firefox-esr", "/usr/bin/firefox")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""WebDriver's name for a reference to an element."""


class Hands(Protocol):
    name: str

    def go(self, address: str) -> None: ...
    def click(self, css: str) -> None: ...
    def type(self, css: str, text: str) -> None: ...
    def ask(self, script: str, *values: Any) -> Any: ...


def until(hands: Hands, script: str, *values: Any) -> Any:
    """Ask again and again until the answer is true; a page that is just leaving has none."""
    last: Any = None
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if last := hands.ask(script, *values):
                return last
        except Exception as leaving:
            last = leaving
        time.sleep(0.05)
    raise AssertionError(f"{hands.name}: {script} {values}: {last}")


def sees(hands: Hands, css: str, text: str) -> None:
    until(
        hands,
        "return document.querySelector(arguments[0])?.innerText.includes(arguments[1])",
        css,
        text,
    )


def choose(hands: Hands, css: str, option: str) -> None:
    """Choose from a list by the option's words, as htmx and a form notice it."""
    until(
        hands,
        """
      const list = document.querySelector(arguments[0]);
      const one = [...(list?.options ?? [])].find((each) => each.text === arguments[1]);
      if (!one) return false;
      list.focus();
      list.value = one.value;
      return list.dispatchEvent(new Event("change", {bubbles: true}));
    """,
        css,
        option,
    )


class Firefox:
    """An installed Firefox, by WebDriver BiDi."""

    def __init__(self, page: Page, version: str) -> None:
        self.page, self.name = page, f"Firefox {version}"

    def go(self, address: str) -> None:
        self.page.goto(address)

    def click(self, css: str) -> None:
        self.page.locator(css).first.click()

    def type(self, css: str, text: str) -> None:
        self.page.locator(css).press_sequentially(text)

    def ask(self, script: str, *values: Any) -> Any:
        return self.page.evaluate(
            "(values) => (function () { " + script + " }).apply(null, values)", list(values)
        )


class WebKit:
    """WebKitGTK's MiniBrowser, by classic WebDriver."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        made = self._post("/session", capabilities={"alwaysMatch": {}})
        self.session, self.name = (
            f"/session/{made['sessionId']}",
            f"WebKitGTK {made['capabilities']['browserVersion']}",
        )

    def _post(self, path: str, **values: Any) -> Any:
        reply = self.client.post(path, json=values)
        assert reply.status_code == 200, reply.text
        return reply.json()["value"]

    def _element(self, css: str) -> str:
        until(self, "return Boolean(document.querySelector(arguments[0]))", css)
        found = self._post(f"{self.session}/element", using="css selector", value=css)
        return f"{self.session}/element/{found[ELEMENT]}"

    def go(self, address: str) -> None:
        self._post(f"{self.session}/url", url=address)

    def click(self, css: str) -> None:
        self._post(f"{self._element(css)}/click")

    def type(self, css: str, text: str) -> None:
        self._post(f"{self._element(css)}/value", text=text)

    def ask(self, script: str, *values: Any) -> Any:
        return self._post(f"{self.session}/execute/sync", script=script, args=list(values))


@contextmanager
def firefox() -> Iterator[Hands]:
    with sync_playwright() as playwright:
        path = next(one for one in FIREFOX if Path(one).exists())
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=path)
        yield Firefox(browser.new_page(), browser.version)
        browser.close()


@contextmanager
def webkit() -> Iterator[Hands]:
    """On a screen of its own, for MiniBrowser wants one."""
    port, display = free_port(), f":{90 + os.getpid() % 900}"
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    ours = os.environ | {
        "DISPLAY": display,
        "GDK_BACKEND": "x11",
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    }
    screen = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], **quiet
    )
    driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=ours, **quiet)
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            timeout=PATIENCE * 2,
            trust_env=False,
            transport=httpx.HTTPTransport(retries=6),
        ) as client:
            hands = WebKit(client)
            yield hands
            client.delete(hands.session)
    finally:
        for one in (driver, screen):
            one.kill()
            one.wait(PATIENCE)
