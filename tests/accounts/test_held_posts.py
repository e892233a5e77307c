"""What is sent after the session has ended waits until the same person has signed in again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.accounts.people import age, is_signed_in
from tests.conftest import CAST
from tests.entries.drafts import (
    assessment,
    begin,
    choices,
    count,
    everything,
    people,
    selected,
)
from tests.page import Browser, Page
from webapp.accounts import session
from webapp.db import Db

KEPT = "What you sent has been kept"


def idle(_one: Browser, path: Path) -> None:
    age(path, seen_at="-61 minutes", started_at="-2 hours")


def signed_out_elsewhere(one: Browser, _path: Path) -> None:
    one.send(one.get("/support"), "/sign-out")


def twelve_hours(_one: Browser, path: Path) -> None:
    age(path, started_at="-721 minutes")


ENDS = [idle, signed_out_elsewhere, twelve_hours]


@dataclass
class Sending:
    """A form that waits in an open page: where it goes, and what it holds."""

    action: str
    values: dict[str, Any]
    base: str
    people: list[int]


def ticks(one: Browser, db: Db) -> Sending:
    chosen = people(db, 2)
    base = begin(db, people=chosen)
    form = one.get(f"{base}/options").form(f"{base}/options")
    maths = assessment(db, "09866")
    boxes = [box for box in form["tick"] if box != f"{chosen[0]}-{maths}"]
    return Sending(f"{base}/options", {**form, "tick": boxes, "next": "1"}, base, chosen)


def new_candidate(one: Browser, db: Db) -> Sending:
    base = begin(db)
    form = one.get(f"{base}/candidates/new").form(f"{base}/candidates/new")
    typed = {"forenames": "Nguyễn & Söhne +%", "surname": "O'Hanrahan-Śmith", "born_day": "27",
             "born_month": "3", "born_year": "2008", "gender": "female"}  # fmt: skip
    return Sending(f"{base}/candidates/new", {**form, **typed}, base, [])


def submission(one: Browser, db: Db) -> Sending:
    chosen = people(db, 2)
    base = begin(db, people=chosen, confirmed=True)
    form = one.get(f"{base}/summary").form(f"{base}/summary")
    return Sending(f"{base}/summary", {**form, "order_number": "PO=7&é"}, base, chosen)


def check_ticks(page: Page, db: Db, sending: Sending) -> None:
    assert page.heading == "Entry summary"
    assert choices(db, sending.base) == {(sending.people[0], assessment(db, "09866")): False}


def check_new_candidate(page: Page, db: Db, sending: Sending) -> None:
    assert "The new candidate is recorded and selected." in page.text
    (row,) = db.execute("select candidate_id, forenames, surname, added_by from candidates"
                        " where surname = 'O''Hanrahan-Śmith'").fetchall()  # fmt: skip
    assert row[1:] == ("Nguyễn & Söhne +%", "O'Hanrahan-Śmith", 2)
    assert selected(db, sending.base) == [row[0]]


def check_submission(page: Page, db: Db, sending: Sending) -> None:
    assert page.heading == "Entries submitted"
    (row,) = db.execute("select order_number, account_id from submissions"
                        " where submission_id = 3").fetchall()  # fmt: skip
    assert row == ("PO=7&é", 2)
    found = db.execute("select distinct candidate_id from entries where submission_id = 3")
    assert {one for (one,) in found} == set(sending.people)


FORMS = [(ticks, check_ticks), (new_candidate, check_new_candidate), (submission, check_submission)]


def send(one: Browser, sending: Sending, **more: Any) -> Page:
    return one._seen(one.client.post(sending.action, data=sending.values, **more))


def sign_in(one: Browser, page: Page, role: str = "entries") -> Page:
    email, password = CAST[role]
    return one.send(page, "/sign-in", email=email, password=password)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("fill_in", "check"), FORMS, ids=[row[0].__name__ for row in FORMS])
def test_what_i_sent_too_late_is_sent_on_when_i_have_signed_in_again(
    officer: Browser, centre_db: Db, centre_file: Path,
    fill_in: Callable[[Browser, Db], Sending], check: Callable[[Page, Db, Sending], None],
    end: Callable[[Browser, Path], None],
) -> None:  # fmt: skip
    sending = fill_in(officer, centre_db)
    end(officer, centre_file)
    before = everything(centre_db)
    page = send(officer, sending)
    assert page.address == "/sign-in"
    assert KEPT in page.text
    assert everything(centre_db) == before
    page = sign_in(officer, page)
    assert page.status == 200
    check(page, centre_db, sending)
    assert count(centre_db, "held_posts") == 0


@pytest.mark.parametrize("end", ENDS)
def test_a_tick_sent_too_late_is_kept_too(
    officer: Browser, centre_db: Db, centre_file: Path, end: Callable[[Browser, Path], None]
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, people=[one])
    maths = assessment(centre_db, "09866")
    values = {"form_token": officer.form_token, "cells": f"{one}-{maths}", "ticked": "0"}
    end(officer, centre_file)
    sending = Sending(f"{base}/options/tick", values, base, [one])
    reply = send(officer, sending, headers={"hx-request": "true"})
    assert reply.status == 401
    page = officer.get(reply.reply.headers["hx-redirect"])
    assert KEPT in page.text
    page = sign_in(officer, page)
    assert page.address == f"{base}/options"
    assert choices(centre_db, base) == {(one, maths): False}


def test_what_was_kept_outlasts_a_wrong_password(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    page = officer.send(page, "/sign-in", email=CAST["entries"][0], password="wrong")
    assert page.status == 422
    assert KEPT in page.text
    check_new_candidate(sign_in(officer, page), centre_db, sending)


def test_it_can_be_sent_on_from_another_browser(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    held = send(officer, sending).form("/sign-in")["held"]
    page = signed_in("entries").get(f"/sign-in/continue/{held}")
    check_new_candidate(page, centre_db, sending)


def test_somebody_else_signing_in_does_not_send_it(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    held = page.form("/sign-in")["held"]
    before = everything(centre_db)
    page = sign_in(officer, page, "administrator")
    assert page.address == "/"
    assert everything(centre_db) == before
    officer.get(f"/sign-in/continue/{held}")
    assert everything(centre_db) == before
    officer.post("/sign-out")
    page = officer.get(f"/sign-in?held={held}")
    check_submission(sign_in(officer, page), centre_db, sending)


def test_somebody_whose_role_does_not_allow_it_does_not_send_it(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    centre_db.execute("update accounts set role = 'results' where email = ?", [CAST["entries"][0]])
    page = sign_in(officer, page)
    assert page.status == 403
    assert count(centre_db, "submissions") == 2


def test_it_is_sent_once(officer: Browser, centre_db: Db, centre_file: Path) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    held = page.form("/sign-in")["held"]
    check_new_candidate(sign_in(officer, page), centre_db, sending)
    before = everything(centre_db)
    assert officer.get(f"/sign-in/continue/{held}").address == "/"
    assert everything(centre_db) == before


def test_two_forms_from_two_tabs_are_both_kept(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    first, second = new_candidate(officer, centre_db), submission(officer, centre_db)
    idle(officer, centre_file)
    pages = [send(officer, one) for one in (first, second)]
    assert pages[0].form("/sign-in")["held"] != pages[1].form("/sign-in")["held"]
    check_submission(sign_in(officer, pages[1]), centre_db, second)
    page = officer.get(f"/sign-in/continue/{pages[0].form('/sign-in')['held']}")
    check_new_candidate(page, centre_db, first)


def test_a_page_i_only_wanted_to_see_is_not_kept(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    idle(officer, centre_file)
    page = officer.get("/entries/submissions/2")
    assert KEPT not in page.text
    assert count(centre_db, "held_posts") == 0
    assert sign_in(officer, page).address == "/entries/submissions/2"


FORGED = [
    ("without a token", {}, True),
    ("with a made-up token", {"form_token": session.form_token("x")}, True),
    ("without a cookie", {}, False),
    ("with a made-up cookie and its token", {"form_token": session.form_token("made up")}, None),
]


@pytest.mark.parametrize(("token", "cookie"), [row[1:] for row in FORGED],
                         ids=[row[0] for row in FORGED])  # fmt: skip
def test_a_form_that_is_not_ours_is_never_kept(
    officer: Browser, centre_db: Db, centre_file: Path, token: dict[str, str], cookie: bool | None
) -> None:
    sending = submission(officer, centre_db)
    genuine = sending.values.pop("form_token")
    idle(officer, centre_file)
    if cookie is None:
        officer.client.cookies.set("single_point", "made up")
    elif not cookie:
        officer.client.cookies.clear()
        token = {"form_token": genuine}
    sending.values |= token
    page = send(officer, sending)
    assert page.address == "/sign-in"
    assert KEPT not in page.text
    assert count(centre_db, "held_posts") == 0
    sign_in(officer, page)
    assert count(centre_db, "submissions") == 2


def test_a_form_with_somebody_elses_token_is_never_kept(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    sending.values["form_token"] = signed_in("administrator").form_token
    idle(officer, centre_file)
    assert KEPT not in send(officer, sending).text
    assert count(centre_db, "held_posts") == 0


def test_an_old_tab_works_on_after_i_have_signed_in_again_elsewhere(
    officer: Browser, centre_db: Db
) -> None:
    sending = new_candidate(officer, centre_db)
    signed_out_elsewhere(officer, Path())
    sign_in(officer, officer.get("/sign-in"))
    check_new_candidate(send(officer, sending), centre_db, sending)


def test_an_old_tab_of_mine_does_nothing_under_somebody_elses_name(
    officer: Browser, centre_db: Db
) -> None:
    sending = submission(officer, centre_db)
    signed_out_elsewhere(officer, Path())
    sign_in(officer, officer.get("/sign-in"), "administrator")
    page = send(officer, sending)
    assert page.status == 403
    assert count(centre_db, "submissions") == 2
    assert count(centre_db, "held_posts") == 0


def test_a_session_lives_as_long_as_somebody_works(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    for _ in range(3):
        age(centre_file, seen_at="-50 minutes", started_at="-50 minutes")
        assert is_signed_in(officer)
    age(centre_file, started_at="-10 hours")
    assert not is_signed_in(officer)


def test_what_nobody_came_back_for_is_gone_after_a_day(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    send(officer, sending)
    age_held = "update held_posts set held_at = strftime('%Y-%m-%dT%H:%M:%fZ', held_at, '-25 hours')"
    centre_db.execute(age_held)
    sign_in(officer, officer.get("/sign-in"))
    assert count(centre_db, "held_posts") == 0


def test_nothing_is_held_for_a_disabled_account(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    centre_db.execute("update accounts set disabled_at = '2026-11-24T09:00:00.000000Z'")
    send(officer, sending)
    assert count(centre_db, "held_posts") == 0
