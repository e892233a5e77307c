"""Changing and deleting a series, for one assessment or for all that share it."""

from collections.abc import Callable

import pytest

from tests.catalogue.series.test_pages import rows
from tests.entries.drafts import check_signed_out, check_wrong_role, everything
from tests.page import Browser
from webapp.database.connection import Db

HOME = "/catalogue/series"


def id_of(db: Db, title: str, code: str) -> int:
    return db.execute(
        "select series_id from series join assessments using (assessment_id)"
        " where series.title = ? and entry_code = ?",
        [title, code],
    ).fetchone()[0]


def base(db: Db, title: str = "June 2027", code: str = "04439") -> str:
    return f"{HOME}/{id_of(db, title, code)}"


def test_it_works(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(base(centre_db))
    assert "June 2027 of 04439" in page.heading
    shown = page.form(page.address)
    typed = {name: text for name, text in shown.items() if not name.startswith("opened_")}
    assert typed | {"form_token": "", "sharing": ""} == {
        "form_token": "",
        "sharing": "",
        "title": "June 2027",
        "kind": "dated",
        "opens_on": "23 December 2026",
        "late_from": "15 April 2027",
        "closes_on": "22 April 2027",
    }
    before = everything(centre_db)
    page = administrator.send(page, page.address)
    assert "June 2027 is changed for 1 assessment." in page.text
    assert everything(centre_db) == before


DOORS = (("get", ""), ("post", ""), ("post", "/delete"))


def test_whoever_is_no_administrator_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, base(centre_db), *DOORS)
    assert signed_in("entries").post(base(centre_db) + "/delete").status == 403
    assert everything(centre_db) == before


def test_an_unknown_series_is_not_found(administrator: Browser) -> None:
    wrong = [999_999, 0, -1]
    assert all(administrator.get(f"{HOME}/{one}").status == 404 for one in wrong)
    assert all(administrator.post(f"{HOME}/{one}/delete").status == 404 for one in wrong)


def test_whoever_is_signed_out_is_sent_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, base(centre_db), *DOORS)


def test_one_assessment_alone_is_changed(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(base(centre_db))
    administrator.send(page, page.address, closes_on="23/4/2027")
    changed = [
        one["entry_code"]
        for one in rows(centre_db, "June 2027")
        if one["closes_on"] == "2027-04-23"
    ]
    assert changed == ["04439"]


def test_all_that_share_it_are_changed_together(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(base(centre_db))
    others = rows(centre_db, "June 2027")
    page = administrator.send(page, page.address, title="Summer 2027", late_from="", all="1")
    assert "Summer 2027 is changed for 81 assessments." in page.text
    changed = rows(centre_db, "Summer 2027")
    assert len(changed) == 81
    assert {one["late_from"] for one in changed} == {None}
    assert rows(centre_db, "June 2027") == [
        one for one in others if one["closes_on"] != "2027-04-22"
    ]


@pytest.mark.parametrize("all_of_them", [{}, {"all": "1"}])
def test_a_title_is_never_there_twice(
    administrator: Browser, centre_db: Db, all_of_them: dict[str, str]
) -> None:
    page = administrator.get(base(centre_db))
    before = everything(centre_db)
    page = administrator.send(page, page.address, title="March 2027", **all_of_them)
    assert page.status == 422
    assert "04439" in page.one("div", class_="govuk-error-summary")["text"]
    assert page.form(page.address)["title"] == "March 2027"
    assert everything(centre_db) == before


def test_dates_out_of_order_are_refused(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(base(centre_db))
    before = everything(centre_db)
    page = administrator.send(page, page.address, closes_on="1/4/2027")
    assert page.status == 422
    assert "Late from is 15 April 2027, which is after this date" in page.text
    assert everything(centre_db) == before


def test_a_series_in_which_nothing_is_entered_can_be_deleted(
    administrator: Browser, centre_db: Db
) -> None:
    page = administrator.post(base(centre_db) + "/delete")
    assert "June 2027 is deleted for 1 assessment." in page.text
    assert "04439" not in [one["entry_code"] for one in rows(centre_db, "June 2027")]


def entered(db: Db) -> tuple[str, str]:
    return db.execute(
        "select series_title, entry_code from entries where series_title <> 'On demand'"
        " order by entry_id limit 1"
    ).fetchone()


def test_a_series_in_which_something_is_entered_stays(
    administrator: Browser, centre_db: Db
) -> None:
    title, code = entered(centre_db)
    before = everything(centre_db)
    page = administrator.post(base(centre_db, title, code) + "/delete")
    assert "Something is entered in this series" in page.text
    assert everything(centre_db) == before


def test_deleting_for_all_leaves_those_with_entries(administrator: Browser, centre_db: Db) -> None:
    title, code = entered(centre_db)
    there = rows(centre_db, title)
    page = administrator.post(base(centre_db, title, code) + "/delete", {"all": "1"})
    left = rows(centre_db, title)
    with_entries = {
        one
        for (one,) in centre_db.execute(
            "select distinct entry_code from entries where series_title = ?", [title]
        )
    }
    assert (
        code
        in {one["entry_code"] for one in left}
        <= with_entries
        | {one["entry_code"] for one in there if one["closes_on"] != there[0]["closes_on"]}
    )
    assert "stays, because something is entered in it" in page.text


def test_entries_keep_the_title_they_were_made_with(
    administrator: Browser, officer: Browser, centre_db: Db
) -> None:
    title, code = entered(centre_db)
    before = everything(centre_db)["entries"]
    page = administrator.get(base(centre_db, title, code))
    administrator.send(page, page.address, title="Renamed 2027")
    assert everything(centre_db)["entries"] == before
