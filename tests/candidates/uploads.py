"""Sheets to upload, and what is in the file afterwards."""

from typing import Any

from tests.page import Browser, Page, audit
from webapp.database.connection import Db

HEADINGS = "Surname,Forenames,DOB,Gender,UCI,Group"
GOOD = "Novak,Jan,27/3/2008,M,,Choir"
WRONG = "Okaforová,Ada,31/2/2008,F,,Choir"
ADDRESS = "/candidates/uploads"


def csv(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join((headings, *lines)).encode()


def upload(browser: Browser, content: bytes, name: str = "leavers.csv") -> Page:
    """Upload a file as a browser does; follows to where it leads."""
    reply = browser.client.post(
        ADDRESS, data={"form_token": browser.form_token}, files={"file": (name, content)}
    )
    page = Page(reply)
    audit(page)
    return page


def mend(browser: Browser, page: Page, **typed: str) -> Page:
    """Type into the rows of a check page, cell_2_1 for row 2's second column, and check again."""
    values = {key.replace("_", "-"): text for key, text in typed.items()}
    return browser.send(page, f"{page.address}/rows", **values)


def people(db: Db, surname: str) -> list[dict[str, Any]]:
    return list(db.query("select * from candidates where surname = ?", [surname]))


def members(db: Db, title: str) -> set[str]:
    found = db.execute(
        "select surname from candidates join group_members using (candidate_id)"
        " join candidate_groups using (group_id) where title = ?",
        [title],
    )
    return {surname for (surname,) in found}
