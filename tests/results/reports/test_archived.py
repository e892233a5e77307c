"""Archived people in learning programme reports: whoever has not completed is not counted or
chased.
"""

from datetime import date
from itertools import groupby
from urllib.parse import urlencode

import pytest

from tests.entries.drafts import listed
from tests.page import Browser, Page
from tests.results.programmes.test_pages_details import details
from tests.results.reports.test_pages_file import book, rows
from tests.results.reports.test_pages_people import ids
from tests.results.sample_programmes import ICT_AWARDS, ICT_PEOPLE, fact, framework, names
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.database.connection import Db, transaction
from webapp.results.programmes.programme import Line
from webapp.results.reports import store as store_report
from webapp.results.reports.terms import Terms

TODAY = date(2026, 11, 24)
BUSINESS = "Business and Administration"
STATES = ("Complete", "In progress", "Entered", "Not started")
SAID = "3 archived candidates who have not completed are left out."
INCLUDE, LEAVE_OUT = "Include them", "Leave them out"
INCLUDED = "3 archived candidates who have not completed are included."


def framework_id(db: Db, title: str) -> int:
    return int(framework(db, title).rpartition("/")[2])


def everybody(db: Db, title: str = "ICT") -> list[Line]:
    """The lines of everybody in a framework; in ICT each is in one package."""
    held = store_report.packages(db, framework_id(db, title), TODAY)
    return store_report.report(db, held, Terms()).lines


def archive(db: Db, *candidate_ids: int) -> None:
    for candidate_id in candidate_ids:
        store_changes.archive(db, candidate_id, 2)


@pytest.fixture
def leavers(centre_db: Db) -> dict[str, list[int]]:
    """State → who was archived in it: two complete, two in progress with awards, and one
    entered.
    """
    found: dict[str, list[int]] = {}
    for state, count in (("complete", 2), ("in progress", 2), ("entered", 1)):
        of_state = [one.candidate_id for one in everybody(centre_db) if one.standing.state == state]
        found[state] = of_state[:count]
        archive(centre_db, *found[state])
    return found


def incomplete(leavers: dict[str, list[int]]) -> list[int]:
    return leavers["in progress"] + leavers["entered"]


def report(browser: Browser, db: Db, **fields: object) -> Page:
    return browser.get(f"{framework(db)}/report?{urlencode(fields)}")


def facts(page: Page) -> list[str]:
    return [fact(page, one) for one in STATES]


def named(db: Db, candidate_ids: list[int]) -> set[str]:
    return {listed(db, one) for one in candidate_ids}


def switch(browser: Browser, page: Page, words: str) -> Page:
    """The page with archived people included, or left out again."""
    (link,) = [one["href"] for one in page.all("a") if one["text"] == words]
    return browser.get(link)


def shown(page: Page) -> set[str]:
    return {one.removesuffix(" Archived") for one in names(page)}


def test_it_works(officer: Browser, centre_db: Db, leavers: dict[str, list[int]]) -> None:
    page = report(officer, centre_db, page="all")
    assert fact(page, "Candidates") == str(ICT_PEOPLE - 3)
    assert facts(page) == ["15", "41", "22", "0"]
    assert SAID in page.text
    assert not shown(page) & named(centre_db, incomplete(leavers))
    assert shown(page) >= named(centre_db, leavers["complete"])
    assert sum(one.endswith(" Archived") for one in names(page)) == 2


def test_the_framework_counts_them_no_more_and_its_awards_stay(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]]
) -> None:
    page = officer.get(framework(centre_db))
    assert f"{ICT_PEOPLE - 3} candidates, " in page.text
    assert SAID in page.text
    archive(
        centre_db,
        *{one.candidate_id for one in everybody(centre_db) if one.standing.state != "complete"},
    )
    page = officer.get(framework(centre_db))
    assert "15 candidates, " in page.text


def test_where_only_such_people_take_part_the_framework_says_so(
    officer: Browser, centre_db: Db
) -> None:
    people = {one.candidate_id for one in everybody(centre_db, BUSINESS)}
    archive(centre_db, *people)
    with transaction(centre_db):
        centre_db.execute("delete from awards")
    page = officer.get(framework(centre_db, BUSINESS))
    assert f"{len(people)} archived candidates who have not completed are left out." in page.text
    assert "No candidate takes part yet" not in page.text
    assert shown(switch(officer, page, INCLUDE)) == named(centre_db, list(people))


def test_what_they_were_awarded_stays_among_the_components_awarded(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]]
) -> None:
    page = report(officer, centre_db, kind="components-awarded", page="all")
    assert fact(page, "Awards") == str(ICT_AWARDS)
    assert shown(page) >= named(centre_db, leavers["in progress"] + leavers["complete"])
    said = (
        "3 archived candidates who have not completed are not counted; what they were awarded"
        " is listed."
    )
    assert said in page.text
    # Within each component everybody stands by name, archived or not.
    held = store_report.packages(centre_db, framework_id(centre_db, "ICT"), TODAY)
    awards = store_report.report(centre_db, held, Terms(kind="components-awarded"))
    place = {one.candidate_id: number for number, one in enumerate(awards.chosen)}
    for _, group in groupby(
        awards.awards(0, ICT_AWARDS, {}.get), key=lambda one: one.assessment_id
    ):
        order = [place[one.candidate_id] for one in group]
        assert order == sorted(order)


@pytest.mark.parametrize("kind", ["all-candidates", "all"])
def test_the_files_have_the_rows_of_the_page(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]], kind: str
) -> None:
    numbers = {candidates.one(centre_db, one).candidate_number for one in incomplete(leavers)}
    for more, wanted in (("", set()), ("&archived=1", numbers)):
        address = f"{framework(centre_db)}/report{{}}?kind={kind}{more}"
        found = rows(officer, address.format(".csv"))
        assert {row["Candidate number"] for row in found} & numbers == wanted
        head, *lines = book(officer, address.format(".xlsx"))
        place = head.index("Candidate number")
        assert {line[place] for line in lines} & numbers == wanted


@pytest.mark.parametrize("kind", ["all-candidates", "all", "components-awarded"])
def test_they_can_be_included_and_left_out_again(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]], kind: str
) -> None:
    page = report(officer, centre_db, kind=kind)
    page = switch(officer, page, INCLUDE)
    assert fact(page, "Candidates") == str(ICT_PEOPLE)
    assert facts(page) == ["15", "43", "23", "0"]
    assert INCLUDED in page.text
    assert "checked" in page.one("input", name="archived")
    assert page.form(f"{framework(centre_db)}/report")["archived"] == "1"
    kept = [
        one["href"]
        for one in page.all("a")
        if " ".join(one["text"].split()) in ("CSV", "XLSX", "Next page")
    ]
    assert kept
    assert all("archived=1" in one for one in kept)
    # Opened again it is asked for as before, until it is left out.
    assert fact(officer.get(f"{framework(centre_db)}/report"), "Candidates") == str(ICT_PEOPLE)
    page = switch(officer, page, LEAVE_OUT)
    assert fact(page, "Candidates") == str(ICT_PEOPLE - 3)


def test_filters_choose_among_them_too(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]]
) -> None:
    one, other = leavers["in progress"][0], leavers["complete"][0]
    group_id = store_groups.add(centre_db, "Leavers", [], TODAY)
    with transaction(centre_db):
        centre_db.conn.executemany(
            "insert into group_members values (?, ?)", [(group_id, one), (group_id, other)]
        )
    page = report(officer, centre_db, group=group_id)
    assert (fact(page, "Candidates"), shown(page)) == ("1", named(centre_db, [other]))
    assert "1 archived candidate who has not completed is left out." in page.text
    page = report(officer, centre_db, group=group_id, archived=1)
    assert (fact(page, "Candidates"), shown(page)) == ("2", named(centre_db, [one, other]))


def test_a_report_of_such_people_alone_says_why_it_is_empty(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]]
) -> None:
    one = leavers["entered"][0]
    page = report(officer, centre_db, kind="individual-candidates", candidates=one)
    assert not names(page)
    assert "1 archived candidate who has not completed is left out." in page.text
    page = switch(officer, page, INCLUDE)
    assert shown(page) == named(centre_db, [one])


def test_picking_offers_them_once_they_are_included(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]]
) -> None:
    base = framework(centre_db)
    surname = candidates.one(centre_db, leavers["entered"][0]).surname
    page = officer.post(f"{base}/candidates/find", {"search": surname})
    assert leavers["entered"][0] not in ids(page, False)
    assert SAID in page.text
    page = switch(officer, page, INCLUDE)
    assert leavers["entered"][0] in ids(page, False)
    page = officer.post(
        f"{base}/candidates",
        page.form(f"{base}/candidates/find") | {"candidate_id": leavers["entered"]},
    )
    assert shown(page) == named(centre_db, leavers["entered"])


def test_nobody_archived_is_offered_for_missing_components(officer: Browser, centre_db: Db) -> None:
    package = next(one for one in everybody(centre_db) if one.standing.missing)
    archive(centre_db, package.candidate_id)
    for archived in ("", "1"):
        page = report(officer, centre_db, archived=archived)
        assert str(package.candidate_id) not in {
            one["value"] for one in page.all("input", name="candidate_id")
        }
    code = centre_db.execute(
        "select package_code from packages where package_id = ?", [package.package_id]
    ).fetchone()[0]
    page = details(officer, centre_db, package.candidate_id, code, "ICT")
    assert "Archived: no entry is made for what is missing." in page.text
    assert not page.all("form", action="/results/missing")


def test_bringing_somebody_back_counts_them_again(
    officer: Browser, centre_db: Db, leavers: dict[str, list[int]]
) -> None:
    assert SAID in report(officer, centre_db).text
    for one in incomplete(leavers):
        store_changes.bring_back(centre_db, one, 2)
    page = report(officer, centre_db)
    assert fact(page, "Candidates") == str(ICT_PEOPLE)
    assert "left out" not in page.text
