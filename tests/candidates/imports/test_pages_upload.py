"""Uploading a sheet of candidates: the file, pasted rows, and what its columns are."""

from collections.abc import Callable

import pytest

from tests.candidates.uploads import ADDRESS, GOOD, WRONG, csv, people, upload
from tests.entries.drafts import (
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    count,
    everything,
)
from tests.page import Browser
from webapp.candidates.imports import store_uploads
from webapp.database.connection import Db

COLUMNS = "/columns"


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get(ADDRESS)
    assert page.heading == "Upload a spreadsheet"
    assert page.one("form", action=ADDRESS)["enctype"] == "multipart/form-data"
    page = upload(officer, csv(GOOD))
    assert page.heading.startswith("Check the sheet leavers.csv") or "leavers.csv" in page.heading
    assert page.address == f"{ADDRESS}/1"
    assert people(centre_db, "Novak") == []
    assert "1 row not saved, Priya Lewis" in officer.get(ADDRESS).text


def test_rows_can_be_pasted(officer: Browser, centre_db: Db) -> None:
    pasted = "Surname\tForenames\tDOB\tGender\nNovak\tJan\t27/3/2008\tM"
    page = officer.post(ADDRESS, {"pasted": pasted})
    assert "Pasted rows" in page.heading
    officer.send(page, f"{page.address}/save")
    assert [one["forenames"] for one in people(centre_db, "Novak")] == ["Jan"]


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Choose a file, or paste rows"),
        ("  \n ", "Choose a file, or paste rows"),
        ("Just a few words", "No row of headings was found"),
        ("Surname\tForenames\tDOB\tGender", "no people below"),
    ],
)
def test_what_is_no_sheet_comes_back_with_the_words(
    officer: Browser, centre_db: Db, pasted: str, said: str
) -> None:
    before = everything(centre_db)
    page = officer.post(ADDRESS, {"pasted": pasted})
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    assert said in page.text
    assert page.one("textarea", id="pasted")["text"].strip() == pasted.strip()
    assert everything(centre_db) == before


def test_a_file_above_ten_megabytes_is_refused(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD) + b"\n" * 10_000_001)
    assert page.status == 422
    assert "10 MB" in page.text
    page = upload(officer, b"x" * 11_000_000)
    assert (page.status, page.heading) == (413, "Too much at once")
    assert count(centre_db, "uploads") == 0


def test_a_heading_that_is_not_known_is_assigned_by_hand(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv("Novak,Jan,27/3/2008,M", headings="Surname,Rufname,DOB,Gender"))
    assert "“Rufname” is not used" in page.text
    page = officer.get(f"{page.address}{COLUMNS}")
    page = officer.send(page, page.address, **{"column-1": "forenames"})
    assert "“Rufname” is read as Forenames" in page.text
    officer.send(page, f"{page.address}/save")
    assert [one["forenames"] for one in people(centre_db, "Novak")] == ["Jan"]


def test_a_column_that_is_missing_is_asked_for(officer: Browser) -> None:
    page = upload(officer, csv("Novak,Jan,27/3/2008,M", headings="Surname,Forenames,Tag,Gender"))
    assert (page.status, page.address) == (422, f"{ADDRESS}/1{COLUMNS}")
    assert "No column is read as Date of birth" in page.text
    assert "27/3/2008" in page.text
    page = officer.send(page, page.address)
    assert page.status == 422
    page = officer.send(page, page.address, **{"column-2": "born_on"})
    assert page.heading.startswith("Check the sheet")
    assert "Will be added" in page.text


def test_a_field_is_chosen_for_one_column_only(officer: Browser) -> None:
    page = upload(
        officer, csv("Novak,Jan,27/3/2008,M,,", headings="Surname,Forenames,DOB,Gender,X,Y")
    )
    page = officer.get(f"{page.address}{COLUMNS}")
    page = officer.send(page, page.address, **{"column-4": "uci", "column-5": "uci"})
    assert page.status == 422
    assert "UCI is chosen for two columns" in page.text
    assert page.form(page.address)["column-5"] == "uci"


def test_two_spellings_of_one_field_are_shown_before_anything_else(officer: Browser) -> None:
    headings = "Surname,Legal Surname,Forenames,DOB,Gender"
    page = upload(officer, csv("Novak,Nováková,Jana,27/3/2008,F", headings=headings))
    assert (page.status, page.address) == (200, f"{ADDRESS}/1{COLUMNS}")
    assert "“Surname” could be the Surname too" in page.text
    page = officer.send(page, page.address)
    assert "Nováková" in page.text


def test_a_column_nobody_offered_is_not_used(officer: Browser) -> None:
    page = upload(officer, csv(GOOD))
    page = officer.get(f"{page.address}{COLUMNS}")
    page = officer.send(page, page.address, **{"column-5": "archived_at"})
    assert "“Group” is not used" in page.text


def test_without_a_token_nothing_is_taken(officer: Browser, centre_db: Db) -> None:
    reply = officer.client.post(ADDRESS, files={"file": ("a.csv", csv(GOOD))})
    assert reply.status_code == 403
    assert count(centre_db, "uploads") == 0


def test_wrong_role_is_refused(signed_in: Callable[[str], Browser], officer: Browser) -> None:
    base = upload(officer, csv(GOOD)).address
    check_wrong_role(signed_in, base, ("get", COLUMNS), ("post", COLUMNS))
    check_wrong_role(signed_in, ADDRESS, ("get", ""), ("post", ""))


def test_wrong_id_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", COLUMNS), ("post", COLUMNS), room=ADDRESS)


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, ADDRESS, ("get", ""), ("post", ""), ("get", "/1/columns"))


def test_nobody_has_more_sheets_waiting_than_they_can_look_through(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    for _ in range(store_uploads.MAX_UNFINISHED):
        upload(officer, csv(WRONG))
    held = count(centre_db, "uploads")
    page = upload(officer, csv(GOOD))
    assert page.status == 422
    assert f"You have {store_uploads.MAX_UNFINISHED} sheets here that are not finished" in page.text
    assert "Save or discard one" in page.text
    assert count(centre_db, "uploads") == held
    assert upload(signed_in("administrator"), csv(GOOD)).status == 200
    centre_db.execute("delete from uploads where upload_id = (select min(upload_id) from uploads)")
    assert upload(officer, csv(GOOD)).status == 200
