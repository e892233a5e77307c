"""The calendar of closing dates and its secret address."""

from collections.abc import Callable, Iterator
from datetime import date

import icalendar
import pytest
from litestar.testing import TestClient

from tests.conftest import client_over
from tests.entries.drafts import check_signed_out, check_wrong_role, everything
from tests.page import Browser
from webapp.catalogue.calendar import store as store_calendar
from webapp.database.connection import Db
from webapp.web import security_headers

CALENDAR = "/catalogue/calendar"


@pytest.fixture
def program(centre_file) -> Iterator[TestClient]:
    """A calendar program: no cookie, no sign-in."""
    with client_over(centre_file) as client:
        yield client


def address(db: Db) -> str:
    found = store_calendar.address(db)
    assert found
    return f"/calendar/{found.secret}.ics"


def test_it_works(administrator: Browser, program: TestClient, centre_db: Db) -> None:
    page = administrator.get(CALENDAR)
    assert "The calendar has no address yet." in page.text
    page = administrator.post(CALENDAR)
    shown = page.one("input", id="address")["value"]
    assert shown.startswith("http://")
    assert shown.endswith(address(centre_db))
    reply = program.get(address(centre_db))
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    assert security_headers.HEADERS.items() <= dict(reply.headers).items()
    head = program.head(address(centre_db))
    assert (head.status_code, head.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert program.head("/calendar/wrong.ics").status_code == 404
    events = icalendar.Calendar.from_ical(reply.content).walk("VEVENT")
    due = {(one["dtstart"].dt, one["summary"].partition(" closes: ")[0]) for one in events}
    expected = {
        (date.fromisoformat(day), title)
        for day, title in centre_db.execute(
            "select distinct closes_on, title from series where closes_on >= '2026-08-24'"
        )
    }
    assert due == expected
    assert len(events) == len(expected) > 20
    assert len({one["uid"] for one in events}) == len(events)
    march = next(one for one in events if one["summary"].startswith("March 2027 closes: 01766"))
    assert march["summary"].endswith("and 75 more")
    assert "03999 OCR Level 3 Diploma in IT User Skills (ITQ)" in march["description"].splitlines()


def test_whoever_is_no_administrator_reads_the_address_and_cannot_renew_it(
    signed_in: Callable[[str], Browser], administrator: Browser, centre_db: Db
) -> None:
    administrator.post(CALENDAR)
    before = everything(centre_db)
    for role in ("entries", "results"):
        page = signed_in(role).get(CALENDAR)
        assert page.one("input", id="address")["value"].endswith(address(centre_db))
        assert not page.all("form", action=CALENDAR)
    check_wrong_role(signed_in, CALENDAR, ("post", ""))
    assert everything(centre_db) == before


def test_whoever_is_signed_out_is_not_told_the_address(stranger: Browser) -> None:
    check_signed_out(stranger, CALENDAR, ("get", ""), ("post", ""))


def test_the_address_before_is_worth_nothing_at_once(
    administrator: Browser, program: TestClient, centre_db: Db
) -> None:
    administrator.post(CALENDAR)
    before = address(centre_db)
    page = administrator.post(CALENDAR)
    assert "The one before shows nothing any more." in page.text
    assert address(centre_db) != before
    assert program.get(before).status_code == 404
    assert program.get(address(centre_db)).status_code == 200


def test_an_unknown_secret_is_not_found_and_told_nothing(
    administrator: Browser, program: TestClient, centre_db: Db
) -> None:
    wrong = ["x.ics", ".ics", "None.ics", "é.ics", "%00.ics", "x" * 500 + ".ics"]
    assert {program.get(f"/calendar/{one}").status_code for one in wrong} == {404}
    administrator.post(CALENDAR)
    right = address(centre_db)
    for one in (right[:-4], right[:-5] + ".ics", right.upper(), right + ".ics", *wrong):
        reply = program.get(one if one.startswith("/") else f"/calendar/{one}")
        # What is no address of the application is a stranger's, who is asked to sign in.
        assert reply.status_code == 404 or reply.url.path == "/sign-in", one
        assert "BEGIN:VCALENDAR" not in reply.text


def test_the_secret_has_thirty_two_random_bytes(administrator: Browser, centre_db: Db) -> None:
    found = set()
    for _ in range(3):
        administrator.post(CALENDAR)
        found.add(address(centre_db))
    assert len(found) == 3
    assert all(len(one) == len("/calendar/.ics") + 43 for one in found)


def test_there_is_nothing_about_people_in_it(
    administrator: Browser, program: TestClient, centre_db: Db
) -> None:
    administrator.post(CALENDAR)
    content = program.get(address(centre_db)).text
    people = centre_db.execute("select surname || ', ' || forenames, uci, uln from candidates")
    assert not [one for row in people for one in row if one and one in content]
    assert "Mensah" not in content
    assert "@riverside" not in content


def test_reading_it_writes_nothing(
    administrator: Browser, program: TestClient, centre_db: Db
) -> None:
    administrator.post(CALENDAR)
    before = everything(centre_db)
    program.get(address(centre_db))
    program.head(address(centre_db))
    assert program.post(address(centre_db), follow_redirects=False).status_code == 303
    assert everything(centre_db) == before


def test_what_is_withdrawn_is_not_in_it(
    administrator: Browser, program: TestClient, centre_db: Db
) -> None:
    administrator.post(CALENDAR)
    centre_db.execute(
        "update assessments set withdrawn_on = '2026-11-20' where entry_code = '03999'"
    )
    assert "03999" not in program.get(address(centre_db)).text
