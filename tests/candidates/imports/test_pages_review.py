"""The check page: what Save will do, mending in place, deciding, saving, taking the rest away."""

import csv as csv_files
import io
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.candidates.uploads import ADDRESS, GOOD, WRONG, csv, members, mend, people, upload
from tests.conftest import TODAY
from tests.entries.drafts import (
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    count,
    everything,
)
from tests.page import Browser, Page
from webapp.candidates.imports import jobs, matching, store_corrections, store_review, store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.record import store, store_changes
from webapp.database.connection import Db
from webapp.spreadsheets import sheet

DOORS = (
    ("get", ""),
    ("post", "/check"),
    ("post", "/rows"),
    ("post", "/save"),
    ("post", "/stop"),
    ("get", "/refused"),
)


def tabs(page: Page) -> dict[str, str]:
    """The outcomes with their counts, as the page offers them."""
    turns = [
        one
        for one in page.tags
        if one.get("class") == "turn" and one["text"].split()[-1].isdecimal()
    ]
    keys = [
        one.get("value") or one["href"].partition("=")[2].replace("&page=", ":") for one in turns
    ]
    return {
        key.partition(":")[0]: one["text"].split()[-1] for key, one in zip(keys, turns, strict=True)
    }


def known(db: Db) -> dict:
    """Somebody in the register with two names and a UCI."""
    return next(
        db.query(
            "select * from candidates where uci is not null and surname > 'A' and forenames > 'A'"
            " and gender = 'female' and candidate_number is not null and archived_at is null"
            " limit 1"
        )
    )


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD, WRONG))
    assert tabs(page) == {"refuse": "1", "add": "1"}
    assert "31 is not a day of February 2008" in page.text
    before = everything(centre_db)
    assert "Will be added" in officer.get(f"{page.address}?outcome=add").text
    assert everything(centre_db) == before
    page = officer.send(page, f"{page.address}/save")
    assert (
        "1 candidate added, 0 changed, 0 left alone. 1 row of the sheet is not saved." in page.text
    )
    (novak,) = people(centre_db, "Novak")
    assert (novak["born_on"], novak["gender"]) == ("2008-03-27", "male")
    assert members(centre_db, "Choir") == {"Novak"}
    assert people(centre_db, "Okaforová") == []


def test_an_invisible_sign_in_a_name_is_said_and_taken_out(officer: Browser, centre_db: Db) -> None:
    page = upload(
        officer, csv(GOOD.replace("Novak", "No\u200bvak").replace("Choir", "Ch\u202eoir"))
    )
    assert "It contained an invisible character" in officer.get(f"{page.address}?outcome=add").text
    officer.send(page, f"{page.address}/save")
    assert len(people(centre_db, "Novak")) == 1
    assert members(centre_db, "Choir") == {"Novak"}


def test_a_row_is_mended_in_place_and_saved(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD, WRONG))
    page = mend(officer, page, cell_3_2="28/2/2008")
    assert "Row 3 will be added." in page.text
    assert tabs(page) == {"add": "2"}
    officer.send(page, f"{page.address}/save")
    assert members(centre_db, "Choir") == {"Novak", "Okaforová"}


def test_all_rows_that_were_typed_into_are_kept_whichever_button_is_pressed(
    officer: Browser,
) -> None:
    page = upload(officer, csv(WRONG, WRONG.replace("Ada", "Eve"), WRONG.replace("Ada", "Ife")))
    page = mend(officer, page, cell_2_2="1/2/2008", cell_3_2="nothing", cell_4_2="3/2/2008")
    assert "Row 2 will be added. Row 3 still needs mending. Row 4 will be added." in page.text
    assert page.one("input", name="cell-3-2")["value"] == "nothing"


def test_what_is_typed_and_not_checked_yet_is_not_saved_over(
    officer: Browser, centre_db: Db
) -> None:
    page = upload(officer, csv(GOOD.replace("Novak", "Novk"), WRONG))
    page = officer.get(f"{page.address}?outcome=add&row=2")
    values = {**page.form(f"{page.address}/rows"), "cell-2-0": "Novak"}
    page = officer.post(f"{page.address}/save", values)
    assert people(centre_db, "Novak") == people(centre_db, "Novk") == []
    assert (
        "Nothing is saved yet, because you had typed something: Row 2 will be added." in page.text
    )
    officer.send(page, f"{page.address}/save")
    assert len(people(centre_db, "Novak")) == 1


def test_turning_to_other_rows_keeps_what_was_typed(officer: Browser) -> None:
    page = upload(officer, csv(GOOD, WRONG))
    page = mend(officer, page, cell_3_2="1/2/2008", go="add:1")
    assert "Row 3 will be added." in page.text
    assert tabs(page) == {"add": "2"}
    untouched = officer.get(f"{page.address}?outcome=add&row=3")
    page = mend(officer, untouched, go="add:1")
    assert "Row 3" not in page.one("main")["text"].partition("What happens")[0]


def test_a_second_tab_does_not_undo_what_the_first_has_mended(officer: Browser) -> None:
    first = upload(officer, csv(WRONG, WRONG.replace("Ada", "Eve")))
    second = officer.get(first.address)
    mend(officer, first, cell_2_2="1/2/2008")
    page = mend(officer, second, cell_3_2="2/2/2008")
    assert tabs(page) == {"add": "2"}


def test_with_script_the_reply_is_the_fragment_alone(officer: Browser) -> None:
    page = upload(officer, csv(WRONG))
    values = {"row_number": "2", "cell-2-2": "1/2/2008", "outcome": "refuse", "page": "1"}
    fragment = officer.htmx(f"{page.address}/rows", values)
    assert fragment.tags[0]["id"] == "candidates-check"
    assert "Row 2 will be added." in fragment.text


def test_uploading_the_same_file_again_changes_nothing(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD))
    officer.send(page, f"{page.address}/save")
    before = everything(centre_db)
    page = upload(officer, csv(GOOD))
    assert tabs(page) == {"same": "1"}
    officer.send(page, f"{page.address}/save")
    after = everything(centre_db)
    assert {name for name in after if after[name] != before[name]} == {"uploads"}


def test_saving_twice_does_it_once(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD))
    saved = officer.send(page, f"{page.address}/save")
    again = officer.send(page, f"{page.address}/save")
    assert "1 candidate added" in saved.text
    assert "1 candidate added" in again.text
    assert len(people(centre_db, "Novak")) == 1


def test_a_change_shows_old_and_new_and_goes_into_the_history(
    officer: Browser, centre_db: Db
) -> None:
    person = known(centre_db)
    born = person["born_on"]
    row = f"Newname,{person['forenames']},{born},F,{person['uci']},"
    page = upload(officer, csv(row))
    assert f"Surname: {person['surname']} → Newname" in page.text or (
        f"surname: {person['surname']} → Newname" in page.text
    )
    officer.send(page, f"{page.address}/save")
    changed = store.one(centre_db, person["candidate_id"])
    assert changed
    assert changed.surname == "Newname"
    history = list(
        centre_db.query("select field, before, after, account_id from candidate_changes")
    )
    assert history == [
        {"field": "surname", "before": person["surname"], "after": "Newname", "account_id": 2}
    ]


def test_near_people_are_offered_and_the_choice_is_done(officer: Browser, centre_db: Db) -> None:
    person = known(centre_db)
    name = person["surname"] + "x"
    row = f"{name},{person['forenames']},{person['born_on']},F,,"
    page = upload(officer, csv(row))
    assert tabs(page) == {"ask": "1"}
    assert "Is this one of these people?" in page.text
    used = mend(officer, page, choice=f"2:{person['candidate_id']}")
    assert "Row 2 will change what is recorded." in used.text
    page = upload(officer, csv(row))
    created = mend(officer, page, choice="2:new")
    assert "Row 2 will be added." in created.text
    officer.send(created, f"{created.address}/save")
    assert len(people(centre_db, name)) == 1
    assert len(people(centre_db, person["surname"])) >= 1


def test_a_choice_can_be_taken_back(officer: Browser, centre_db: Db) -> None:
    person = known(centre_db)
    row = f"{person['surname']}x,{person['forenames']},{person['born_on']},F,,"
    page = mend(officer, upload(officer, csv(row)), choice="2:new")
    page = officer.get(f"{page.address}?outcome=add&row=2")
    assert "You decided: somebody new." in page.text
    page = mend(officer, page, choice="2:")
    assert "Row 2 needs your decision." in page.text


def test_a_check_that_has_become_void_is_not_taken_for_one(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD))

    class Meddling(Progress):
        """Somebody mends the sheet while its last rows are being checked."""

        def __setattr__(self, key: str, value: object) -> None:
            if key == "done" and value:
                store_corrections.mend(
                    centre_db, 1, {2: ["Lund", "Jan", "27/3/2008", "M", "", ""]}, {}
                )
            super().__setattr__(key, value)

    store_review.check(centre_db, Meddling("check", 1), 1, TODAY)
    assert "The check of this sheet was not finished." in officer.get(page.address).text
    officer.post(f"{page.address}/save")
    assert people(centre_db, "Novak") == people(centre_db, "Lund") == []


def test_a_group_that_would_be_made_is_marked(officer: Browser, centre_db: Db) -> None:
    title = next(centre_db.query("select title from candidate_groups"))["title"]
    page = upload(officer, csv(GOOD.replace("Choir", f"Choir; {title.upper()}")))
    assert "joins Choir (a new group)" in page.text
    assert f"joins {title.upper()} Mend" in page.text


def test_a_choice_goes_when_the_row_is_mended_afterwards(officer: Browser, centre_db: Db) -> None:
    person = known(centre_db)
    row = f"{person['surname']}x,{person['forenames']},{person['born_on']},F,,"
    page = mend(officer, upload(officer, csv(row)), choice="2:new")
    page = officer.get(f"{page.address}?outcome=add&row=2")
    page = mend(officer, page, cell_2_0=person["surname"] + "y")
    assert "Row 2 needs your decision." in page.text


def test_what_changed_since_the_check_is_not_saved_unseen(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD, "Lund,Eva,1/1/2008,F,,"))
    other = upload(officer, csv("Novák,Jan,27/3/2008,M,,"))
    officer.send(other, f"{other.address}/save")
    page = officer.send(page, f"{page.address}/save")
    assert "1 candidate added" in page.text
    assert "1 row of the sheet is not saved" in page.text
    assert tabs(page) == {"warned": "1", "change": "1"}
    assert people(centre_db, "Novak") == []


def test_two_rows_of_one_person_make_one_person(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD, GOOD.replace("Choir", "Chess"), GOOD.replace(",M,", ",F,")))
    assert tabs(page) == {"refuse": "1", "add": "1", "change": "1"}
    assert "Row 2 is the same person and says otherwise." in page.text
    officer.send(page, f"{page.address}/save")
    assert len(people(centre_db, "Novak")) == 1
    assert members(centre_db, "Chess") == members(centre_db, "Choir") == {"Novak"}


def test_a_contradiction_is_asked_about_when_the_other_row_has_been_saved(
    officer: Browser, centre_db: Db
) -> None:
    page = upload(officer, csv(GOOD, GOOD.replace(",M,", ",F,")))
    officer.send(page, f"{page.address}/save")
    page = officer.post(f"{page.address}/check")
    assert tabs(page) == {"ask": "1"}
    assert "Row 2, which was saved, says otherwise about the same person." in page.text
    assert tabs(officer.post(f"{page.address}/check")) == {"ask": "1"}
    (novak,) = people(centre_db, "Novak")
    page = mend(officer, page, choice=f"3:{novak['candidate_id']}")
    assert "Row 3 will change what is recorded." in page.text


def test_refused_rows_are_taken_away_with_their_reasons(officer: Browser) -> None:
    page = upload(officer, csv(GOOD, WRONG.replace("Okaforová", "=Okaforová")))
    reply = officer.client.get(f"{page.address}/refused?format=csv")
    assert reply.headers["content-disposition"] == 'attachment; filename="not-saved-1.csv"'
    assert reply.headers["cache-control"] == "no-store"
    rows = list(csv_files.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert rows[0] == [
        *["Surname", "Forenames", "DOB", "Gender", "UCI", "Group"],
        "What is wrong",
        "Row in the sheet",
    ]
    assert rows[1][0] == "'=Okaforová"
    assert "31 is not a day of February" in rows[1][6]
    assert rows[1][7] == "3"
    book = officer.client.get(f"{page.address}/refused?format=xlsx")
    read = sheet.read(book.content)
    assert read.rows[0][1][0] == "=Okaforová"
    assert read.headings == rows[0]


def test_the_taken_away_rows_can_be_mended_and_uploaded_again(officer: Browser) -> None:
    page = upload(officer, csv(WRONG))
    taken = officer.client.get(f"{page.address}/refused").content.replace(b"31/2/2008", b"1/2/2008")
    page = upload(officer, taken)
    assert tabs(page) == {"add": "1"}
    assert "“What is wrong” is not used" in page.text


def test_a_sheet_is_put_away(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD))
    page = officer.send(page, f"{page.address}/delete")
    assert page.address == ADDRESS
    assert count(centre_db, "uploads") == count(centre_db, "upload_rows") == 0
    assert people(centre_db, "Novak") == []


def test_a_sheet_is_forgotten_after_thirty_days(officer: Browser, centre_db: Db) -> None:
    upload(officer, csv(GOOD))
    old = "2026-01-01T00:00:00.000000Z"
    centre_db.execute("update uploads set made_at = ?", [old])
    upload(officer, csv(GOOD))
    assert [row.upload_id for row in store_uploads.unfinished(centre_db, "candidates")] == [2, 1]
    centre_db.execute("update uploads set checked_at = ? where upload_id = 1", [old])
    upload(officer, csv(GOOD))
    assert [row.upload_id for row in store_uploads.unfinished(centre_db, "candidates")] == [3, 2]


def test_a_check_that_was_interrupted_can_be_done_again(officer: Browser, centre_db: Db) -> None:
    page = upload(officer, csv(GOOD))
    centre_db.execute("update uploads set checked_at = null")
    page = officer.get(page.address)
    assert "The check of this sheet was not finished." in page.text
    assert f"{page.address}/save" not in [form["action"] for form in page.all("form")]
    page = officer.send(page, f"{page.address}/check")
    assert tabs(page) == {"add": "1"}


def test_many_rows_come_page_by_page(officer: Browser) -> None:
    page = upload(
        officer,
        csv(*(WRONG.replace("Ada", f"Ada{letter}") for letter in "abcdefghijklmnopqrstuvwxyzäö")),
    )
    assert "Page 1 of 2" in page.text
    assert len(page.all("fieldset")) == 25
    page = officer.get(f"{page.address}?outcome=refuse&page=2")
    assert len(page.all("fieldset")) == 3
    assert len(officer.get(f"{page.address}?outcome=refuse&page=99").all("fieldset")) == 3
    assert len(officer.get(f"{page.address}?outcome=nonsense&page=0").all("fieldset")) == 25


def test_wrong_role_is_refused(signed_in: Callable[[str], Browser], officer: Browser) -> None:
    base = upload(officer, csv(GOOD)).address
    check_wrong_role(signed_in, base, *DOORS, ("post", "/delete"))


def test_wrong_id_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, ("post", "/delete"), room=ADDRESS)


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ADDRESS}/1", *DOORS)


def test_an_archived_person_comes_back_with_a_number_that_is_free(
    officer: Browser, centre_db: Db
) -> None:
    person = known(centre_db)
    number = person["candidate_number"]
    store_changes.archive(centre_db, person["candidate_id"], None)
    centre_db.execute(
        "update candidates set candidate_number = ? where candidate_id ="
        " (select max(candidate_id) from candidates where archived_at is null)",
        [number],
    )
    row = f"{person['surname']},{person['forenames']},{person['born_on']},F,{person['uci']}"
    headings = "Surname,Forenames,DOB,Gender,UCI,Exam No"
    page = upload(officer, csv(f"{row},", headings=headings))
    assert f"Candidate number {number} belongs to" in page.text
    free = next(
        f"{one:04}" for one in range(1, 10_000) if not store.number_holder(centre_db, f"{one:04}")
    )
    page = mend(officer, page, cell_2_5=free)
    assert "Row 2 will change what is recorded." in page.text
    officer.send(page, f"{page.address}/save")
    back = store.one(centre_db, person["candidate_id"])
    assert back
    assert (back.archived_at, back.candidate_number) == (None, free)


def test_the_uci_of_a_merged_record_leads_to_the_person_who_was_kept(
    officer: Browser, centre_db: Db
) -> None:
    person = known(centre_db)
    gone = next(
        centre_db.query("select * from candidates where uci is not null and candidate_id > 600")
    )
    store_changes.archive(centre_db, gone["candidate_id"], None)
    centre_db.execute(
        "update candidates set merged_into = ? where candidate_id = ?",
        [person["candidate_id"], gone["candidate_id"]],
    )
    row = f"{person['surname']},{person['forenames']},{person['born_on']},F,{gone['uci']},Chess"
    page = upload(officer, csv(row))
    assert tabs(page) == {"change": "1"}
    officer.send(page, f"{page.address}/save")
    kept = store.one(centre_db, person["candidate_id"])
    assert kept
    assert kept.uci == person["uci"]
    assert members(centre_db, "Chess") == {person["surname"]}


def test_an_odd_date_of_birth_does_not_stop_a_row_whose_number_names_the_person(
    officer: Browser, centre_db: Db
) -> None:
    one = known(centre_db)
    row = f"{one['surname']},{one['forenames']},{{}},F,{one['uci']},Choir"
    page = upload(officer, csv(row.format("31/2/2008"), GOOD))
    assert tabs(page) == {"warned": "1", "add": "1", "change": "1"}
    assert "a number names the candidate." in page.text
    officer.send(page, f"{page.address}/save")
    assert one["surname"] in members(centre_db, "Choir")
    assert (
        next(
            centre_db.query(
                "select * from candidates where candidate_id = ?", [one["candidate_id"]]
            )
        )
        == one
    )


def test_a_field_that_the_sheet_has_no_column_for_has_a_box_where_it_is_asked_for(
    officer: Browser,
) -> None:
    page = upload(officer, csv(",3/7/2008,F", headings="Forenames,DOB,Gender"))
    assert "Type a surname, forenames or both" in page.text
    (box,) = (one["for"] for one in page.all("label") if one["text"].startswith("Surname"))
    page = officer.send(page, f"{page.address}/rows", **{box: "Suharto"})
    assert "Row 2 will be added." in page.text


def many(count: int) -> bytes:
    """A sheet of so many invented people."""
    return csv(
        *(
            f"Novak,Jan,{one % 28 + 1}/{one // 28 % 12 + 1}/{1990 + one // 336},M,,"
            for one in range(count)
        )
    )


def test_six_sheets_that_take_long_hold_up_no_download_and_no_save(
    officer: Browser, centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = upload(officer, csv(GOOD))
    release, decide = threading.Event(), matching.decide
    at_last = threading.Timer(30, release.set)
    at_last.start()
    monkeypatch.setattr(jobs, "SOON", 0.01)
    monkeypatch.setattr(matching, "decide", lambda *what: release.wait() and decide(*what))
    for _ in range(6):
        assert upload(officer, csv(WRONG)).heading.startswith("Checking")
    exported = officer.client.post("/candidates/export", data={"form_token": officer.form_token})
    assert exported.status_code == 200
    assert exported.headers["content-type"].startswith("text/csv")
    monkeypatch.setattr(matching, "decide", decide)
    monkeypatch.setattr(jobs, "SOON", 20)
    assert "1 candidate added" in officer.send(ready, f"{ready.address}/save").text
    assert not release.is_set()
    at_last.cancel()
    release.set()


def test_a_check_can_be_stopped_and_begun_anew(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided, decide = [], matching.decide

    def slowly(*what: Any) -> Any:
        decided.append(what)
        time.sleep(0.02)
        return decide(*what)

    monkeypatch.setattr(jobs, "SOON", 0.01)
    monkeypatch.setattr(matching, "decide", slowly)
    page = upload(officer, many(400))
    assert page.form(f"{page.address}/stop") is not None
    page = officer.send(page, f"{page.address}/stop")
    assert "The check of this sheet was not finished." in page.text
    assert len(decided) < 400
    monkeypatch.setattr(matching, "decide", decide)
    monkeypatch.setattr(jobs, "SOON", 20)
    assert sum(map(int, tabs(officer.send(page, f"{page.address}/check")).values())) == 400


def test_a_sheet_that_is_deleted_is_checked_no_more(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided, decide = [], matching.decide

    def slowly(*what: Any) -> Any:
        decided.append(what)
        time.sleep(0.02)
        return decide(*what)

    monkeypatch.setattr(jobs, "SOON", 0.01)
    monkeypatch.setattr(matching, "decide", slowly)
    page = upload(officer, many(400))
    officer.client.post(f"{page.address}/delete", data={"form_token": officer.form_token})
    so_far = len(decided)
    time.sleep(0.1)
    assert len(decided) == so_far < 400
