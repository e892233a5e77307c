"""Correcting a result on the page, taking it back, and putting it back."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.entries.drafts import (
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    everything,
    people,
)
from tests.page import Browser, Page
from tests.results.pairs import enter, enter_again, get_result, series_of, value
from webapp.database.connection import Db
from webapp.results.of_candidate import store

ROOM = "/results/corrections"
DOORS = (("get", ""), ("post", ""), ("post", "/take-back"))


def result_of(db: Db, candidate_id: int) -> int:
    return value(
        db,
        "select result_id from results where candidate_id = ? and replaced_at is null"
        " order by result_id desc",
        candidate_id,
    )


def failed(db: Db) -> tuple[int, int]:
    """Somebody who was entered and is wrongly said to have failed, and the result."""
    (one,) = people(db, 1)
    enter(db, one, "03999")
    get_result(db, one, "03999", "Fail", outcome="not achieved")
    db.conn.commit()
    return one, result_of(db, one)


def correct(officer: Browser, result_id: int, **typed: Any) -> Page:
    page = officer.get(f"{ROOM}/{result_id}")
    return officer.send(page, f"{ROOM}/{result_id}", **{"reason": "wrong row", **typed})


def take_back(officer: Browser, result_id: int, why: str = "not theirs") -> Page:
    return officer.post(f"{ROOM}/{result_id}/take-back", {"reason": why})


def outcome(db: Db, candidate_id: int) -> list[str]:
    rows = db.execute(
        "select outcome from entries where candidate_id = ? order by entry_id", [candidate_id]
    )
    return [one for (one,) in rows]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, result_id = failed(centre_db)
    link = officer.get(f"/results/candidates/{one}").one("a", href=f"{ROOM}/{result_id}")
    assert link["text"].startswith("Correct or take back")
    page = correct(officer, result_id, grade="Merit", outcome="achieved", certificate_number="C-9")
    assert page.address == f"/results/candidates/{one}"
    assert "The result is corrected." in page.text
    assert "Merit, achieved" in page.text
    assert "corrected, Priya Lewis" in page.text
    assert "wrong row" in page.text
    assert outcome(centre_db, one) == ["achieved"]
    assert (
        value(centre_db, "select awarded_on from awards where candidate_id = ?", one)
        == "2026-09-30"
    )
    lines = list(
        centre_db.query(
            (
                "select * from activity where table_name = 'results' and candidate_id = ? order by"
                " activity_id desc"
            ),
            [one],
        )
    )
    assert any("wrong row" in (line["after"] or "") for line in lines)
    assert any(
        json.loads(line["after"]).get("grade") == "Merit"
        for line in lines
        if line["what"] == "added"
    )
    assert {line["actor"] for line in lines[:2]} == {"Priya Lewis"}


def test_correcting_again_undoes_it(officer: Browser, centre_db: Db) -> None:
    one, result_id = failed(centre_db)
    correct(officer, result_id, grade="Merit", outcome="achieved")
    correct(officer, result_of(centre_db, one), grade="Fail", outcome="not achieved")
    assert outcome(centre_db, one) == ["not achieved"]
    assert value(centre_db, "select count(*) from awards where candidate_id = ?", one) == 0
    assert len(store.of_candidate(centre_db, one)) == 3


def test_a_result_taken_back_is_shown_no_more_and_the_entry_waits(
    officer: Browser, centre_db: Db
) -> None:
    one, result_id = failed(centre_db)
    page = take_back(officer, result_id)
    assert page.address == f"/results/candidates/{one}"
    assert "taken back, Priya Lewis" in page.text
    assert "not theirs" in page.text
    assert outcome(centre_db, one) == [""]
    assert (
        value(
            centre_db,
            "select count(*) from results where candidate_id = ? and replaced_at is null",
            one,
        )
        == 0
    )
    again = officer.get(page.one("a", href=f"{ROOM}/{result_id}")["href"])
    assert again.heading.startswith("Put a result back")
    page = officer.send(again, f"{ROOM}/{result_id}")
    assert "The result is recorded again." in page.text
    assert outcome(centre_db, one) == ["not achieved"]
    assert not page.all("a", href=f"{ROOM}/{result_id}")


def test_the_award_goes_with_the_result(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    get_result(centre_db, one, "03999", "Pass")
    centre_db.conn.commit()
    take_back(officer, result_of(centre_db, one))
    assert value(centre_db, "select count(*) from awards where candidate_id = ?", one) == 0


def test_without_a_reason_nothing_is_saved_and_nothing_typed_is_lost(
    officer: Browser, centre_db: Db
) -> None:
    _, result_id = failed(centre_db)
    before = everything(centre_db)
    page = correct(officer, result_id, grade="Merit", outcome="achieved", reason=" ")
    assert page.status == 422
    assert "The reason is missing" in page.text
    assert page.one("input", name="grade")["value"] == "Merit"
    page = correct(officer, result_id, grade="Merit", awarded_on="31/02/2026")
    assert page.one("input", name="awarded_on")["value"] == "31/02/2026"
    assert page.one("input", id="reason")["value"] == "wrong row"
    page = take_back(officer, result_id, "x" * 201)
    assert page.status == 422
    assert page.one("input", id="take-back-reason")["value"] == "x" * 201
    assert everything(centre_db) == before


def test_what_somebody_else_changed_meanwhile_is_kept_or_asked_about(
    officer: Browser, centre_db: Db
) -> None:
    one, result_id = failed(centre_db)
    early = officer.get(f"{ROOM}/{result_id}")
    correct(officer, result_id, certificate_number="C-7")
    page = officer.send(early, f"{ROOM}/{result_id}", grade="Near pass", reason="typing error")
    assert page.status == 200
    shown = store.of_candidate(centre_db, one)
    present = next(row for row in shown if row.replaced_at is None)
    assert (present.grade, present.certificate_number) == ("Near pass", "C-7")
    page = officer.send(early, f"{ROOM}/{result_id}", grade="Unclassified", reason="other error")
    assert page.status == 409
    assert (
        "changed the grade to Near pass since you opened this page; you typed Unclassified"
        in page.text
    )
    action = f"{ROOM}/{present.result_id}"
    page = officer.send(page, action, grade="Unclassified")
    assert page.status == 200
    assert "The result is corrected." in page.text


def test_of_two_who_take_it_back_the_second_is_told(officer: Browser, centre_db: Db) -> None:
    _, result_id = failed(centre_db)
    early = officer.get(f"{ROOM}/{result_id}")
    take_back(officer, result_id)
    before = everything(centre_db)
    for page in (
        take_back(officer, result_id),
        officer.send(early, f"{ROOM}/{result_id}", grade="Merit", outcome="achieved", reason="x"),
    ):
        assert page.status == 409
        assert "Somebody else has changed this result since the page was shown" in page.text
    assert everything(centre_db) == before


def test_an_earlier_attempt_is_not_opened_beside_the_one_that_waits(
    officer: Browser, centre_db: Db
) -> None:
    one, result_id = failed(centre_db)
    assert enter_again(centre_db, one, "03999")
    centre_db.conn.commit()
    before = everything(centre_db)
    for page in (
        take_back(officer, result_id),
        correct(officer, result_id, grade="", outcome="pending", awarded_on=""),
    ):
        assert page.status == 409
        assert "only one entry can wait for a result" in page.text
    assert everything(centre_db) == before
    assert "corrected" in correct(officer, result_id, grade="", outcome="absent").text
    assert outcome(centre_db, one) == ["absent", ""]


def test_the_same_again_changes_nothing(officer: Browser, centre_db: Db) -> None:
    _, result_id = failed(centre_db)
    before = everything(centre_db)
    assert "the result says this already" in correct(officer, result_id).text
    assert everything(centre_db) == before


def test_the_details_lead_to_the_correction_and_follow_it(officer: Browser, centre_db: Db) -> None:
    one, result_id = failed(centre_db)
    framework = value(centre_db, "select framework_id from frameworks where title = 'ICT'")
    address = f"/results/learning-programmes/{framework}/candidates/{one}"
    page = officer.get(address)
    assert page.all("a", href=f"{ROOM}/{result_id}")
    assert "Fail, not achieved" in page.text
    correct(officer, result_id, grade="Merit", outcome="achieved")
    page = officer.get(address)
    assert "1 of 3 required components achieved" in page.text
    take_back(officer, result_of(centre_db, one))
    page = officer.get(address)
    assert "0 of 3 required components achieved" in page.text
    assert "Taken back:" in page.text


def test_an_old_address_leads_to_what_is_shown_now(officer: Browser, centre_db: Db) -> None:
    one, result_id = failed(centre_db)
    correct(officer, result_id, grade="Near pass")
    assert officer.get(f"{ROOM}/{result_id}").address == f"{ROOM}/{result_of(centre_db, one)}"


def test_who_only_reads_sees_no_link(signed_in: Callable[[str], Browser], centre_db: Db) -> None:
    one, result_id = failed(centre_db)
    reader = signed_in("results")
    assert not reader.get(f"/results/candidates/{one}").all("a", href=f"{ROOM}/{result_id}")
    check_wrong_role(signed_in, f"{ROOM}/{result_id}", *DOORS)


def test_a_result_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room=ROOM)


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", *DOORS)


@pytest.mark.parametrize("place", [0, 1])
def test_the_result_that_counts_is_marked_when_there_are_several(
    officer: Browser, centre_db: Db, place: int
) -> None:
    (one,) = people(centre_db, 1)
    get_result(centre_db, one, "03999", "Merit", place)
    get_result(centre_db, one, "03999", "Pass", 1 - place, moment="2026-10-03T09:00:00.000000Z")
    centre_db.conn.commit()
    page = officer.get(f"/results/candidates/{one}")
    (cell,) = [one for one in page.all("td", data_label="Result") if "Counts" in one["text"]]
    assert "Merit" in cell["text"]
    assert series_of(centre_db, "03999", 0) != series_of(centre_db, "03999", 1)
