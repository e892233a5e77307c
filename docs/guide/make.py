"""Take the guide's pictures from the demonstration centre: .venv/bin/python docs/guide/make.py

Needs what script/setup --test installs. Everybody in the pictures is invented. With the names of
chapters it takes only theirs.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import walks
from playwright.sync_api import sync_playwright
from walk import Walk

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ADDRESS = "http://127.0.0.1:8765"


def main(chapters: list[str]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        server = subprocess.Popen(
            [
                Path(sys.executable).parent / "single-point",
                "serve",
                "--demo",
                "--port",
                "8765",
                "--db",
                Path(temporary) / "demo.db",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
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
                for chapter in chapters or walks.CHAPTERS:
                    page = browser.new_page(viewport={"width": 1000, "height": 800})
                    page.set_default_timeout(15_000)
                    walks.CHAPTERS[chapter](Walk(page, ADDRESS, HERE / "pictures", chapter))
                    page.context.close()
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
