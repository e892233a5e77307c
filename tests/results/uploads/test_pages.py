"""Uploading results: the same pages as for candidates, with every file in sheets/ through them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient

from tests.entries.drafts import check_signed_out, check_wrong_id, check_wrong_role
from tests.page import Browser, Page, audit, squeezed
from tests.results import centre, pairs
from tests.results.centre import EXPECTED, TODAY, sheet
from webapp.app import create_app
from webapp.database import connection as db
from webapp.results.of_candidate import store
from webapp.settings import Settings

ADDRESS = "/results/uploads"
TAKEN = [name for name, one in EXPECTED.items() if "rows" in one]
NOT_TAKEN = [name for name in EXPECTED if name not in TAKEN]
GOOD = ("add", "change", "same")
DOORS = (
    ("get", ""),
    ("get", "/columns"),
    ("post", "/rows"),
    ("post", "/save"),
    ("get", "/refused"),
)


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
        ADDRESS,
        data={"form_token": browser.form_token},
        files={"file": (path.name, path.read_bytes())},
    )
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
    assert "Will be added" not in again.text
    assert "Will be changed" not in again.text
    assert centre.shown(riverside) == before


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_no_sheet_of_results_is_refused(name: str, ola: Browser, riverside: db.Db) -> None:
    before = centre.shown(riverside)
    page = upload(ola, sheet(name))
    assert page.status == 422
    said = EXPECTED[name].get("missing", [EXPECTED[name].get("refused")])
    assert all(words in page.text for words in said)
    assert centre.shown(riverside) == before


def test_a_near_candidate_is_chosen_and_a_wrong_grade_mended(
    ola: Browser, riverside: db.Db
) -> None:
    lines = (
        "UCI,Surname,Forenames,DOB,Entry code,Series,Grade",
        ",Novak,Jann,27/3/2008,03999,June 2026,Pass",
        "681990012058G,,,,03999,June 2026,odd",
    )
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
    assert {
        "candidate": "jan",
        "entry_code": "03999",
        "series": "June 2026",
        "grade": "Pass",
        "outcome": "achieved",
        "awarded_on": "",
        "certificate_number": "",
    } in centre.shown(riverside)


def pasted(ola: Browser, *lines: str) -> Page:
    return ola.post(ADDRESS, {"pasted": "\n".join(lines)})


def box(page: Page, label: str, row: int) -> str:
    """The name of the box with this label in a row."""
    words = f"{label} row {row}"
    (found,) = (one["for"] for one in page.all("label") if squeezed(one["text"]) == words)
    return found


def test_a_field_that_a_row_asks_for_has_a_box_though_the_sheet_has_no_such_column(
    ola: Browser, riverside: db.Db
) -> None:
    page = pasted(
        ola, "UCI,Entry code,Series,Grade,Date awarded", "681990012058G,03999,June 2026,F,20/8/2026"
    )
    assert "The grade F does not say whether it is achieved" in page.text
    page = ola.send(page, f"{page.address}/rows", **{box(page, "Outcome", 2): "Achieved"})
    assert "Row 2 will be added." in page.text
    ola.send(page, f"{page.address}/save")
    (result,) = (one for one in centre.shown(riverside) if one["candidate"] == "jan")
    assert (result["grade"], result["outcome"]) == ("F", "achieved")


@pytest.mark.parametrize(
    ("headings", "cells", "said", "label", "typed", "shown"),
    [
        (
            "UCI,Entry code,Grade,Date awarded",
            "123450251234C,10384,Pass,20/11/2026",
            "The series is blank",
            "Series",
            "November 2026",
            ("series", "November 2026"),
        ),
        (
            "UCI,Entry code,Series,Status,Date awarded",
            "681990012058G,03999,June 2026,A,20/8/2026",
            "The letter A",
            "Outcome",
            "A",
            ("outcome", "achieved"),
        ),
        (
            "UCI,Entry code,Series,Grade",
            "681990012058G,03999,June 2026,Pass",
            "There is no date awarded",
            "Date awarded",
            "20/8/2026",
            ("awarded_on", "2026-08-20"),
        ),
        (
            "UCI,Entry code,Series,Grade,Date awarded",
            "681990012058G,03999,June 2026,,20/8/2026",
            "but no result",
            "Outcome",
            "Fail",
            ("outcome", "not achieved"),
        ),
    ],
)
def test_there_is_a_box_for_whatever_is_asked_for(
    headings: str,
    cells: str,
    said: str,
    label: str,
    typed: str,
    shown: tuple[str, str],
    ola: Browser,
    riverside: db.Db,
) -> None:
    begun = centre.shown(riverside)
    page = pasted(ola, headings, cells)
    page = ola.get(f"{page.address}?row=2")
    assert said in page.text
    page = ola.send(page, f"{page.address}/rows", **{box(page, label, 2): typed})
    ola.send(page, f"{page.address}/save")
    (result,) = (one for one in centre.shown(riverside) if one not in begun)
    assert result[shown[0]] == shown[1]


def test_the_rows_to_take_away_have_the_column_that_is_lacking(ola: Browser) -> None:
    page = pasted(ola, "UCI,Entry code,Series,Grade", "681990012058G,03999,June 2026,F")
    lines = ola.client.get(f"{page.address}/refused?format=csv").text.splitlines()
    assert lines[0].lstrip("\ufeff").startswith("UCI,Entry code,Series,Grade,Outcome,What is wrong")
    assert lines[1].startswith('681990012058G,03999,June 2026,F,,"The grade F')


def test_not_yet_achieved_needs_nothing_and_a_row_without_a_result_records_nothing(
    ola: Browser, riverside: db.Db
) -> None:
    begun = centre.shown(riverside)
    page = pasted(
        ola,
        "UCI,Entry code,Series,Grade",
        "681990012058G,03999,June 2026,Not Yet Achieved",
        "681990012058G,03999,November 2026,N/A",
        "nobody,99999,,–",
    )
    assert "N/A says that there is no result: nothing is recorded." in page.text
    assert "There is no result in this row, so nothing is recorded." in page.text
    assert "Need mending" not in page.text
    assert "Need a decision" not in page.text
    assert "the same is recorded" not in ola.get(f"{page.address}?outcome=same").text
    page = ola.send(page, f"{page.address}/save")
    assert "1 result added, 0 changed, 2 left alone." in page.text
    (result,) = (one for one in centre.shown(riverside) if one not in begun)
    assert (result["grade"], result["outcome"]) == ("Not Yet Achieved", "not achieved")


@pytest.mark.parametrize("born_on", ["", "27/3/20008", "3/27/2008", "?", "28/3/2008"])
def test_a_row_whose_number_names_the_person_is_warned_about_its_date_of_birth(
    born_on: str, ola: Browser, riverside: db.Db
) -> None:
    page = pasted(
        ola,
        "ULN,Surname,Forenames,DOB,Entry code,Series,Grade,Date awarded",
        f"9276308686,NOVAK,JAN,{born_on},03999,June 2026,Pass,20/8/2026",
    )
    assert "Need mending" not in page.text
    assert "Need a decision" not in page.text
    if born_on:
        assert (
            "another number names the candidate" in page.text
            or "another date of birth" in page.text
        )
    ola.send(page, f"{page.address}/save")
    assert any(one["candidate"] == "jan" for one in centre.shown(riverside))


def test_a_middle_name_left_out_and_capitals_ask_for_no_decision(
    ola: Browser, riverside: db.Db
) -> None:
    page = pasted(
        ola,
        "Candidate number,Surname,Forenames,DOB,Entry code,Series,Grade,Date awarded",
        "42,OKAFOR,ADA,8/7/2008,03999,November 2026,Pass,20/11/2026",
        "45,O HANRAHAN SMITH,ZOE,29/2/2008,10384,November 2026,Pass,20/11/2026",
    )
    page = ola.send(page, f"{page.address}/save")
    assert "2 results added, 0 changed, 0 left alone." in page.text


def failed_and_entered_again(centre_db: db.Db) -> None:
    """Ada failed her first attempt on 10 November and is entered for the second since the 23rd."""
    key = centre.place(centre_db, "03999", "November 2026")
    day = date(2026, 11, 10)
    store.record(centre_db, centre.id_of("ada"), *key, "Fail", "not achieved", day, "", None)
    moment = "2026-11-23T09:00:00.000000Z"
    pairs.enter(centre_db, centre.id_of("ada"), "03999", place=1, at=moment, attempt=2)


def results_of_ada(centre_db: db.Db) -> dict[int, str]:
    key = centre.place(centre_db, "03999", "November 2026")
    shown = store.shown_attempts(centre_db, (centre.id_of("ada"), *key))
    return {number: facts.outcome for number, facts in shown.items()}


def upload_for_ada(ola: Browser, *rows: str) -> Page:
    lines = [f"123450251234C,03999,November 2026,{row}" for row in rows]
    return pasted(ola, "UCI,Entry code,Series,Grade,Outcome,Date awarded", *lines)


def test_a_result_later_than_the_failure_is_that_of_the_open_attempt(
    ola: Browser, riverside: db.Db
) -> None:
    failed_and_entered_again(riverside)
    page = upload_for_ada(ola, "Pass,Achieved,20/11/2026")
    assert (
        "This counts as attempt 2, although it is dated before the entry was made on 23 November"
        " 2026. If it corrects attempt 1, correct that result on its page."
    ) in ola.get(f"{page.address}?outcome=warned").text
    ola.send(page, f"{page.address}/save")
    assert results_of_ada(riverside) == {1: "not achieved", 2: "achieved"}
    again = upload_for_ada(ola, "Pass,Achieved,20/11/2026", "Fail,Not achieved,10/11/2026")
    assert "Will be added" not in again.text
    assert "Will be changed" not in again.text


@pytest.mark.parametrize("day", ["9/11/2026", "10/11/2026"])
def test_a_result_no_later_than_the_failure_names_the_attempt_that_it_changes(
    day: str, ola: Browser, riverside: db.Db
) -> None:
    failed_and_entered_again(riverside)
    page = upload_for_ada(ola, f"Pass,Achieved,{day}")
    warned = ola.get(f"{page.address}?outcome=warned").text
    assert "This changes the result of attempt 1" in warned
    assert "attempt 2 stays open" in warned
    ola.send(page, f"{page.address}/save")
    assert results_of_ada(riverside) == {1: "achieved"}


@pytest.mark.parametrize("outcome", ["achieved", "not achieved", "absent"])
def test_a_pending_result_takes_no_final_one_away(
    outcome: str, ola: Browser, riverside: db.Db
) -> None:
    key = centre.place(riverside, "03999", "November 2026")
    store.record(riverside, centre.id_of("ada"), *key, "", outcome, date(2026, 11, 10), "", None)
    page = upload_for_ada(ola, "Q,Pending,")
    warned = ola.get(f"{page.address}?outcome=warned").text
    assert f"recorded as {outcome} already" in warned
    assert "the same is recorded" not in warned
    page = ola.send(page, f"{page.address}/save")
    assert "0 results added, 0 changed, 1 left alone." in page.text
    assert results_of_ada(riverside) == {1: outcome}


@pytest.mark.parametrize("outcome", ["not achieved", "absent"])
def test_a_row_that_takes_an_achieved_result_away_is_to_be_looked_at(
    outcome: str, ola: Browser, riverside: db.Db
) -> None:
    key = centre.place(riverside, "03999", "November 2026")
    day = date(2026, 11, 10)
    store.record(riverside, centre.id_of("ada"), *key, "Pass", "achieved", day, "", None)
    page = upload_for_ada(ola, f",{outcome},20/11/2026")
    warned = ola.get(f"{page.address}?outcome=warned").text
    assert f"It was achieved and becomes {outcome}" in warned
    ola.send(page, f"{page.address}/save")
    assert results_of_ada(riverside) == {1: outcome}


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
