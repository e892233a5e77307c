"""The second step of a sign-in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accounts.codes import (
    WAY,
    a_minute_later,
    app_code,
    forget_tries,
    give_password,
    recovery_codes,
    secret_on,
    set_up,
)
from tests.accounts.parked_forms.test_parked_forms import (
    KEPT,
    check_new_candidate,
    check_submission,
    idle,
    new_candidate,
    send,
    send_on,
    submission,
)
from tests.accounts.sample_people import age, is_signed_in, token_of
from tests.conftest import CAST
from tests.page import Browser, squeezed
from webapp.database.connection import Db

EMAIL, SECRET = CAST["entries"]


@pytest.fixture
def app(officer: Browser, centre_db: Db) -> str:
    """The officer's app, told by its secret; the officer is signed out, the app's code is fresh."""
    secret, _ = set_up(officer)
    officer.post("/sign-out")
    a_minute_later(centre_db)
    return secret


def test_it_works(officer: Browser, app: str) -> None:
    page = officer.get("/entries/drafts")
    page = officer.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert page.address == "/sign-in/code"
    assert page.heading == "Type your code"
    field = page.one("input", id="code")
    assert (field["autocomplete"], field["inputmode"]) == ("one-time-code", "numeric")
    halfway = token_of(officer)
    page = officer.send(page, "/sign-in/code", code=app_code(app))
    assert page.address == "/entries/drafts"
    assert token_of(officer) != halfway


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    assert stranger.get("/sign-in/code").address == "/sign-in"
    stranger.get("/sign-in")
    assert stranger.post("/sign-in/code", {"code": "123456"}).address == "/sign-in"


def test_whoever_is_signed_in_already_is_led_on(officer: Browser) -> None:
    assert officer.get("/sign-in/code?next=/support").address == "/support"
    assert officer.post("/sign-in/code", {"code": "1", "next": "/support"}).address == "/support"
    assert (
        officer.post("/sign-in/code", {"code": "1", "next": "//elsewhere.example"}).address == "/"
    )


@pytest.mark.parametrize("path", ["/", "/support", "/candidates", "/account", WAY, f"{WAY}/app"])
def test_the_password_alone_opens_nothing(officer: Browser, app: str, path: str) -> None:
    give_password(officer)
    assert officer.get(path).address == "/sign-in/code"
    reply = officer.client.get(path, headers={"hx-request": "true"})
    assert reply.status_code == 401
    assert reply.headers["hx-redirect"].startswith("/sign-in/code")
    assert not officer.get("/sign-in/code").all("nav", aria_label="Main")
    assert officer.get("/sign-in").heading.startswith("Sign in")


def test_the_password_alone_changes_nothing(officer: Browser, app: str, centre_db: Db) -> None:
    give_password(officer)
    for path in (f"{WAY}/off", f"{WAY}/start", "/account/password", "/entries/drafts/new"):
        assert officer.post(path, {"password": SECRET, "next": "1"}).address == "/sign-in/code"
    assert not officer.client.app.state.parked.exists()
    assert centre_db.execute("select count(*) from drafts").fetchone() == (0,)
    assert officer.post("/sign-out").address == "/sign-in"
    assert officer.get("/").address == "/sign-in"


def test_the_second_step_must_come_within_half_an_hour(
    officer: Browser, app: str, centre_file: Path
) -> None:
    page = give_password(officer)
    age(centre_file, started_at="-31 minutes")
    assert officer.send(page, "/sign-in/code", code=app_code(app)).address == "/sign-in"
    assert not is_signed_in(officer)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345", "1234567", "ABCD EFGH IJKL MNOP", "' or 1 --"]
)
def test_a_wrong_code_is_refused(officer: Browser, app: str, typed: str) -> None:
    page = officer.send(give_password(officer), "/sign-in/code", code=typed)
    assert page.status == 422
    assert page.one("a", href="#code")["text"].startswith("This code does not count.")
    assert not is_signed_in(officer)


def test_a_code_works_once(
    officer: Browser, app: str, signed_in: Callable[[str], Browser], stranger: Browser
) -> None:
    code = app_code(app)
    assert officer.send(give_password(officer), "/sign-in/code", code=code).heading == "Home"
    page = stranger.send(give_password(stranger), "/sign-in/code", code=code)
    assert page.status == 422
    assert not is_signed_in(stranger)


def test_a_recovery_code_works_once(officer: Browser, centre_db: Db) -> None:
    _, codes = set_up(officer)
    for typed, heading in [
        (codes[3].lower(), "Home"),
        (codes[3], "Type your code"),
        (codes[4], "Home"),
    ]:
        officer.post("/sign-out")
        assert officer.send(give_password(officer), "/sign-in/code", code=typed).heading == heading
    assert "8 recovery codes left" in officer.get("/account").text


def test_somebody_elses_recovery_code_does_not_count(
    officer: Browser, app: str, signed_in: Callable[[str], Browser]
) -> None:
    _, codes = set_up(signed_in("results"), "results")
    assert officer.send(give_password(officer), "/sign-in/code", code=codes[0]).status == 422


def test_guessing_codes_is_slowed_down(officer: Browser, app: str, centre_db: Db) -> None:
    page = give_password(officer)
    for _ in range(5):
        assert officer.send(page, "/sign-in/code", code="000000").status == 422
    page = officer.send(page, "/sign-in/code", code=app_code(app))
    assert page.status == 429
    assert page.reply.headers["retry-after"] == "1"
    assert "wait 1 second" in page.text
    forget_tries(centre_db)
    assert officer.send(page, "/sign-in/code", code=app_code(app)).heading == "Home"


@pytest.mark.parametrize(
    ("fill_in", "check"),
    [(new_candidate, check_new_candidate), (submission, check_submission)],
)
def test_what_i_sent_too_late_is_sent_on_after_the_code(
    officer: Browser, app: str, centre_db: Db, centre_file: Path, fill_in: Callable, check: Callable
) -> None:
    officer.send(give_password(officer), "/sign-in/code", code=app_code(app))
    sending = fill_in(officer, centre_db)
    idle(officer, centre_file)
    a_minute_later(centre_db)
    page = officer.send(send(officer, sending), "/sign-in", email=EMAIL, password=SECRET)
    assert "What you sent has been kept" in page.text
    page = officer.send(page, "/sign-in/code", code="000000")
    assert "What you sent has been kept" in page.text
    page = officer.send(page, "/sign-in/code", code=app_code(app))
    assert page.address == "/kept"
    check(send_on(officer, page), centre_db, sending)


def test_whoever_must_use_it_is_led_to_it_before_anything_else(
    stranger: Browser, centre_db: Db
) -> None:
    centre_db.execute("insert into two_step_roles values ('entries')")
    page = stranger.get("/entries/drafts")
    page = stranger.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert page.address == WAY
    assert page.heading == "Set up two-step sign-in to go on"
    assert not page.all("input", id="password")
    for path in ("/", "/candidates", "/account", "/sign-in/code"):
        assert stranger.get(path).address == WAY, path
    for path in (f"{WAY}/off", f"{WAY}/codes", "/account/password"):
        assert stranger.post(path, {"password": SECRET}).address == WAY, path
    page = stranger.send(page, f"{WAY}/start")
    page = stranger.send(page, f"{WAY}/app", code=app_code(secret_on(page)))
    assert len(recovery_codes(page)) == 10
    then = page.one("a", class_="govuk-button")
    assert squeezed(then["text"]) == "I have kept them"
    assert stranger.get(then["href"]).address == "/entries/drafts"


def test_what_was_kept_is_sent_on_after_setting_it_up(
    officer: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    centre_db.execute("insert into two_step_roles values ('entries')")
    page = send(officer, sending)
    assert KEPT in page.text
    page = officer.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert KEPT in page.text
    page = officer.send(page, f"{WAY}/start")
    page = officer.send(page, f"{WAY}/app", code=app_code(secret_on(page)))
    page = officer.get(page.one("a", class_="govuk-button")["href"])
    check_new_candidate(send_on(officer, page), centre_db, sending)
