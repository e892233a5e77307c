"""Take the pictures in this folder from the demonstration centre: .venv/bin/python docs/pictures/make.py

Needs what script/setup --test installs. Everybody in the pictures is invented.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PORT = 8765
PACKAGE = "Advanced Apprenticeship Level 3 IT Application Specialist England"


def main(folder: Path, width: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        server = subprocess.Popen(
            [Path(sys.executable).parent / "single-point", "serve", "--demo", "--port", str(PORT),
             "--db", Path(temporary) / "demo.db"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            for line in server.stdout or []:
                if "http://" in line:
                    break
            with sync_playwright() as playwright:
                found = (ROOT / ".venv" / "browser").read_text().strip()
                browser = playwright.chromium.launch(
                    executable_path=found or None,
                    args=["--no-sandbox"] if os.geteuid() == 0 else [],
                )
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.goto(f"http://127.0.0.1:{PORT}/")
                walk(page, folder)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def walk(page: Page, folder: Path) -> None:
    def take(name: str) -> None:
        page.wait_for_load_state("networkidle")
        height = min(page.evaluate("document.documentElement.scrollHeight"), 1500)
        clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
        page.screenshot(path=folder / f"{name}.png", full_page=True, clip=clip)

    page.get_by_label("E-mail").fill("entries@riverside.example")
    page.get_by_label("Password").fill("demonstration-entries")
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"http://127.0.0.1:{PORT}/entries/drafts/new")
    page.get_by_label("Framework").select_option(label="ICT")
    page.wait_for_function("document.querySelectorAll('#package option').length < 10")
    page.get_by_label("Package").select_option(label=PACKAGE)
    page.get_by_text("Assessments in this package").wait_for()
    take("1-package")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Name, part of a name").fill("mary jon")
    page.get_by_label("Jones, Mary-Ann").check()
    page.get_by_role("button", name="Add selected candidates").click()
    page.get_by_text("1 candidate added.").wait_for()
    take("2-candidates")
    page.get_by_role("link", name="Candidate groups").click()
    page.get_by_role("button", name="Add group Functional Skills resits").click()
    page.get_by_text("candidates added.").wait_for()
    take("2-groups")
    page.get_by_role("link", name="Add new candidates").click()
    page.get_by_label("Forenames").fill("Mary")
    page.get_by_label("Surname").fill("Jones")
    take("2-new")
    page.get_by_role("button", name="Next").click()
    page.locator("tbody input:not([disabled])").nth(3).click()
    page.get_by_text("Saved").wait_for()
    take("3-options")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Order number/reference").fill("PO-2026-17")
    take("4-summary")
    page.get_by_role("button", name="Submit entries").click()
    page.get_by_text("Reference").first.wait_for()
    take("5-confirmation")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE, int(sys.argv[2]) if len(sys.argv) > 2 else 1280)
