"""Individual candidates: picking the people of a report."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser, Page
from tests.results.sample_programmes import (
    BUSINESS_PEOPLE,
    ROOM,
    business_people,
    framework,
    listed,
    names,
    package_id,
)
from webapp.database.connection import Db

BUSINESS = "Business and Administration"
DOORS = (("get", "/candidates"), ("post", "/candidates"), ("post", "/candidates/find"))


def ids(page: Page, ticked: bool) -> list[int]:
    return [
        int(one["value"])
        for one in page.all("input", name="candidate_id")
        if ("checked" in one) == ticked
    ]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    base = framework(centre_db, BUSINESS)
    people = business_people(centre_db)
    page = officer.get(f"{base}/report", params={"kind": "individual-candidates", "sort": "-date"})
    assert page.address == f"{base}/candidates"
    assert page.heading.startswith("Individual candidates")
    assert ids(page, False) == [one["candidate_id"] for one in people]
    first, second, third = (one["candidate_id"] for one in people[:3])
    page = officer.send(
        page, f"{base}/candidates/find", candidate_id=[first], search=people[2]["surname"]
    )
    assert ids(page, True) == [first]
    assert third in ids(page, False)
    page = officer.post(
        f"{base}/candidates",
        {**page.form(f"{base}/candidates/find"), "candidate_id": [first, third]},
    )
    assert page.address == f"{base}/report"
    assert sorted(names(page)) == sorted(listed(one) for one in (people[0], people[2]))
    assert page.reply.url.params["candidates"] == f"{first}-{third}"
    assert page.reply.url.params["sort"] == "-date"
    again = officer.get(next(one["href"] for one in page.all("a") if "Pick other" in one["text"]))
    assert sorted(ids(again, True)) == sorted([first, third])
    assert second in ids(again, False)


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_may_pick(signed_in: Callable[[str], Browser], centre_db: Db, role: str) -> None:
    reader = signed_in(role)
    base = framework(centre_db, BUSINESS)
    one = business_people(centre_db)[0]["candidate_id"]
    assert reader.get(f"{base}/candidates").status == 200
    assert reader.post(f"{base}/candidates", {"candidate_id": one}).address == f"{base}/report"


def test_a_framework_that_is_not_there_is_not_found(officer: Browser, centre_db: Db) -> None:
    one = business_people(centre_db)[0]["candidate_id"]
    check_wrong_id(officer, *DOORS, room=ROOM)
    assert officer.post(f"{ROOM}/999/candidates", {"candidate_id": one}).status == 404


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", *DOORS)


def test_the_search_finds_parts_of_names_in_any_order_and_travels_in_the_body(
    officer: Browser, centre_db: Db
) -> None:
    base = framework(centre_db, BUSINESS)
    one = next(one for one in business_people(centre_db) if one["surname"] and one["forenames"])
    typed = f"{one['surname'][:4]} {one['forenames'][:2]}".lower()
    page = officer.htmx(f"{base}/candidates/find", {"search": typed})
    assert one["candidate_id"] in ids(page, False)
    assert len(ids(page, False)) < BUSINESS_PEOPLE
    assert page.tags[0]["id"] == "results-people"
    assert page.reply.url.query == b""
    nobody = officer.htmx(f"{base}/candidates/find", {"search": "nobody has this name"})
    assert "No other candidate of this framework fits “nobody has this name”." in nobody.text


def test_nobody_ticked_is_said_and_nothing_is_lost(officer: Browser, centre_db: Db) -> None:
    base = framework(centre_db, BUSINESS)
    page = officer.post(f"{base}/candidates", {"search": "a", "package": package_id(centre_db)})
    assert page.status == 422
    assert "Tick at least one candidate" in page.one("a", href="#all-shown")["text"]
    form = page.form(f"{base}/candidates/find")
    assert (form["search"], form["package"]) == ("a", str(package_id(centre_db)))


def test_too_many_are_said_too(officer: Browser, centre_db: Db) -> None:
    base = framework(centre_db)
    many = list(range(1, 602))
    assert officer.post(f"{base}/candidates", {"candidate_id": many}).status == 422


def test_only_people_of_the_framework_are_offered(officer: Browser, centre_db: Db) -> None:
    base = framework(centre_db, BUSINESS)
    stranger_id = centre_db.execute(
        "select max(candidate_id) from candidates where candidate_id not in"
        " (select candidate_id from results)"
    ).fetchone()[0]
    page = officer.get(f"{base}/candidates?candidates={stranger_id}")
    assert stranger_id not in ids(page, True) + ids(page, False)
    report = officer.get(f"{base}/report?kind=individual-candidates&candidates={stranger_id}")
    assert "Nobody fits what was asked for" in report.text
