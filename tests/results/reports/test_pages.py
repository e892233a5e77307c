"""The learning programme report on the screen: its four kinds, filters, order, totals."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser, Page, squeezed
from tests.results.pairs import get_result, pair
from tests.results.sample_programmes import (
    BUSINESS_AWARDS,
    BUSINESS_PEOPLE,
    ICT_AWARDS,
    ICT_PEOPLE,
    ROOM,
    business_people,
    fact,
    framework,
    listed,
    names,
    package_id,
)
from webapp.candidates.groups import store as store_groups
from webapp.database.connection import Db

BUSINESS = "Business and Administration"


def report(browser: Browser, db: Db, title: str = "ICT", **fields: object) -> Page:
    return browser.get(f"{framework(db, title)}/report?{urlencode(fields)}")


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get(framework(centre_db))
    form = page.form(f"{framework(centre_db)}/report")
    assert form == {"kind": "all-candidates", "from": "", "to": "", "sort": "name"}
    page = report(officer, centre_db, **form)
    assert page.heading == "Learning programme reportICT: All candidates"
    assert fact(page, "Candidates") == fact(page, "Learning programmes") == str(ICT_PEOPLE)
    assert [fact(page, one) for one in ("Complete", "In progress", "Entered", "Not started")] == [
        "15",
        "43",
        "23",
        "0",
    ]
    assert fact(page, "Components achieved") == f"{ICT_AWARDS} of 243"
    assert (
        "Made on 24 November 2026 at Riverside College (demonstration), centre 12345." in page.text
    )
    assert len(names(page)) == 50


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_may_read_it(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    page = report(signed_in(role), centre_db, BUSINESS)
    assert page.status == 200
    assert bool(page.all("form", action="/results/missing")) == (role != "results")


def test_a_framework_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", "/report"), room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", ("get", "/report"))


def test_components_awarded_are_grouped_by_component_with_grade_and_date(
    officer: Browser, centre_db: Db
) -> None:
    page = report(officer, centre_db, kind="components-awarded")
    assert fact(page, "Awards") == str(ICT_AWARDS)
    (group, *_) = [squeezed(one["text"]) for one in page.all("th", scope="rowgroup")]
    assert group.startswith("03999 OCR Level 3 Diploma in IT User Skills (ITQ)")
    assert group.endswith("awarded to 58 candidates")
    assert {one["text"] for one in page.all("td", data_label="Grade")} >= {
        "Pass",
        "Merit",
        "Distinction",
    }
    by_grade = report(officer, centre_db, kind="components-awarded", sort="-grade")
    grades = [one["text"] for one in by_grade.all("td", data_label="Grade")]
    assert grades == sorted(grades, reverse=True)
    last = report(officer, centre_db, kind="components-awarded", page=3)
    assert len(names(last)) == ICT_AWARDS - 100


def test_the_states_are_sorted_from_complete_to_not_started_and_each_has_a_mark(
    officer: Browser, centre_db: Db
) -> None:
    get_result(centre_db, pair(centre_db)[0], "03999", "Fail", outcome="not achieved")
    centre_db.conn.commit()
    page = report(officer, centre_db, sort="state", page="all")
    states = [squeezed(one["text"]) for one in page.all("td", data_label="State")]
    assert list(dict.fromkeys(states)) == ["complete", "in progress", "entered", "not started"]
    assert len(states) == 15 + 43 + 23 + 1
    assert states.count("entered") == 23
    assert fact(page, "Entered") == "23"
    assert fact(page, "Not started") == "1"
    marked = {one["class"] for one in page.all("span") if "state " in one.get("class", "")}
    assert marked == {f"state state--{one.replace(' ', '-')}" for one in states}
    backwards = report(officer, centre_db, sort="-state", page="all")
    descending = [squeezed(one["text"]) for one in backwards.all("td", data_label="State")]
    assert list(dict.fromkeys(descending)) == ["not started", "entered", "in progress", "complete"]


def test_all_shows_every_component_whatever_its_state(officer: Browser, centre_db: Db) -> None:
    page = report(officer, centre_db, BUSINESS, kind="all")
    people = [squeezed(one["text"]) for one in page.all("th", scope="rowgroup")]
    assert len(people) == BUSINESS_PEOPLE
    states = [squeezed(one["text"]) for one in page.all("td", data_label="State")]
    assert len(states) == BUSINESS_PEOPLE * 5
    assert states.count("awarded") == BUSINESS_AWARDS
    assert states.count("missing") == 6 + 6 + 12
    assert set(states) == {"awarded", "missing", "not taken"}
    ict = report(officer, centre_db, kind="all")
    assert "Fail, not achieved" in ict.text
    assert "pending" in ict.text


def test_the_awards_in_a_period_choose_the_people_but_all_shows_all_their_components(
    officer: Browser, centre_db: Db
) -> None:
    period = {"from": "1/8/2026", "to": "31 Aug 2026"}
    winners = [
        one
        for one in business_people(centre_db)
        if centre_db.execute(
            "select 1 from awards where candidate_id = ? and awarded_on like '2026-08%'"
            " and assessment_id in (select assessment_id from package_assessments where"
            " package_id = ?)",
            [one["candidate_id"], package_id(centre_db)],
        ).fetchone()
    ]
    page = report(officer, centre_db, BUSINESS, **period)
    assert names(page) == [listed(one) for one in winners]
    assert "Awarded from 1 August 2026 to 31 August 2026" in page.text
    awarded = report(officer, centre_db, BUSINESS, kind="components-awarded", **period)
    dates = [one["text"] for one in awarded.all("td", data_label="Date awarded")]
    assert dates
    assert all(one.endswith("Aug 2026") for one in dates)
    assert fact(awarded, "Awards in the period") == str(len(dates))
    everything = report(officer, centre_db, BUSINESS, kind="all", **period)
    assert len(everything.all("td", data_label="State")) == 5 * len(winners)
    assert (
        "Awarded from 1 August 2026 on"
        in report(officer, centre_db, BUSINESS, **{"from": "1/8/2026"}).text
    )
    assert "Awarded up to 1 August 2026" in report(officer, centre_db, BUSINESS, to="1/8/2026").text


def test_package_and_group_choose_too(officer: Browser, centre_db: Db) -> None:
    group = next(one for one in store_groups.groups(centre_db) if one.size == 72)
    page = report(officer, centre_db, group=group.group_id, page="all")
    assert len(names(page)) == 72
    assert f"Group: {group.title}" in page.text
    chosen = next(one for one in page.all("option") if "selected" in one and one["value"])
    assert chosen["value"] == str(group.group_id)
    empty = report(officer, centre_db, package=package_id(centre_db, "419-3-1"))
    assert "Nobody fits what was asked for" in empty.text
    assert not empty.all("table")
    assert report(officer, centre_db, package=package_id(centre_db)).status == 422


def test_wrong_dates_come_back_with_the_words_and_what_is_wrong(
    officer: Browser, centre_db: Db
) -> None:
    page = report(officer, centre_db, kind="all", **{"from": "31/2/2026", "to": "later"})
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error:")
    assert "31 is not a day of February 2026" in page.one("a", href="#from")["text"]
    assert "later is not a date" in page.one("a", href="#to")["text"]
    form = page.form(f"{framework(centre_db)}/report")
    assert (form["from"], form["to"], form["kind"]) == ("31/2/2026", "later", "all")
    assert not page.all("table")
    swapped = report(officer, centre_db, **{"from": "2/4/2026", "to": "1/4/2026"})
    assert swapped.status == 422
    assert "swap the two" in swapped.text
    assert report(officer, centre_db, kind="nonsense").status == 422
    assert report(officer, centre_db, group="999").status == 422


def test_the_order_is_kept_from_page_to_page_and_in_the_files(
    officer: Browser, centre_db: Db
) -> None:
    page = report(officer, centre_db, sort="-date", **{"from": "1/1/2026"})
    kept = [
        one["href"]
        for one in page.all("a")
        if "report" in one["href"]
        and "?" in one["href"]
        and squeezed(one["text"]) in ("CSV", "XLSX", "Next page")
    ]
    assert len(kept) == 3
    assert all("sort=-date" in one and "from=2026-01-01" in one for one in kept)
    assert page.form(f"{framework(centre_db)}/report")["from"] == "1 January 2026"


def test_everything_on_one_page_is_there_to_print(officer: Browser, centre_db: Db) -> None:
    page = report(officer, centre_db)
    link = next(one for one in page.all("a") if "to print" in one["text"])
    whole = officer.get(link["href"])
    assert len(names(whole)) == ICT_PEOPLE
    assert not whole.all("nav", aria_label="Pages")
    running = squeezed(
        next(one["text"] for one in whole.tags if one.get("class") == "report__running")
    )
    assert running == (
        "Learning programme report · ICT: All candidates · 24 November 2026"
        " · Riverside College (demonstration), centre 12345"
    )


def test_entries_can_be_made_for_all_who_miss_something(officer: Browser, centre_db: Db) -> None:
    page = report(officer, centre_db, BUSINESS)
    form = page.form("/results/missing")
    assert form["package_id"] == str(package_id(centre_db))
    assert len(form["candidate_id"]) == 18
    centre_db.execute("update entries set outcome = '' where outcome = 'not achieved'")
    assert not report(officer, centre_db).all("form", action="/results/missing")


def test_somebody_in_two_packages_has_two_lines(officer: Browser, centre_db: Db) -> None:
    one = business_people(centre_db)[0]
    get_result(centre_db, one["candidate_id"], "10384", "Pass")
    centre_db.conn.commit()
    page = report(officer, centre_db, BUSINESS)
    assert names(page).count(listed(one)) == 2
    assert fact(page, "Candidates") == str(BUSINESS_PEOPLE)
    assert fact(page, "Learning programmes") == str(BUSINESS_PEOPLE + 1)


def test_no_name_stands_in_any_address(officer: Browser, centre_db: Db) -> None:
    surnames = {one["surname"] for one in business_people(centre_db) if len(one["surname"]) > 3}
    page = report(officer, centre_db, BUSINESS)
    addresses = " ".join(one.get("href", "") + one.get("hx-get", "") for one in page.tags)
    assert not [one for one in surnames if one in addresses]
