"""Count the five commonest jobs on the demonstration centre: .venv/bin/python
docs/friction/measure.py

Prints the table of docs/friction.md; with numbers only those jobs. Needs what script/setup --test
installs.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from jobs import JOBS
from person import Person
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "http://127.0.0.1:8766"
OFFICER = ("entries@riverside.example", "demonstration-entries")


def main(places: list[int]) -> None:
    with sync_playwright() as playwright:
        found = (ROOT / ".venv" / "browser").read_text().strip()
        browser = playwright.chromium.launch(
            executable_path=found or None, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        print(
            "| Job | | Page loads | Clicks | Keys | Seconds |\n| --- | --- | --: | --: | --: |"
            " --: |"
        )
        for title, ways in [list(JOBS.items())[place - 1] for place in places]:
            for when, way in zip(("before", "now"), ways, strict=True):
                person = _do(browser, way)
                print(
                    (
                        f"| {title} | {when} | {person.loads} | {person.clicks} | {person.keys} |"
                        f" {person.seconds:.0f} |"
                    ),
                    flush=True,
                )
        browser.close()


def _do(browser: Browser, way) -> Person:
    """One way of one job, on a centre of its own."""
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [
                Path(sys.executable).parent / "single-point",
                "serve",
                "--demo",
                "--port",
                "8766",
                "--db",
                Path(folder) / "demo.db",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            next(line for line in server.stdout or [] if "http://" in line)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(ADDRESS)
            page.get_by_label("E-mail").fill(OFFICER[0])
            page.get_by_label("Password").fill(OFFICER[1])
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("heading", name="Home").wait_for()
            person = Person(page, ADDRESS)
            person.begin()
            way(person)
            page.context.close()
            return person
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(range(1, len(JOBS) + 1)))
