"""What is sent after the session has run out waits until the same person sends it on."""

import json
import os
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from tests.accounts import codes
from tests.accounts.access.test_guard import APP
from tests.accounts.sample_people import age, is_signed_in, token_of
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
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.parked_forms import form_title as kept_title
from webapp.accounts.parked_forms import parked_form
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Person
from webapp.accounts.sessions import session
from webapp.database import connection as db
from webapp.database.connection import Db
from webapp.web import templates as html_templates

KEPT = "What you sent has been kept"
SHEET = "Surname,Forenames,DOB,Gender\nO'Brien-Śmith,Zoë,27/3/2008,F\n".encode()


def idle(_one: Browser, path: Path) -> None:
    age(path, seen_at="-61 minutes", started_at="-2 hours")


def twelve_hours(_one: Browser, path: Path) -> None:
    age(path, started_at="-721 minutes")


ENDS = [idle, twelve_hours]


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
    typed = {
        "forenames": "Nguyễn & Söhne +%",
        "surname": "O'Hanrahan-Śmith",
        "born_day": "27",
        "born_month": "3",
        "born_year": "2008",
        "gender": "female",
    }
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
    (row,) = db.execute(
        "select candidate_id, forenames, surname, added_by from candidates"
        " where surname = 'O''Hanrahan-Śmith'"
    ).fetchall()
    assert row[1:] == ("Nguyễn & Söhne +%", "O'Hanrahan-Śmith", 2)
    assert selected(db, sending.base) == [row[0]]


def check_submission(page: Page, db: Db, sending: Sending) -> None:
    assert page.heading == "Entries submitted"
    (row,) = db.execute(
        "select order_number, account_id from submissions where submission_id = 3"
    ).fetchall()
    assert row == ("PO=7&é", 2)
    found = db.execute("select distinct candidate_id from entries where submission_id = 3")
    assert {one for (one,) in found} == set(sending.people)


FORMS = [(ticks, check_ticks), (new_candidate, check_new_candidate), (submission, check_submission)]


def send(one: Browser, sending: Sending, **more: Any) -> Page:
    return one._seen(one.client.post(sending.action, data=sending.values, **more))


def sign_in(one: Browser, page: Page, role: str = "entries") -> Page:
    email, password = CAST[role]
    return one.send(page, "/sign-in", email=email, password=password)


def send_on(one: Browser, page: Page, place: int = 0) -> Page:
    """Press Send it on for one of the forms that the page shows."""
    return one.send(page, actions(page, "send")[place])


def actions(page: Page, what: str) -> list[str]:
    return [
        form["action"]
        for form in page.all("form")
        if form["action"].endswith(f"/{what}") and form["action"].startswith("/kept/")
    ]


def parked_files(one: Browser) -> list[Path]:
    folder = one.client.app.state.parked
    return sorted(folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("fill_in", "check"), FORMS, ids=[row[0].__name__ for row in FORMS])
def test_what_i_sent_too_late_is_shown_when_i_have_signed_in_again_and_sent_on_when_i_say_so(
    officer: Browser,
    centre_db: Db,
    centre_file: Path,
    fill_in: Callable[[Browser, Db], Sending],
    check: Callable[[Page, Db, Sending], None],
    end: Callable[[Browser, Path], None],
) -> None:
    sending = fill_in(officer, centre_db)
    end(officer, centre_file)
    before = everything(centre_db)
    page = send(officer, sending)
    assert page.address == "/sign-in"
    assert KEPT in page.text
    page = sign_in(officer, page)
    assert (page.address, page.heading) == ("/kept", "What you sent is kept")
    # Looking, however often and from wherever, carries nothing out.
    for address in ("/kept", actions(page, "send")[0], actions(page, "delete")[0], "/"):
        officer.get(address)
    assert everything(centre_db) == before
    page = send_on(officer, page)
    assert page.status == 200
    check(page, centre_db, sending)
    assert not parked_files(officer)


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
    assert "Tick or untick assessments" in page.text
    assert f"{one}-{maths}" in page.text
    page = send_on(officer, page)
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
    check_new_candidate(send_on(officer, sign_in(officer, page)), centre_db, sending)


def test_it_shows_what_will_be_sent_with_long_values_cut(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    sending.values |= {
        "surname": "<b>" + "long" * 2000,
        "groups": [str(one) for one in range(5000)],
        "shown": "1-2 3-4",
    }
    idle(officer, centre_file)
    page = sign_in(officer, send(officer, sending))
    text = page.text
    assert "Add new candidate" in text
    assert "Entries, Drafts, " in text
    assert "Nguyễn & Söhne +%" in text
    assert "Forenames" in text
    names = [one["text"] for one in page.all("dt")]
    assert "UCI" in names
    assert "Uci" not in names
    own = [name for name in sending.values if name in ("surname", "forenames", "gender")]
    assert [name.lower() for name in names if name.lower() in own] == own, (
        "in the order of the form"
    )
    assert "<b>longlong" in text
    assert "long" * 51 not in text
    assert "(5,000 values)" in text
    assert "1-2 3-4" not in text, "what the page showed is nothing that was typed"
    assert sending.values["form_token"] not in page.reply.text
    assert len(page.reply.text) < 20_000


@pytest.mark.parametrize("where", ["another tab", "another browser"])
def test_wherever_i_sign_in_next_it_is_offered_there_and_on_home_until_i_decide(
    officer: Browser,
    signed_in: Callable[[str], Browser],
    centre_db: Db,
    centre_file: Path,
    where: str,
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    send(officer, sending)
    one = officer if where == "another tab" else signed_in("entries")
    if one is officer:
        page = sign_in(officer, officer.get("/entries/submissions/2"))
        assert page.address == "/kept"
        assert page.all("a", href="/entries/submissions/2")
    page = one.get("/")
    assert page.heading == "Home"
    assert "You sent something after your session had ended" in page.text
    page = one.get(page.one("a", href="/kept")["href"])
    check_new_candidate(send_on(one, page), centre_db, sending)
    assert "You sent something" not in one.get("/").text


def test_it_can_be_thrown_away(officer: Browser, centre_db: Db, centre_file: Path) -> None:
    sending = submission(officer, centre_db)
    idle(officer, centre_file)
    before = everything(centre_db)
    page = sign_in(officer, send(officer, sending))
    page = officer.send(page, actions(page, "delete")[0])
    assert page.address == "/"
    assert "It has been thrown away." in page.text
    assert not parked_files(officer)
    assert everything(centre_db) == before


def test_somebody_else_signing_in_neither_sees_nor_sends_it(
    officer: Browser, centre_db: Db, centre_file: Path, signed_in: Callable[[str], Browser]
) -> None:
    sending = submission(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    own = signed_in("entries").get("/kept")
    before = everything(centre_db)
    page = sign_in(officer, page, "administrator")
    assert page.address == "/"
    assert "PO=7" not in officer.get("/kept").text
    for what in ("send", "delete"):
        assert "does not wait any longer" in officer.post(actions(own, what)[0]).text
    assert everything(centre_db) == before
    assert len(parked_files(officer)) == 1


def test_what_cannot_be_carried_out_waits_on(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    centre_db.execute("update accounts set role = 'results' where email = ?", [CAST["entries"][0]])
    page = sign_in(officer, page)
    again = send_on(officer, page)
    assert again.status == 403
    assert count(centre_db, "submissions") == 2
    assert len(actions(officer.get("/kept"), "send")) == 1
    centre_db.execute("alter table submissions rename to aside")
    centre_db.execute("update accounts set role = 'entries' where email = ?", [CAST["entries"][0]])
    assert send_on(officer, page).status == 500
    centre_db.execute("alter table aside rename to submissions")
    check_submission(send_on(officer, page), centre_db, sending)


def test_it_is_sent_once(officer: Browser, centre_db: Db, centre_file: Path) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    send(officer, sending)
    page = sign_in(officer, send(officer, sending))
    assert len(actions(page, "send")) == 1, "pressing the button again keeps it once"
    check_new_candidate(send_on(officer, page), centre_db, sending)
    before = everything(centre_db)
    assert "does not wait any longer" in send_on(officer, page).text
    assert everything(centre_db) == before


def test_two_forms_from_two_tabs_are_both_kept(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    first, second = new_candidate(officer, centre_db), submission(officer, centre_db)
    idle(officer, centre_file)
    pages = [send(officer, one) for one in (first, second)]
    page = sign_in(officer, pages[1])
    check_submission(send_on(officer, page, 1), centre_db, second)
    check_new_candidate(send_on(officer, officer.get("/kept")), centre_db, first)


def test_a_page_i_only_wanted_to_see_is_not_kept(officer: Browser, centre_file: Path) -> None:
    idle(officer, centre_file)
    page = officer.get("/entries/submissions/2")
    assert KEPT not in page.text
    assert not parked_files(officer)
    assert sign_in(officer, page).address == "/entries/submissions/2"


@pytest.mark.parametrize("multipart", [False, True])
def test_a_sheet_sent_too_late_is_kept_with_its_file(
    officer: Browser, centre_db: Db, centre_file: Path, multipart: bool
) -> None:
    page = officer.get("/candidates/uploads")
    form = page.form("/candidates/uploads") | ({} if multipart else {"pasted": SHEET.decode()})
    form.pop("file")
    files = {"file": ('Élèves "7".csv', SHEET, "text/csv")} if multipart else {"file": ("", b"")}
    idle(officer, centre_file)
    page = officer._seen(officer.client.post("/candidates/uploads", data=form, files=files))
    assert page.status == 200
    assert KEPT in page.text
    page = sign_in(officer, page)
    assert not multipart or f"{len(SHEET)} bytes" in page.text
    page = send_on(officer, page)
    assert "/candidates/uploads/" in page.address
    (row,) = centre_db.execute("select file_name, account_id from uploads").fetchall()
    assert row[1] == 2
    assert ("7" in row[0]) is multipart
    (cells,) = centre_db.execute("select cells from upload_rows").fetchall()
    assert json.loads(cells[0])[:2] == ["O'Brien-Śmith", "Zoë"]


def test_a_file_too_large_to_be_kept_must_be_chosen_again_and_the_page_says_so(
    officer: Browser, centre_file: Path
) -> None:
    page = officer.get("/candidates/uploads")
    form = page.form("/candidates/uploads")
    idle(officer, centre_file)
    large = b"x" * 7_000_000
    pages = [
        officer._seen(
            officer.client.post(
                "/candidates/uploads",
                data=form,
                files={"file": (f"{number}.csv", large)},
                headers={"referer": "http://testserver.local/candidates/uploads"},
            )
        )
        for number in (1, 2)
    ]
    assert KEPT in pages[0].text
    assert pages[1].address == "/sign-in"
    assert "choose it again" in pages[1].text
    assert len(parked_files(officer)) == 1
    assert officer.send(
        pages[1], "/sign-in", email=CAST["entries"][0], password=CAST["entries"][1]
    ).all("a", href="/candidates/uploads")


def test_an_account_keeps_five_forms_and_a_stranger_with_its_cookie_no_more(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    """Anybody could store 38 MB in half a second."""
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    for number in range(20):
        sending.values["surname"] = f"Quill{number}"
        page = send(officer, sending)
    assert "as much as may wait is waiting already" in page.text
    assert len(parked_files(officer)) == parked_form.MAX_FORMS == 5
    form = {**sending.values, "surname": "x" * 1_900_000}
    for path in parked_files(officer):
        path.unlink()
    for number in range(20):
        officer.client.post(sending.action, data={**form, "forenames": str(number)})
    assert sum(path.stat().st_size for path in parked_files(officer)) <= parked_form.MAX_BYTES
    assert sign_in(officer, officer.get("/sign-in")).address == "/kept"


ACCOUNT_PAGES = [
    (
        "/account/password",
        {"old_password": "tuppence", "password": "halfpenny", "password_again": "halfpenny"},
    ),
    ("/account/two-step/start", {"password": "halfpenny"}),
    ("/account/two-step/app", {"code": "123456"}),
    ("/account/two-step/off", {"password": "halfpenny", "code": "123456"}),
    ("/account/two-step/codes", {}),
    ("/account/sessions/end", {}),
    ("/account/notices", {"newest": "1"}),
    ("/accounts/new", {"email": "x@y.example"}),
    ("/accounts/3", {"role": "administrator"}),
    ("/accounts/3/link", {}),
    ("/accounts/3/disable", {}),
    ("/accounts/two-step", {"role": "entries"}),
    ("/accounts/two-step/3/off", {}),
    ("/session/stay", {}),
]


@pytest.mark.parametrize(("path", "values"), ACCOUNT_PAGES, ids=[row[0] for row in ACCOUNT_PAGES])
def test_nothing_of_the_pages_of_accounts_is_ever_kept(
    signed_in: Callable[[str], Browser], centre_file: Path, path: str, values: dict[str, str]
) -> None:
    one = signed_in("administrator")
    token = one.form_token
    idle(one, centre_file)
    page = one._seen(one.client.post(path, data={"form_token": token, **values}))
    assert page.address == "/sign-in"
    assert KEPT not in page.text
    assert not parked_files(one)
    if path not in ("/session/stay",):
        assert "is never kept" in page.text
    assert not [
        file
        for file in centre_file.parent.glob("centre.db*")
        if file.is_file() and b"halfpenny" in file.read_bytes()
    ]


def test_every_address_of_the_accounts_but_the_centres_details_is_private() -> None:
    for route in APP.routes:
        assert isinstance(route, HTTPRoute)
        for handler in route.route_handlers:
            if "POST" not in handler.http_methods or handler.opt.get("looks"):
                continue
            is_of_accounts = getattr(handler.fn, "func", handler.fn).__module__.startswith(
                "webapp.accounts"
            )
            path = re.sub(r"\{\w+:int\}", "7", route.path)
            never = not parked_form.may_wait(path) or handler.opt.get("holds") is False
            if is_of_accounts and route.path != "/accounts/centre":
                assert never, route.path


def test_titles_of_kept_forms_are_those_of_handlers_that_there_are() -> None:
    handlers = {
        getattr(handler.fn, "func", handler.fn).__name__
        for route in APP.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if "POST" in handler.http_methods
    }
    assert set(kept_title._TITLES) <= handlers
    assert kept_title.title("delete_draft") == "Delete draft"


@pytest.mark.parametrize("field", ["new_password", "code", "client_secret"])
def test_a_form_with_a_secret_in_it_is_not_kept_wherever_it_goes(
    officer: Browser, centre_db: Db, centre_file: Path, field: str
) -> None:
    sending = new_candidate(officer, centre_db)
    sending.values[field] = "halfpenny"
    idle(officer, centre_file)
    assert "is never kept" in send(officer, sending).text
    assert not parked_files(officer)


def test_no_page_outside_the_accounts_asks_for_a_password() -> None:
    for path in (html_templates.HERE / "templates").rglob("*.html"):
        if "accounts" not in path.parts:
            assert "password" not in path.read_text(), path.name


def sign_out(one: Browser, _path: Path) -> None:
    one.post("/sign-out")


def sign_out_everywhere(one: Browser, _path: Path) -> None:
    one.post("/account/sessions/end")


def be_disabled(_one: Browser, path: Path) -> None:
    write(
        path, "update accounts set disabled_at = '2026-11-24T09:00:00.000000Z' where account_id = 2"
    )


def be_given_another_role(_one: Browser, path: Path) -> None:
    with closing(db.connect(path)) as one:
        store_people.change(one, 2, Person(CAST["entries"][0], "Priya Lewis", "administrator"))


def be_reset(_one: Browser, path: Path) -> None:
    with closing(db.connect(path)) as one:
        store_invitations.reset(one, 2, None)


def run_out_two_days_ago(_one: Browser, path: Path) -> None:
    age(path, seen_at="-25 hours", started_at="-26 hours")


def sign_out_when_it_had_run_out(one: Browser, path: Path) -> None:
    idle(one, path)
    one.post("/sign-out")


def write(path: Path, statement: str) -> None:
    with closing(db.connect(path)) as one:
        one.execute(statement)


ENDED = [
    sign_out,
    sign_out_everywhere,
    be_disabled,
    be_given_another_role,
    be_reset,
    run_out_two_days_ago,
    sign_out_when_it_had_run_out,
]


@pytest.mark.parametrize("end", ENDED)
def test_the_cookie_of_a_session_that_was_ended_keeps_nothing_ever(
    officer: Browser, centre_db: Db, centre_file: Path, end: Callable[[Browser, Path], None]
) -> None:
    sending = submission(officer, centre_db)
    old = officer.client.cookies["single_point"]
    end(officer, centre_file)
    officer.client.cookies.set("single_point", old, domain="testserver.local", path="/")
    before = everything(centre_db)
    page = send(officer, sending)
    assert page.address == "/sign-in"
    assert KEPT not in page.text
    assert not parked_files(officer)
    assert everything(centre_db) == before


def test_a_sign_in_that_stopped_before_the_code_keeps_nothing(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    codes.set_up(officer)
    officer.post("/sign-out")
    page = codes.give_password(officer)
    assert page.address == "/sign-in/code"
    idle(officer, centre_file)
    sending.values["form_token"] = session.form_token(token_of(officer))
    before = everything(centre_db)
    page = send(officer, sending)
    assert page.address == "/sign-in"
    assert KEPT not in page.text
    assert not parked_files(officer)
    assert everything(centre_db) == before


@pytest.mark.parametrize("leave", [sign_out, sign_out_everywhere])
def test_signing_out_leaves_a_cookie_that_is_nobodys(
    officer: Browser, centre_file: Path, leave: Callable[[Browser, Path], None]
) -> None:
    old = officer.client.cookies["single_point"]
    leave(officer, centre_file)
    new = officer.client.cookies["single_point"]
    assert new not in ("", old)
    assert officer.sign_in(*CAST["entries"]).heading == "Home"


def test_only_this_sessions_own_form_sends_on_and_no_link_from_anywhere_does(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    earlier = officer.form_token
    idle(officer, centre_file)
    page = sign_in(officer, send(officer, sending))
    before = everything(centre_db)
    for what in ("send", "delete"):
        action = actions(page, what)[0]
        for token in (earlier, "", session.form_token("x"), token_of(officer)):
            assert officer.client.post(action, data={"form_token": token}).status_code == 403
        reply = officer.client.post(
            action,
            data={"form_token": officer.form_token},
            headers={"origin": "https://elsewhere.example"},
        )
        assert reply.status_code == 403
        for method in ("GET", "HEAD", "OPTIONS"):
            officer.client.request(method, action)
    assert everything(centre_db) == before
    assert len(parked_files(officer)) == 1
    check_submission(send_on(officer, page), centre_db, sending)


def test_its_number_cannot_be_guessed_and_leads_nowhere_else(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    page = sign_in(officer, send(officer, sending))
    token = actions(page, "send")[0].split("/")[2]
    assert len(token) >= 22
    (name,) = (path.name for path in parked_files(officer))
    for wrong in (
        "1",
        "x" * 22,
        "..",
        "%2e%2e",
        name,
        f"..%2f{name}",
        "*",
        f"{token}.sending",
        token[:-1],
    ):
        page = officer.post(f"/kept/{wrong}/send")
        assert page.status in (200, 404, 405), wrong
        assert count(centre_db, "candidates") == count(centre_db, "candidates")
    assert [path.name for path in parked_files(officer)] == [name]
    assert not (parked_files(officer)[0].stat().st_mode & 0o077)


def test_in_a_restored_file_it_is_not_given_to_whoever_has_the_number_there(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    centre_db.execute(
        "update accounts set made_at = '2026-11-24T09:00:00.000000Z' where account_id = 2"
    )
    assert sign_in(officer, page).address == "/"


FORGED = [
    ("without a token", {}, True),
    ("with a made-up token", {"form_token": session.form_token("x")}, True),
    ("without a cookie", {}, False),
    ("with a made-up cookie and its token", {"form_token": session.form_token("made up")}, None),
]


@pytest.mark.parametrize(
    ("token", "cookie"), [row[1:] for row in FORGED], ids=[row[0] for row in FORGED]
)
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
    assert not parked_files(officer)
    sign_in(officer, page)
    assert count(centre_db, "submissions") == 2


def test_a_form_with_somebody_elses_token_is_never_kept(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db, centre_file: Path
) -> None:
    sending = submission(officer, centre_db)
    sending.values["form_token"] = signed_in("administrator").form_token
    idle(officer, centre_file)
    assert KEPT not in send(officer, sending).text
    assert not parked_files(officer)


def test_an_old_tab_works_on_after_i_have_signed_in_again_elsewhere(
    officer: Browser, centre_db: Db
) -> None:
    sending = new_candidate(officer, centre_db)
    sign_out(officer, Path())
    sign_in(officer, officer.get("/sign-in"))
    check_new_candidate(send(officer, sending), centre_db, sending)


def test_an_old_tab_of_mine_does_nothing_under_somebody_elses_name(
    officer: Browser, centre_db: Db
) -> None:
    sending = submission(officer, centre_db)
    sign_out(officer, Path())
    sign_in(officer, officer.get("/sign-in"), "administrator")
    page = send(officer, sending)
    assert page.status == 403
    assert count(centre_db, "submissions") == 2
    assert not parked_files(officer)


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
    (path,) = parked_files(officer)
    then = path.stat().st_mtime - 25 * 60 * 60
    os.utime(path, (then, then))
    assert sign_in(officer, officer.get("/sign-in")).address == "/"
    assert not parked_files(officer)
