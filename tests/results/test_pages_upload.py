"""Uploading results: the same pages as for candidates, with every file in sheets/ through them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from tests.entries.drafts import check_signed_out, check_wrong_id, check_wrong_role
from tests.page import Browser, Page, audit
from tests.results import centre
from tests.results.centre import EXPECTED, TODAY, sheet
from webapp import db
from webapp.app import create_app
from webapp.settings import Settings

ADDRESS = "/results/uploads"
TAKEN = [name for name, one in EXPECTED.items() if "rows" in one]
NOT_TAKEN = [name for name in EXPECTED if name not in TAKEN]
GOOD = ("add", "change", "same")
DOORS = (("get", ""), ("get", "/columns"), ("post", "/rows"), ("post", "/save"), ("get", "/refused"))


@pytest.fixture
def ola(riverside: db.Db, tmp_path: Path) -> Iterator[Browser]:
    """The exams officer of the small centre."""
    settings = Settings(db=tmp_path / "centre.db")
    with TestClient(create_app(settings, lambda: TODAY)) as client:
        browser = Browser(client)
        browser.sign_in(centre.OFFICER[0], centre.OFFICER[3])
        yield browser


def upload(browser: Browser, path: Path) -> Page:
    reply = browser.client.post(
        ADDRESS, data={"form_token": browser.form_token},
        files={"file": (path.name, path.read_bytes())},
    )  # fmt: skip
    page = Page(reply)
    audit(page)
    if page.heading.startswith("What the columns are") and page.status == 200:
        page = browser.send(page, page.address)
    return page


@pytest.mark.parametrize("name", TAKEN)
def test_the_page_says_what_becomes_of_each_row_and_saves_the_good_ones(
    name: str, ola: Browser, riverside: db.Db
) -> None:
    wanted, begun = EXPECTED[name]["rows"], centre.shown(riverside)
    page = upload(ola, sheet(name))
    assert page.heading.startswith("Check the sheet")
    for note in EXPECTED[name]["notes"]:
        assert note in page.text
    for outcome in {row["outcome"] for row in wanted.values()}:
        seen = ola.get(f"{page.address}?outcome={outcome}").text
        for number, row in wanted.items():
            if row["outcome"] == outcome:
                assert f"row {number}" in seen
                assert all(said in seen for said in row.get("says", [])), seen
    if any(row["outcome"] in GOOD for row in wanted.values()):
        ola.send(page, f"{page.address}/save")
    assert centre.shown(riverside) == centre.expected(name, begun)
    assert centre.awards(riverside) == centre.recount(riverside)

    before = centre.shown(riverside)
    again = upload(ola, sheet(name))
    assert "Will be added" not in again.text and "Will be changed" not in again.text
    assert centre.shown(riverside) == before


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_no_sheet_of_results_is_refused(
    name: str, ola: Browser, riverside: db.Db
) -> None:
    before = centre.shown(riverside)
    page = upload(ola, sheet(name))
    assert page.status == 422
    said = EXPECTED[name].get("missing", [EXPECTED[name].get("refused")])
    assert all(words in page.text for words in said)
    assert centre.shown(riverside) == before


def test_a_near_candidate_is_chosen_and_a_wrong_grade_mended(ola: Browser, riverside: db.Db) -> None:
    lines = ("UCI,Surname,Forenames,DOB,Entry code,Series,Grade",
             ",Novak,Jann,27/3/2008,03999,June 2026,Pass", "681990012058G,,,,03999,June 2026,odd")  # fmt: skip
    page = ola.post(ADDRESS, {"pasted": "\n".join(lines)})
    assert "Create anyway" not in page.text
    page = ola.get(f"{page.address}?outcome=ask")
    assert "Jan Novák, born 27 March 2008" in page.text
    page = ola.send(page, f"{page.address}/rows", choice=f"2:{centre.id_of('jan')}")
    assert "Row 2 will be added." in page.text
    page = ola.get(f"{page.address}?outcome=refuse")
    page = ola.send(page, f"{page.address}/rows", **{"cell-3-6": "Pass"})
    assert "Row 3 will be left alone" in page.text
    page = ola.send(page, f"{page.address}/save")
    assert "1 result added, 0 changed, 1 left alone." in page.text
    assert {"candidate": "jan", "entry_code": "03999", "series": "June 2026", "grade": "Pass",
            "outcome": "achieved", "awarded_on": "", "certificate_number": ""} in centre.shown(
        riverside
    )  # fmt: skip


def test_a_sheet_of_candidates_is_not_found_here(officer: Browser) -> None:
    pasted = "Surname\tForenames\tDOB\tGender\nNovak\tJan\t27/3/2008\tM"
    page = officer.post("/candidates/uploads", {"pasted": pasted})
    number = page.address.rpartition("/")[2]
    assert officer.get(f"{ADDRESS}/{number}").status == 404
    assert "Pasted rows" not in officer.get(ADDRESS).text


def test_wrong_role_is_refused(signed_in: Callable[[str], Browser]) -> None:
    check_wrong_role(signed_in, ADDRESS, ("get", ""), ("post", ""))


def test_wrong_id_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room=ADDRESS)


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, ADDRESS, ("get", ""), ("post", ""))
