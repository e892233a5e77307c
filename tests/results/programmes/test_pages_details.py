"""The details of somebody's learning programme, in place and as a page."""

import re
from collections.abc import Callable

import pytest

from tests.entries.drafts import check_signed_out
from tests.page import Browser, Page, squeezed
from tests.results.pairs import enter, get_result, pair, unite
from tests.results.sample_programmes import (
    ROOM,
    business_people,
    framework,
    listed,
    package_id,
)
from webapp.database.connection import Db

BUSINESS = "Business and Administration"


def details(
    browser: Browser, db: Db, candidate_id: int, code: str = "490-3-1", title: str = BUSINESS
) -> Page:
    return browser.get(
        f"{framework(db, title)}/candidates/{candidate_id}?package={package_id(db, code)}"
    )


def cells(page: Page, entry_code: str) -> dict[str, str]:
    """What the row of a component says, by column."""
    code = next(one for one in page.all("td", data_label="Entry code") if one["text"] == entry_code)
    row = code["within"][-1]
    return {
        one["data-label"]: squeezed(one["text"]) for one in page.all("td") if row in one["within"]
    }


def corrected(db: Db) -> int:
    return db.execute("select candidate_id from results where replaced_at is not null").fetchone()[
        0
    ]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = details(officer, centre_db, corrected(centre_db), "419-2-1", "ICT")
    assert page.status == 200
    assert "3 of 3 required components achieved: complete." in page.text
    diploma = cells(page, "03999")
    assert diploma["Qualification title"].startswith(
        "OCR Level 3 Diploma in IT User Skills (ITQ)Required: awarded"
    )
    assert "Replaced: " in diploma["Qualification title"]
    assert "03999/0001" in diploma["Qualification title"]
    assert [diploma[one] for one in ("QAN", "Level", "Grade", "Certificate number")] == [
        "500/6757/6",
        "3",
        "Merit",
        "03999/0001A",
    ]
    assert re.fullmatch(r"\d+ \w{3} 2026", diploma["Date awarded"])
    assert diploma["Order number"] == "PO-4711SP-000001"
    assert diploma["Series"]
    assert "Missing" not in page.text


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_may_read_them_but_only_some_make_entries(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    one = business_people(centre_db)[0]["candidate_id"]
    page = details(signed_in(role), centre_db, one)
    assert page.status == 200
    assert bool(page.all("form", action="/results/missing")) == (role != "results")
    ict = details(signed_in(role), centre_db, corrected(centre_db), "419-2-1", "ICT")
    assert bool(ict.all("a", href="/entries/submissions/1")) == (role != "results")


def test_what_is_not_there_is_not_found(officer: Browser, centre_db: Db) -> None:
    one = business_people(centre_db)[0]["candidate_id"]
    for wrong in ("999999", "0", "-1", "9" * 30):
        assert officer.get(f"{ROOM}/1/candidates/{wrong}").status == 404, wrong
        assert officer.get(f"{ROOM}/{wrong}/candidates/{one}").status == 404, wrong
        assert (
            officer.get(f"{framework(centre_db)}/candidates/{one}?package={wrong}").status == 404
        ), wrong


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1/candidates", ("get", "/1"))


def test_in_a_report_the_details_open_in_place_and_lead_to_a_page_without_script(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.get(framework(centre_db, BUSINESS))
    one = business_people(centre_db)[0]
    opened = next(
        tag
        for tag in page.all("details")
        if f"/candidates/{one['candidate_id']}?" in tag.get("hx-get", "")
    )
    summary = next(tag for tag in page.all("summary") if opened in tag["within"])
    name = f"{one['forenames']} {one['surname']}".strip()
    assert summary["text"] == f"Details of {name}"
    links = [tag["href"] for tag in page.all("a") if opened in tag["within"]]
    assert links == [opened["hx-get"]]
    assert opened["hx-trigger"] == "toggle once"
    reply = officer.client.get(opened["hx-get"], headers={"hx-request": "true"})
    assert reply.text.lstrip().startswith('<div id="results-details">')
    assert squeezed(officer.get(links[0]).one("h1")["text"]).startswith(name)


def test_what_is_missing_is_named_and_can_be_entered(officer: Browser, centre_db: Db) -> None:
    person = next(
        one["candidate_id"]
        for one in business_people(centre_db)
        if [
            code
            for (code,) in centre_db.execute(
                "select entry_code from results join assessments using (assessment_id)"
                " where candidate_id = ?",
                [one["candidate_id"]],
            )
        ]
        == ["10383"]
    )
    page = details(officer, centre_db, person)
    missing = [
        squeezed(one["text"]) for one in page.all("li") if "OCR Functional Skills" in one["text"]
    ]
    assert [one[:5] for one in missing] == ["09498", "09865"]
    form = page.form("/results/missing")
    assert (form["package_id"], form["candidate_id"]) == (str(package_id(centre_db)), str(person))
    enter(centre_db, person, "09498")
    enter(centre_db, person, "09865")
    centre_db.conn.commit()
    page = details(officer, centre_db, person)
    assert "Nothing is missing" in page.text
    assert not page.all("form", action="/results/missing")


def test_a_choice_that_nobody_has_made_is_named_as_one(officer: Browser, centre_db: Db) -> None:
    one, _ = pair(centre_db)
    enter(centre_db, one, "09498")
    centre_db.execute(
        "update submissions set package_id = ? where submission_id = 1", [package_id(centre_db)]
    )
    centre_db.conn.commit()
    page = details(officer, centre_db, one)
    assert "Choose one: combined or separate" in page.text
    assert cells(page, "10383")["Qualification title"].endswith("not taken")
    assert cells(page, "09498")["Qualification title"].endswith("entered")


def test_a_doubtful_qan_is_said_beside_it(officer: Browser, centre_db: Db) -> None:
    one = corrected(centre_db)
    assert "check digit" not in details(officer, centre_db, one, "419-2-1", "ICT").text
    centre_db.execute("update assessments set qan = '500/6757/7' where entry_code = '03999'")
    centre_db.conn.commit()
    page = details(officer, centre_db, one, "419-2-1", "ICT")
    assert cells(page, "03999")["QAN"] == "500/6757/7Its check digit does not fit."
    assert cells(page, "09499")["QAN"] == "500/8963/8"


def test_the_shown_result_is_the_achieved_one_and_others_are_history(
    officer: Browser, centre_db: Db
) -> None:
    one, _ = pair(centre_db)
    get_result(
        centre_db,
        one,
        "03999",
        "Fail",
        outcome="not achieved",
        place=1,
        moment="2026-11-01T09:00:00.000000Z",
    )
    get_result(centre_db, one, "03999", "Pass")
    centre_db.conn.commit()
    row = cells(details(officer, centre_db, one, "419-2-1", "ICT"), "03999")
    assert (row["Grade"], row["Order number"]) == ("Pass", "")
    assert "Also: " in row["Qualification title"]
    assert "Fail, not achieved" in row["Qualification title"]


def test_somebody_who_takes_no_part_is_told_so(officer: Browser, centre_db: Db) -> None:
    one, _ = pair(centre_db)
    page = details(officer, centre_db, one)
    assert page.status == 200
    assert "takes no part in this learning programme" in page.text


def test_another_package_of_the_same_framework_is_one_link_away(
    officer: Browser, centre_db: Db
) -> None:
    one = business_people(centre_db)[0]
    get_result(centre_db, one["candidate_id"], "10384", "Pass")
    centre_db.conn.commit()
    page = details(officer, centre_db, one["candidate_id"])
    other = next(tag for tag in page.all("a") if "Level 3" in tag["text"])
    assert f"package={package_id(centre_db, '490-2-1')}" in other["href"]
    assert listed(one)


def test_a_merged_record_leads_to_the_one_that_was_kept(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    get_result(centre_db, other, "03999", "Pass")
    unite(centre_db, one, other)
    page = details(officer, centre_db, other, "419-2-1", "ICT")
    assert page.address.endswith(f"/candidates/{one}")
    assert cells(page, "03999")["Grade"] == "Pass"


def test_whoever_has_an_entry_alone_is_entered_even_when_it_failed(
    officer: Browser, centre_db: Db
) -> None:
    somebody, other = pair(centre_db)
    entry_id = enter(centre_db, somebody, "03999")
    get_result(centre_db, other, "03999", "Fail", outcome="not achieved")
    centre_db.conn.commit()

    def state(candidate_id: int) -> str:
        text = details(officer, centre_db, candidate_id, "419-2-1", "ICT").text
        return text.partition("required components achieved: ")[2].partition(".")[0]

    assert state(somebody) == "entered"
    get_result(centre_db, somebody, "03999", "Fail", outcome="not achieved")
    centre_db.conn.commit()
    assert state(somebody) == "entered"
    # A result without an entry, and an entry that was withdrawn, enter nobody.
    assert state(other) == "not started"
    centre_db.execute("update entries set status = 'withdrawn' where entry_id = ?", [entry_id])
    centre_db.conn.commit()
    assert state(somebody) == "not started"
