"""Copying a year's series to the next."""

from collections.abc import Callable

from tests.catalogue.series.test_pages import rows
from tests.entries.drafts import check_signed_out, check_wrong_role, count, everything
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db

COPY = "/catalogue/series/copy"


def shown(page: Page) -> list[dict[str, str]]:
    found = []
    for row in page.all("tr"):
        cells = [one for one in page.all("td") if row in one["within"]]
        if cells:
            found.append({one["data-label"]: squeezed(one["text"]) for one in cells})
    return found


def test_it_works(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(COPY)
    assert page.one("option", selected="")["value"] == "2026"
    preview = administrator.get(COPY, params={"year": "2027"})
    assert {one["Series"]: one["New series"] for one in shown(preview)}["June 2027"] == "June 2028"
    before, series = everything(centre_db), count(centre_db, "series")
    new = sum(
        int(one["Assessments"].split()[0]) for one in shown(preview) if "new" in one["Assessments"]
    )
    page = administrator.post(COPY, {"year": "2027"})
    assert f"{new} series copied to the year after 2027." in page.text
    assert count(centre_db, "series") == series + new
    after = everything(centre_db)
    assert after["series"][:series] == before["series"]
    assert [table for table in after if after[table] != before[table]] == ["series"]
    (one,) = [row for row in rows(centre_db, "June 2028") if row["entry_code"] == "04439"]
    assert one == {
        "entry_code": "04439",
        "title": "June 2028",
        "opens_on": "2027-12-23",
        "late_from": "2028-04-15",
        "closes_on": "2028-04-22",
    }


DOORS = (("get", ""), ("post", ""))


def test_whoever_is_no_administrator_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, COPY, *DOORS)
    assert signed_in("entries").post(COPY, {"year": "2027"}).status == 403
    assert everything(centre_db) == before


def test_whoever_is_signed_out_is_sent_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, COPY, *DOORS)


def test_copying_twice_adds_nothing(administrator: Browser, centre_db: Db) -> None:
    administrator.post(COPY, {"year": "2027"})
    after = everything(centre_db)
    page = administrator.get(COPY, params={"year": "2027"})
    assert "There is nothing to copy" in page.text
    assert all("there already" in one["Assessments"] for one in shown(page))
    page = administrator.post(COPY, {"year": "2027"})
    assert "0 series copied" in page.text
    assert everything(centre_db) == after


def test_what_is_there_already_is_left_alone_and_said(
    administrator: Browser, centre_db: Db
) -> None:
    page = administrator.get(COPY, params={"year": "2026"})
    there = [one for one in shown(page) if "there already" in one["Assessments"]]
    assert there
    assert len(there) < len(shown(page))


def test_a_closing_date_on_a_weekend_is_warned_about(administrator: Browser, centre_db: Db) -> None:
    centre_db.execute("update series set closes_on = '2027-11-05' where title = 'November 2027'")
    found = [
        (one["New series"], one["Closes on"])
        for one in shown(administrator.get(COPY, params={"year": "2027"}))
    ]
    assert ("November 2028", "5 Nov 2028 closes on a Sunday") in found
    assert ("June 2028", "22 Apr 2028 closes on a Saturday") in found
    assert ("March 2028", "20 Jan 2028") in found


def test_a_year_without_series_is_refused(administrator: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    for year in ("1999", "", "x", "-1", "9" * 30):
        page = administrator.post(COPY, {"year": year})
        assert page.status == 422, year
        assert "Choose a year in which series close." in page.text
    assert administrator.get(COPY, params={"year": "soon"}).status == 200
    assert everything(centre_db) == before


def test_a_centre_without_any_series_is_told_where_to_begin(
    administrator: Browser, centre_db: Db
) -> None:
    centre_db.execute("pragma foreign_keys = off")
    centre_db.execute("delete from series")
    assert "No series has a closing date yet." in administrator.get(COPY).text
