"""Setting up two-step sign-in, recovery codes, turning it off."""

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
from tests.accounts.sample_people import browser, is_signed_in, token_of
from tests.conftest import CAST
from tests.page import Browser
from webapp.database.connection import Db

EMAIL, SECRET = CAST["entries"]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get(WAY)
    assert page.heading == "Two-step sign-in"
    page = officer.send(page, f"{WAY}/start", password=SECRET)
    assert page.address == f"{WAY}/app"
    assert page.all("svg", class_="qr")
    secret = secret_on(page)
    assert "Off Set it up" in officer.get("/account").text
    page = officer.send(page, f"{WAY}/app", code=app_code(secret))
    assert page.heading == "Your recovery codes"
    codes = recovery_codes(page)
    assert len(set(codes)) == 10
    page = officer.get(page.one("a", class_="govuk-button")["href"])
    assert page.address == "/account"
    assert "On, 10 recovery codes left" in page.text
    rows = str(centre_db.execute("select * from recovery_codes").fetchall())
    assert not any(code.replace(" ", "") in rows for code in codes)


def test_enter_after_the_password_throws_no_recovery_codes_away(
    officer: Browser, centre_db: Db
) -> None:
    secret, _ = set_up(officer)
    a_minute_later(centre_db)
    before = centre_db.execute("select * from recovery_codes").fetchall()
    page = officer.get(WAY)
    form = page.one("form", action=f"{WAY}/start")
    pressed = next(one for one in page.all("button") if form in one["within"])
    assert "formaction" not in pressed
    page = officer.send(page, f"{WAY}/start", password=SECRET, code=app_code(secret))
    assert page.address == f"{WAY}/app"
    assert centre_db.execute("select * from recovery_codes").fetchall() == before


@pytest.mark.parametrize("path", ["", "/app"])
def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, path: str) -> None:
    assert stranger.get(WAY + path).address == "/sign-in"


def test_there_is_no_picture_before_a_key_is_made(officer: Browser) -> None:
    assert officer.get(f"{WAY}/app").address == WAY
    assert officer.post(f"{WAY}/app", {"code": "123456"}).address == WAY
    assert officer.post(f"{WAY}/codes", {"password": SECRET}).address == WAY


def test_setting_it_up_asks_for_the_password_again(officer: Browser, centre_db: Db) -> None:
    page = officer.post(f"{WAY}/start", {"password": "wrong"})
    assert page.status == 422
    assert page.one("a", href="#password")["text"].startswith("This is not your password.")
    assert centre_db.execute("select count(*) from two_step").fetchone() == (0,)


def test_a_wrong_code_does_not_turn_it_on(officer: Browser) -> None:
    page = officer.post(f"{WAY}/start", {"password": SECRET})
    secret = secret_on(page)
    wrong = f"{(int(app_code(secret)) + 1) % 1_000_000:06}"
    page = officer.send(page, f"{WAY}/app", code=wrong)
    assert page.status == 422
    assert secret_on(page) == secret
    assert "Off" in officer.get("/account").text
    page = officer.send(page, f"{WAY}/app", code=f" {app_code(secret)[:3]} {app_code(secret)[3:]} ")
    assert page.heading == "Your recovery codes"


def test_the_token_is_renewed_when_it_is_turned_on(officer: Browser, centre_file: Path) -> None:
    before = token_of(officer)
    set_up(officer)
    assert token_of(officer) != before
    assert is_signed_in(officer)
    with browser(centre_file) as other:
        other.client.cookies.set("single_point", before)
        assert not is_signed_in(other)


def test_the_code_that_turned_it_on_does_not_count_at_the_sign_in(officer: Browser) -> None:
    secret, _ = set_up(officer)
    officer.post("/sign-out")
    page = officer.send(give_password(officer), "/sign-in/code", code=app_code(secret))
    assert page.status == 422


def test_new_recovery_codes_take_the_place_of_the_old_ones(officer: Browser, centre_db: Db) -> None:
    _, old = set_up(officer)
    page = officer.post(f"{WAY}/codes", {"password": "wrong"})
    assert page.status == 422
    new = recovery_codes(officer.post(f"{WAY}/codes", {"password": SECRET, "code": old[9]}))
    assert len(set(new) | set(old)) == 20
    officer.post("/sign-out")
    page = give_password(officer)
    assert officer.send(page, "/sign-in/code", code=old[0]).status == 422
    assert officer.send(page, "/sign-in/code", code=new[0]).heading == "Home"
    assert "9 recovery codes left" in officer.get(WAY).text


def test_another_app_takes_over_only_with_its_first_code(officer: Browser, centre_db: Db) -> None:
    old, _ = set_up(officer)
    a_minute_later(centre_db)
    page = officer.post(f"{WAY}/start", {"password": SECRET, "code": app_code(old)})
    new = secret_on(page)
    assert new != old
    assert officer.send(page, f"{WAY}/app", code=app_code(old)).status == 422
    page = officer.send(page, f"{WAY}/app", code=app_code(new))
    assert page.heading == "Your recovery codes"
    officer.post("/sign-out")
    page = give_password(officer)
    assert officer.send(page, "/sign-in/code", code=app_code(old)).status == 422
    a_minute_later(centre_db)
    assert officer.send(page, "/sign-in/code", code=app_code(new)).heading == "Home"


def test_it_is_turned_off_with_the_password_and_a_code(officer: Browser, centre_db: Db) -> None:
    _, codes = set_up(officer)
    assert officer.post(f"{WAY}/off", {"password": "wrong", "code": codes[0]}).status == 422
    page = officer.post(f"{WAY}/off", {"password": SECRET, "code": codes[0]})
    assert "Two-step sign-in is off." in page.text
    assert centre_db.execute("select count(*) from recovery_codes").fetchone() == (0,)
    officer.post("/sign-out")
    assert give_password(officer).heading == "Home"


def test_whoever_must_use_it_cannot_turn_it_off(officer: Browser, centre_db: Db) -> None:
    set_up(officer)
    centre_db.execute("insert into two_step_roles values ('entries')")
    assert "Turn it off" not in officer.get(WAY).text
    page = officer.post(f"{WAY}/off", {"password": SECRET})
    assert page.status == 422
    assert "Your role may not work without it" in page.text
    assert "On," in officer.get("/account").text


def test_guessing_the_password_there_is_slowed_down_too(officer: Browser, centre_db: Db) -> None:
    for _ in range(5):
        assert officer.post(f"{WAY}/start", {"password": "wrong"}).status == 422
    page = officer.post(f"{WAY}/start", {"password": SECRET})
    assert page.status == 429
    assert "wait 1 second" in page.text
    forget_tries(centre_db)
    assert officer.post(f"{WAY}/start", {"password": SECRET}).address == f"{WAY}/app"


CHANGES = [f"{WAY}/start", f"{WAY}/codes", f"{WAY}/off"]


@pytest.mark.parametrize("path", CHANGES)
def test_what_is_in_use_is_changed_only_with_a_code(
    officer: Browser, centre_db: Db, path: str
) -> None:
    secret, codes = set_up(officer)
    before = state(centre_db)
    wrong = f"{(int(app_code(secret)) + 1) % 1_000_000:06}"
    # The last is the one with which the app was set up: it is used.
    for code in ("", wrong, "ABCD EFGH IJKL MNOP", app_code(secret)):
        page = officer.post(path, {"password": SECRET, "code": code})
        assert page.status == 422
        assert page.one("a", href="#code")["text"].startswith("This code does not count")
    assert state(centre_db) == before
    forget_tries(centre_db)
    assert officer.post(path, {"password": "wrong", "code": codes[0]}).status == 422
    page = officer.post(path, {"password": SECRET, "code": codes[0]})
    assert page.status == 200
    assert state(centre_db) != before


def state(db: Db) -> tuple:
    return (
        db.execute("select secret, proposed, since from two_step").fetchall(),
        db.execute("select code_hash from recovery_codes where used_at is null").fetchall(),
    )


def test_a_session_of_before_the_app_was_set_up_ends_and_replaces_nothing(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    """Whoever had learnt the password and sat there already would lock the owner out."""
    thief = signed_in("entries")
    thief.post(f"{WAY}/start", {"password": SECRET})
    _secret, _ = set_up(officer)
    before = state(centre_db)
    assert not is_signed_in(thief)
    for path, values in [
        (f"{WAY}/start", {"password": SECRET}),
        (f"{WAY}/app", {"code": "123456"}),
    ]:
        assert thief.post(path, values).address == "/sign-in"
    assert state(centre_db) == before
    # Should a session have outlived it all the same, it has no code.
    centre_db.execute("update sessions set ended_at = null")
    for path in CHANGES:
        assert thief.post(path, {"password": SECRET}).status == 422, path
    assert thief.get(f"{WAY}/app").address == WAY
    assert state(centre_db) == before


def test_whoever_is_halfway_in_is_out_when_the_app_is_set_up(
    officer: Browser, stranger: Browser, centre_db: Db
) -> None:
    centre_db.execute("insert into two_step_roles values ('entries')")
    page = give_password(stranger)
    assert page.address == WAY
    proposed = secret_on(stranger.send(page, f"{WAY}/start"))
    set_up(officer)
    page = stranger.post(f"{WAY}/app", {"code": app_code(proposed)})
    assert page.address == "/sign-in"
    assert centre_db.execute(
        "select count(*) from two_step where secret = ?", [proposed]
    ).fetchone() == (0,)


def test_only_the_session_that_was_shown_the_key_confirms_it(
    officer: Browser, signed_in: Callable[[str], Browser]
) -> None:
    other = signed_in("entries")
    secret = secret_on(officer.post(f"{WAY}/start", {"password": SECRET}))
    assert other.get(f"{WAY}/app").address == WAY
    assert other.post(f"{WAY}/app", {"code": app_code(secret)}).address == WAY
    assert "Off" in other.get("/account").text


def test_guessing_the_code_there_is_slowed_down_and_leaves_few_lines(
    officer: Browser, centre_db: Db
) -> None:
    set_up(officer)
    forget_tries(centre_db)
    for number in range(30):
        page = officer.post(f"{WAY}/off", {"password": SECRET, "code": f"{number:06}"})
    assert page.status == 429
    count = "select count(*) from activity where what like 'own code refused%'"
    assert centre_db.execute(count).fetchone() == (6,)
