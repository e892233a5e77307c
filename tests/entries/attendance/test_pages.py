"""Attendance lists: the series that somebody sits, the print page, and the PDF, against the
file.
"""

from collections.abc import Callable
from typing import Any

import pytest
from httpx import Response

from tests.conftest import TODAY
from tests.entries.attending import bare, enter, entered, pages, rename
from tests.entries.drafts import (
    LEARNING,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    everything,
    people,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import uci
from webapp.database.connection import Db
from webapp.results.of_candidate.store import record
from webapp.web.formatting import long_date, short_date

ROOM, ALL = "/entries/submissions", "/entries/attendance"
DOORS = (("get", "/attendance"), ("get", "/attendance.pdf"))
ANYBODY = "true"
AWKWARD = [
    ("O’Brien-Śmith", "Zoë"),
    ("Nguyễn Thị", "Ánh"),
    ("Ọlájùmọ̀kẹ́", "Adébáyọ̀"),
    ("", "Sukarno"),
    ('Smith, "Bob"', "D'Arcy <b> & 100%"),
    ("Иванова", "Мария"),
    ("王", "小明"),
]


def pdf(browser: Browser, address: str, name: str) -> list[str]:
    """The text of the PDF's pages."""
    reply: Response = browser.client.get(address)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-disposition"] == f'attachment; filename="{name}"'
    return pages(reply.content)


def cells(page: Page) -> list[list[str]]:
    """What stands in the rows of all sheets; number in the list first."""
    rows = [one for one in page.all("tr") if any(up["tag"] == "tbody" for up in one["within"])]
    return [
        [squeezed(cell["text"]) for cell in page.all("td") if row in cell["within"]] for row in rows
    ]


def wanted(place: int, row: dict[str, Any]) -> list[str]:
    name = ", ".join(filter(None, (row["surname"], row["forenames"])))
    return [
        str(place),
        row["candidate_number"] or "",
        squeezed(name),
        uci.grouped(row["uci"] or ""),
        short_date(row["born_on"]),
        "",
        "",
    ]


def series_of(db: Db, submission_id: int) -> int:
    """The series of the submission's last assessment."""
    found = db.execute(
        "select series_id from entries where submission_id = ? order by entry_code desc",
        [submission_id],
    )
    return found.fetchone()[0]


def test_it_works(officer: Browser) -> None:
    page = officer.get(f"{ROOM}/2/attendance")
    assert page.status == 200
    assert page.heading.startswith("Attendance list")
    assert page.heading.endswith("SP-000002")
    assert "12345 Riverside College (demonstration) Page 1 of 1" in page.text
    assert "Printed: 24 November 2026." in page.text
    assert page.all("a", href=f"{ROOM}/2/attendance.pdf")
    assert len(page.all("section", class_="sheet")) == len(
        pdf(officer, f"{ROOM}/2/attendance.pdf", "attendance-SP-000002.pdf")
    )


def test_only_those_who_make_entries_may_have_it(signed_in: Callable[[str], Browser]) -> None:
    check_wrong_role(signed_in, f"{ROOM}/2", *DOORS)
    check_wrong_role(
        signed_in, ALL, ("get", ""), ("get", "?series_id=1"), ("get", ".pdf?series_id=1")
    )


def test_a_submission_or_series_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room=ROOM)
    for wrong in ("999999", "0", "-1", "9" * 30):
        assert officer.get(f"{ALL}?series_id={wrong}").status == 404
        assert officer.get(f"{ALL}.pdf?series_id={wrong}").status == 404
    for wrong in (f"{ALL}?series_id=x", f"{ALL}.pdf?series_id=x", f"{ALL}.pdf"):
        assert officer.get(wrong).status == 400


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/2", *DOORS)
    check_signed_out(
        stranger, ALL, ("get", ""), ("get", "?series_id=1"), ("get", ".pdf?series_id=1")
    )


def test_looking_changes_nothing(officer: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    for address in (f"{ROOM}/2/attendance", f"{ROOM}/2/attendance.pdf", ALL, f"{ALL}?series_id=1"):
        officer.client.get(address)
    assert everything(centre_db) == before


def test_the_menu_leads_to_all_series_that_somebody_sits(officer: Browser, centre_db: Db) -> None:
    page = officer.get(officer.get("/").one("a", href=ALL)["href"])
    assert page.heading == "Attendance lists"
    links = [one["href"] for one in page.all("a") if one["href"].startswith(f"{ALL}?")]
    live = centre_db.execute(
        "select distinct series_id from entries where status <> 'withdrawn'"
        " and outcome in ('', 'pending')"
    ).fetchall()
    assert sorted(links) == sorted(f"{ALL}?series_id={one}" for (one,) in live)
    for link in links:
        shown = officer.get(link)
        assert shown.status == 200
        assert cells(shown)


def test_the_series_that_closes_last_comes_first_and_on_demand_before_it(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.get(ALL)
    dates = [squeezed(one["text"]) for one in page.all("td", data_label="Closing date")]
    assert dates[0] == "none"
    rows = centre_db.execute(
        "select closes_on, count(*) from entries join series using (series_id)"
        " where status <> 'withdrawn' and outcome in ('', 'pending')"
        " group by series_id order by closes_on desc"
    ).fetchall()
    assert dates[1:] == [long_date(closes_on) for closes_on, _ in rows if closes_on]
    counts = [int(squeezed(one["text"])) for one in page.all("td", data_label="Candidates")]
    assert sorted(counts) == sorted(count for _, count in rows)


def test_whoever_has_a_result_is_on_no_list_any_more(officer: Browser, centre_db: Db) -> None:
    one, other = people(centre_db, 2)
    submission_id = enter(centre_db, [one, other])
    mine = [row for row in entered(centre_db, submission_id) if row["candidate_id"] == one]
    entry = mine[0]
    address = f"{ALL}?series_id={entry['series_id']}"
    surname = entry["surname"]
    assert surname in officer.get(address).text
    for row in mine:
        record(
            centre_db,
            one,
            row["assessment_id"],
            row["series_id"],
            "Fail",
            "not achieved",
            TODAY,
            "",
            None,
        )
    assert surname not in officer.get(address).text
    assert surname not in officer.get(f"{ROOM}/{submission_id}/attendance").text


def test_with_no_entry_at_all_the_list_says_how_to_begin(officer: Browser, centre_db: Db) -> None:
    centre_db.execute("update entries set status = 'withdrawn'")
    centre_db.conn.commit()
    page = officer.get(ALL)
    assert "Nobody has an entry that waits for a result." in page.text
    assert page.all("a", href="/entries/make")


def test_65_candidates_make_three_pages_on_paper_and_in_the_pdf(
    officer: Browser, centre_db: Db
) -> None:
    for one, name in zip(people(centre_db, 7), AWKWARD, strict=True):
        rename(centre_db, one, *name)
    submission_id = enter(centre_db, people(centre_db, 65, ANYBODY), LEARNING)
    series_id = series_of(centre_db, submission_id)
    rows = sorted(
        (row for row in entered(centre_db, submission_id) if row["series_id"] == series_id),
        key=lambda row: (row["sort_key"], row["candidate_id"]),
    )
    assert len(rows) == 65
    page = officer.get(f"{ALL}?series_id={series_id}")
    sheets = page.all("section", class_="sheet")
    assert len(sheets) == 3
    for number, sheet in enumerate(sheets, 1):
        assert f"Page {number} of 3" in sheet["text"]
        assert rows[0]["entry_code"] in sheet["text"]
        assert rows[0]["series_title"] in sheet["text"]
    assert cells(page) == [wanted(place, row) for place, row in enumerate(rows, 1)]

    file = page.one("a", href=f"{ALL}.pdf?series_id={series_id}")["href"]
    name = f"attendance-{rows[0]['entry_code']}-{rows[0]['series_title'].replace(' ', '-')}.pdf"
    found = pdf(officer, file, name)
    assert len(found) == 3
    for number, text in enumerate(found, 1):
        assert f"Page {number} of 3" in text
    for place, row in enumerate(rows, 1):
        assert bare(" ".join(wanted(place, row))) in found[(place - 1) // 30]
    assert "Boxes in the name in row" in " ".join(found)


def test_a_submissions_list_has_a_sheet_for_each_assessment(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = enter(centre_db, people(centre_db, 2))
    codes = sorted({row["entry_code"] for row in entered(centre_db, submission_id)})
    page = officer.get(f"{ROOM}/{submission_id}/attendance")
    assert [one["text"][:5] for one in page.all("h2")] == codes
    reference = f"SP-{submission_id:06}"
    found = pdf(officer, f"{ROOM}/{submission_id}/attendance.pdf", f"attendance-{reference}.pdf")
    assert [code for code, text in zip(codes, found, strict=True) if code in text] == codes


def test_a_list_over_all_submissions_holds_those_of_each(officer: Browser, centre_db: Db) -> None:
    one, other = people(centre_db, 2)
    first, second = enter(centre_db, [one]), enter(centre_db, [other])
    page = officer.get(f"{ALL}?series_id={series_of(centre_db, first)}")
    shown = {tuple(row[1:3]) for row in cells(page)}
    for submission_id in (first, second):
        assert {tuple(wanted(1, row)[1:3]) for row in entered(centre_db, submission_id)} <= shown
    alone = officer.get(f"{ROOM}/{first}/attendance")
    assert {row[1] for row in cells(alone)} == {entered(centre_db, first)[0]["candidate_number"]}


def test_whoever_is_withdrawn_is_on_no_list(officer: Browser, centre_db: Db) -> None:
    gone, stays = people(centre_db, 2)
    submission_id = enter(centre_db, [gone, stays])
    rename(centre_db, gone, "Gonewithdrawn", "Ada")
    centre_db.execute("update entries set status = 'withdrawn' where candidate_id = ?", [gone])
    centre_db.execute("update entries set status = 'amended' where candidate_id = ?", [stays])
    centre_db.conn.commit()
    series_id = series_of(centre_db, submission_id)
    addresses = f"{ROOM}/{submission_id}/attendance", f"{ALL}?series_id={series_id}"
    for address in addresses:
        assert "Gonewithdrawn" not in officer.get(address).text
        assert [row[0] for row in cells(officer.get(address))][:1] == ["1"]
    reply = officer.client.get(f"{ALL}.pdf?series_id={series_id}")
    assert "Gonewithdrawn" not in " ".join(pages(reply.content))


def test_when_all_are_withdrawn_the_page_says_so_and_offers_no_file(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = enter(centre_db, people(centre_db, 1))
    centre_db.execute(
        "update entries set status = 'withdrawn' where submission_id = ?", [submission_id]
    )
    centre_db.conn.commit()
    page = officer.get(f"{ROOM}/{submission_id}/attendance")
    assert "There is nobody to list" in page.text
    assert not [one for one in page.all("a") if one["href"].endswith(".pdf")]
    assert officer.get(f"{ROOM}/{submission_id}/attendance.pdf").status == 404


@pytest.mark.parametrize("title", ['June 2027 / "resit"', "Ünïcode 2027", "\r\nx: y"])
def test_no_title_of_a_series_breaks_the_name_of_the_file(
    officer: Browser, centre_db: Db, title: str
) -> None:
    centre_db.execute("update series set title = ? where series_id = 1", [title])
    centre_db.execute("update entries set series_id = 1, outcome = '' where entry_id = 1")
    centre_db.conn.commit()
    reply = officer.client.get(f"{ALL}.pdf?series_id=1")
    assert reply.status_code == 200
    name = reply.headers["content-disposition"].removeprefix("attachment; filename=")
    assert name.startswith('"attendance-')
    assert name.endswith('.pdf"')
    assert name.isascii()
